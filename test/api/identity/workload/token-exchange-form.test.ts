import { beforeAll, describe, expect, it, test } from 'vitest';
import { testDatabase } from '../../../support/database.ts';
import { localIssuer, usualClaims } from '../../../support/local-issuer.ts';
import { caller, makeOrganisation, testServer } from '../../routes/test-server.ts';
import { apply } from '../../routes/test-world.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database);
const issuer = await localIssuer();
const key = await issuer.addKey('first');

const jwt = 'urn:ietf:params:oauth:token-type:jwt';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';
const exchange = 'urn:ietf:params:oauth:grant-type:token-exchange';

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  const trust = [{ issuer: issuer.url, audience: 'bylaw', claims: usualClaims }];
  const spec = { roles: ['Account Manager'], trust };
  await apply(caller(app, apiKey), [
    { kind: 'ServiceAccount', account: 'acme', name: 'pipeline', spec },
    { kind: 'ServiceAccount', account: 'acme', name: 'team/pipeline', spec },
  ]);
});

async function send(payload: string, contentType = 'application/x-www-form-urlencoded') {
  const headers = { 'content-type': contentType };
  const answer = await app.inject({ method: 'POST', url: '/v1/token', headers, payload });
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<Record<string, unknown>>() };
}

/** A right form, with these parameters over it; null leaves one out. */
async function form(more: Readonly<Record<string, string | null>> = {}): Promise<string> {
  const all = {
    grant_type: exchange,
    client_id: 'acme/acme/pipeline',
    subject_token: await issuer.sign(key, clock.time),
    subject_token_type: jwt,
    ...more,
  };
  return new URLSearchParams(
    Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  ).toString();
}

describe('a form of RFC 8693', () => {
  it.each<Readonly<Record<string, string>>>([
    {},
    { client_id: 'acme/acme/team/pipeline' },
    { subject_token_type: 'urn:ietf:params:oauth:token-type:id_token', requested_token_type: accessToken },
    { audience: 'http://localhost:8080', resource: 'http://localhost:8080', scope: '' },
    { unknown_parameter: 'is ignored, as RFC 6749 wants it' },
  ])('is answered with a token that works: %o', async (more) => {
    const { status, headers, body } = await send(await form(more));
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
    expect(body).toEqual({
      access_token: expect.stringMatching(/^byl_/),
      issued_token_type: accessToken,
      token_type: 'Bearer',
      expires_in: 900,
    });
    const name = (more['client_id'] ?? 'acme/acme/pipeline').replace('acme/acme/', '');
    expect((await caller(app, String(body['access_token']))('GET', '/v1/whoami')).body).toMatchObject({
      actor: { type: 'service-account', name },
    });
  });

  it('may have a charset, and letters of any case in its media type', async () => {
    expect((await send(await form(), 'Application/x-www-form-urlencoded; charset=UTF-8')).status).toBe(200);
  });
});

describe('a form that is refused', () => {
  it.each<[string, Readonly<Record<string, string | null>>, string, string]>([
    ['another grant', { grant_type: 'client_credentials' }, 'unsupported_grant_type', 'The only grant type'],
    ['no grant', { grant_type: null }, 'invalid_request', 'grant_type'],
    ['no service account', { client_id: null }, 'invalid_request', 'client_id must be given'],
    ['half a name', { client_id: 'acme/pipeline' }, 'invalid_request', 'client_id'],
    ['a NUL in a name', { client_id: 'acme/acme/pipe\0line' }, 'invalid_request', 'client_id'],
    ['no token', { subject_token: null }, 'invalid_request', 'subject_token must be given'],
    ['an empty token', { subject_token: '' }, 'invalid_request', 'subject_token must be given'],
    [
      'a token of no type',
      { subject_token_type: null },
      'invalid_request',
      'subject_token_type must be given',
    ],
    [
      'a SAML assertion',
      { subject_token_type: 'urn:ietf:params:oauth:token-type:saml2' },
      'invalid_request',
      'subject_token_type must be',
    ],
    [
      'a token of another type',
      { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' },
      'invalid_request',
      'requested_token_type must be',
    ],
    ['somebody acting for another', { actor_token: 'x' }, 'invalid_request', 'actor_token'],
    ['a scope', { scope: 'users/read' }, 'invalid_scope', 'leave scope out'],
    [
      'a token for others',
      { audience: 'https://other.example' },
      'invalid_target',
      'leave resource and audience',
    ],
    ['what is no token', { subject_token: 'nonsense' }, 'invalid_request', 'does not trust this token'],
    ['nobody’s name', { client_id: 'acme/acme/nobody' }, 'invalid_request', 'does not trust this token'],
  ])('%s', async (_, more, error, description) => {
    const { status, headers, body } = await send(await form(more));
    expect([status, body['error']]).toEqual([400, error]);
    expect(body['error_description']).toContain(description);
    expect(body['error_description']).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
    expect(Object.keys(body)).toEqual(['error', 'error_description']);
    expect(headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(headers['content-type']).toMatch(/^application\/json/);
  });

  it('with a parameter twice', async () => {
    const { status, body } = await send(`${await form()}&grant_type=${encodeURIComponent(exchange)}`);
    expect([status, body['error']]).toEqual([400, 'invalid_request']);
  });

  it('that is too large, or whose issuer does not answer', async () => {
    expect(await send(`grant_type=${'x'.repeat(70_000)}`)).toMatchObject({
      status: 413,
      body: { error: 'invalid_request' },
    });
    clock.time = new Date(clock.time.getTime() + 3_600_000);
    issuer.answers.set('/.well-known/openid-configuration', (response) => response.writeHead(500).end());
    expect(await send(await form())).toMatchObject({
      status: 503,
      body: { error: 'temporarily_unavailable' },
    });
    issuer.answers.clear();
  });

  it('beyond the limit of an address', async () => {
    const { app: narrow } = await testServer(database, {
      rateLimit: { perKey: 1, perAddress: 1, window: 60_000 },
    });
    const ask = { method: 'POST', url: '/v1/token', payload: 'grant_type=x' } as const;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await narrow.inject({ ...ask, headers });
    const answer = await narrow.inject({ ...ask, headers });
    expect([answer.statusCode, answer.json()]).toEqual([
      429,
      { error: 'temporarily_unavailable', error_description: expect.stringContaining('Too many requests') },
    ]);
    expect(answer.headers['retry-after']).toBeDefined();
    await narrow.close();
  });
});

test('JSON does not take the form’s parameters, nor any other media type a body', async () => {
  const body = JSON.stringify(Object.fromEntries(new URLSearchParams(await form())));
  expect(await send(body, 'application/json')).toMatchObject({
    status: 422,
    body: { code: 'request/invalid-body' },
  });
  for (const type of ['application/merge-patch+json', 'text/plain']) {
    expect(await send(body, type)).toMatchObject({ status: 415, body: { code: 'request/media-type' } });
  }
  const nothing = await app.inject({ method: 'POST', url: '/v1/token' });
  expect(nothing.statusCode).toBe(415);
});
