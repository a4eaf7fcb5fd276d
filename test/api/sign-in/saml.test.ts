import { randomUUID } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { logoutRequest } from '../../../api/identity/saml/logout-request.ts';
import { encryptAssertion } from '../../../controller/idp/encrypt-assertion.ts';
import { type Person, responseFor } from '../../../controller/idp/response-model.ts';
import { responseXml } from '../../../controller/idp/response-xml.ts';
import { signXml } from '../../../controller/idp/sign-xml.ts';
import { selfSigned } from '../../../schemas/contract/self-signed.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply } from '../routes/test-world.ts';
import { type TestBrowser, testBrowser, tokenOfLink } from './browser.ts';

const database = await testDatabase();
const limits = { perAddress: 10_000, perUser: 10_000, window: 60_000 };
const { app, clock } = await testServer(database, { signInLimits: limits });

const entityId = 'https://idp.acme.example/metadata';
const key = selfSigned({
  name: 'idp',
  from: new Date('2026-01-01T00:00:00Z'),
  until: new Date('2036-01-01T00:00:00Z'),
});
const good = 'correct horse battery staple';
const groupClaim = ['Support', 'Finance'];

let admin: Call;
let sso: Record<string, unknown>;

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  sso = {
    mode: 'optional',
    initiationSlug: 'acme',
    identityProvider: {
      entityId,
      loginUrl: 'https://idp.acme.example/sso',
      certificates: [{ pem: key.certificate }],
      requireSigned: ['assertion'],
    },
  };
  await settings({});
});

async function settings(change: Record<string, unknown>): Promise<void> {
  const { status, body } = await admin('PUT', '/v1/accounts/acme/single-sign-on', {
    spec: { ...sso, ...change },
  });
  expect([200, 201], JSON.stringify(body)).toContain(status);
}

/** What the browser was sent away with. */
async function begin(
  browser: TestBrowser,
  path = '/login/saml/acme/',
): Promise<{ requestId: string; relayState: string }> {
  const answer = await app.inject({ method: 'GET', url: path, cookies: Object.fromEntries(browser.cookies) });
  for (const { name, value } of answer.cookies) browser.cookies.set(name, value);
  expect(answer.statusCode, answer.payload).toBe(302);
  return sentTo(String(answer.headers.location));
}

function sentTo(location: string): { requestId: string; relayState: string } {
  const url = new URL(location);
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  expect(xml).toContain('AssertionConsumerServiceURL="http://localhost:8080/login/saml/acme/acs"');
  return {
    requestId: /ID="([^"]+)"/.exec(xml)?.[1] ?? '',
    relayState: url.searchParams.get('RelayState') ?? '',
  };
}

function answerFor(
  person: Person,
  requestId: string,
  acs = 'http://localhost:8080/login/saml/acme/acs',
  newId: () => string = () => `_${randomUUID()}`,
): string {
  const model = responseFor(
    person,
    { acsUrl: acs, spEntityId: 'http://localhost:8080/login/saml/acme/metadata', requestId },
    { entityId, now: clock.time, newId },
  );
  return Buffer.from(signXml(responseXml(model), 'Assertion', key)).toString('base64');
}

async function post(browser: TestBrowser, SAMLResponse: string, RelayState: string) {
  const answer = await app.inject({
    method: 'POST',
    url: '/login/saml/acme/acs',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://idp.acme.example' },
    cookies: Object.fromEntries(browser.cookies),
    payload: new URLSearchParams({ SAMLResponse, RelayState }).toString(),
  });
  for (const { name, value } of answer.cookies) browser.cookies.set(name, value);
  return answer;
}

async function signIn(person: Person, browser = testBrowser(app)) {
  const { requestId, relayState } = await begin(browser);
  return { browser, answer: await post(browser, answerFor(person, requestId), relayState) };
}

async function failures(): Promise<string[]> {
  const found = await database.snapshot((tx) =>
    rows<{ check: string }>(
      tx,
      `SELECT detail ->> 'check' AS check FROM audit_entry WHERE item = 'User' AND action = 'Login' AND status = 'failure' ORDER BY id DESC LIMIT 1`,
    ),
  );
  return found.map(({ check }) => check);
}

async function teamsOf(username: string): Promise<string[]> {
  const found = await database.snapshot((tx) =>
    rows<{ name: string }>(
      tx,
      `SELECT t.name FROM team_member m JOIN team t ON t.organisation_id = m.organisation_id AND t.id = m.team_id
       JOIN app_user u ON u.organisation_id = m.organisation_id AND u.id = m.user_id WHERE u.username = $1 ORDER BY t.name`,
      username,
    ),
  );
  return found.map(({ name }) => name);
}

async function user(name: string, spec: Record<string, unknown> = {}): Promise<void> {
  const email = `${name}@acme.example`;
  await apply(
    admin,
    [{ kind: 'User', account: 'acme', name, spec: { email, invitation: 'email', ...spec } as never }],
    `set-${name}`,
  );
}

describe('single sign-on', () => {
  test('signs in whom the NameID fits, by e-mail first and by its link from then on', async () => {
    await user('ana');
    const { browser, answer } = await signIn({ nameId: 'ana@acme.example' });
    expect([answer.statusCode, answer.headers.location], answer.payload).toEqual([303, '/']);
    expect((await browser.get('/v1/me/sessions')).body).toMatchObject({ items: [{ method: 'sso' }] });
    await admin(
      'PATCH',
      '/v1/accounts/acme/users/ana',
      { spec: { email: 'ana.new@acme.example' } },
      { 'bylaw-break-glass': 'test' },
    );
    expect((await signIn({ nameId: 'ana@acme.example' })).answer.statusCode).toBe(303);
  });

  test('refuses who is unknown, and makes him where the account wants that, with his names and roles', async () => {
    const person = {
      nameId: 'bea@acme.example',
      email: 'bea.k@acme.example',
      givenName: 'Bea',
      surname: 'Kos',
    };
    const refused = (await signIn(person)).answer;
    expect([refused.statusCode, refused.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect(refused.headers['content-security-policy']).toContain("default-src 'none'; style-src 'self'");
    expect(refused.payload).toContain('Reference');
    expect(refused.payload).not.toContain('bea');
    expect(await failures()).toEqual(['saml/unknown-user']);
    await settings({ autoCreateUsers: true, defaultRoles: ['Analyze Manager'] });
    const { browser } = await signIn(person);
    expect((await browser.get('/v1/whoami')).body).toMatchObject({ actor: { name: 'bea@acme.example' } });
    const made = await admin('GET', '/v1/accounts/acme/users/bea%40acme.example');
    expect(made.body).toMatchObject({
      spec: { email: 'bea.k@acme.example', firstName: 'Bea', lastName: 'Kos', roles: ['Analyze Manager'] },
    });
    await settings({});
  });

  test('an answer is good once, in the browser that asked, and only to a request', async () => {
    await user('cleo');
    const browser = testBrowser(app);
    const { requestId, relayState } = await begin(browser);
    const response = answerFor({ nameId: 'cleo@acme.example' }, requestId);
    expect((await post(testBrowser(app), response, relayState)).statusCode).toBe(403);
    expect(await failures()).toEqual(['saml/no-request']);
    const kept = testBrowser(app);
    for (const [name, value] of browser.cookies) kept.cookies.set(name, value);
    const both = await Promise.all([post(browser, response, relayState), post(kept, response, relayState)]);
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 403]);
    expect((await post(kept, response, relayState)).statusCode).toBe(403);
  });

  test('an assertion is good once, to whatever request it comes again', async () => {
    await user('rea');
    const statuses = [];
    for (const _ of [1, 2]) {
      const browser = testBrowser(app);
      const { requestId, relayState } = await begin(browser);
      const answer = answerFor({ nameId: 'rea@acme.example' }, requestId, undefined, () => 'the-same');
      statuses.push((await post(browser, answer, relayState)).statusCode);
    }
    expect(statuses).toEqual([303, 403]);
    expect(await failures()).toEqual(['saml/replay']);
  });

  test('an answer that was made for another service, or too late, is refused for its own reason', async () => {
    const browser = testBrowser(app);
    const first = await begin(browser);
    const other = answerFor({ nameId: 'ana@acme.example' }, first.requestId, 'https://other.example/acs');
    expect((await post(browser, other, first.relayState)).statusCode).toBe(403);
    expect((await failures())[0]).toMatch(/^saml\//);
  });

  test('goes on only to a path of this origin', async () => {
    for (const [returnTo, due] of [
      ['/v1/me/sessions', '/v1/me/sessions'],
      ['//evil.example', '/'],
      ['https://evil.example/', '/'],
    ]) {
      const browser = testBrowser(app);
      const { requestId, relayState } = await begin(
        browser,
        `/login/saml/acme/?returnTo=${encodeURIComponent(returnTo ?? '')}`,
      );
      const answer = await post(browser, answerFor({ nameId: 'ana@acme.example' }, requestId), relayState);
      expect(answer.headers.location).toBe(due);
    }
  });

  test('shows metadata with our addresses', async () => {
    const { payload } = await app.inject({ method: 'GET', url: '/login/saml/acme/metadata' });
    expect(payload).toContain('Location="http://localhost:8080/login/saml/acme/acs"');
    expect((await app.inject({ method: 'GET', url: '/login/saml/nobody/' })).statusCode).toBe(404);
  });
});

describe('groups', () => {
  test('make teams and memberships equal to the claim; a missing claim changes nothing, an empty one ends them', async () => {
    await settings({ autoCreateGroups: true });
    await user('dora');
    const nameId = 'dora@acme.example';
    await signIn({ nameId, groups: groupClaim });
    expect(await teamsOf('dora')).toEqual(['Finance', 'Support']);
    await signIn({ nameId });
    expect(await teamsOf('dora')).toEqual(['Finance', 'Support']);
    await signIn({ nameId, groups: ['Support'] });
    expect(await teamsOf('dora')).toEqual(['Support']);
    await signIn({ nameId, groups: [] });
    expect(await teamsOf('dora')).toEqual([]);
  });

  test('that name an ordinary team, or have a technical name, join nobody', async () => {
    await apply(
      admin,
      [{ kind: 'Team', account: 'acme', name: 'Security', spec: { members: [] } }],
      'set-security',
    );
    await user('elena');
    await signIn({ nameId: 'elena@acme.example', groups: ['Security', 'S-1-5-21-1', 'CN=Ops,OU=Groups'] });
    expect(await teamsOf('elena')).toEqual([]);
  });

  test('switched off, their teams become ordinary ones with the people in them', async () => {
    await user('fay');
    await signIn({ nameId: 'fay@acme.example', groups: ['Night shift'] });
    await settings({ autoCreateGroups: false });
    const { body } = await admin('GET', '/v1/accounts/acme/teams/Night%20shift');
    expect(body).toMatchObject({ spec: { members: ['fay'] } });
    expect(body['spec']).not.toHaveProperty('membership');
  });
});

describe('mode: required', () => {
  test('acts as optional until it was tested and an emergency user can come in; then passwords end, but for his', async () => {
    for (const name of ['gina', 'hana']) {
      await user(name);
      const token = await tokenOfLink(database, 'invitation', name);
      await testBrowser(app).post('/v1/invitations/accept', { token, password: good });
    }
    const byPassword = (username: string, browser = testBrowser(app)) =>
      browser.post('/v1/sign-in', { organisation: 'acme', username, password: good });
    const state = async () => (await admin('GET', '/v1/accounts/acme/single-sign-on/state')).body['state'];
    await settings({
      mode: 'required',
      initiationSlug: 'acme',
      spEntityId: 'http://localhost:8080/login/saml/acme/metadata',
    });
    expect([await state(), (await byPassword('gina')).status]).toEqual(['configured', 200]);
    await signIn({ nameId: 'gina@acme.example' });
    expect([await state(), (await byPassword('gina')).status]).toEqual(['tested', 200]);
    const before = testBrowser(app);
    await byPassword('gina', before);
    await settings({
      mode: 'required',
      spEntityId: 'http://localhost:8080/login/saml/acme/metadata',
      emergencyUsers: ['hana'],
    });
    expect(await state()).toBe('required');
    const refused = await byPassword('gina');
    expect([refused.status, refused.body['code']]).toEqual([403, 'sign-in/use-sso']);
    expect((await before.get('/v1/me/sessions')).status).toBe(401);
    expect((await byPassword('hana')).status).toBe(200);
  });

  test('a test sign-in shows whom it matches, and signs nobody in', async () => {
    const browser = testBrowser(app);
    const begun = await admin<{ url: string }>('POST', '/v1/accounts/acme/single-sign-on/test');
    const cookie = /bylaw_saml=([^;]+)/.exec(String(begun.headers['set-cookie']))?.[1] ?? '';
    browser.cookies.set('bylaw_saml', cookie);
    const { requestId, relayState } = sentTo(begun.body.url);
    const answer = await post(
      browser,
      answerFor({ nameId: 'gina@acme.example', groups: ['<b>'] }, requestId),
      relayState,
    );
    expect(answer.statusCode, answer.payload).toBe(200);
    expect(answer.payload).toContain('gina (by link)');
    expect(answer.payload).toContain('&lt;b&gt;');
    expect((await browser.get('/v1/me/sessions')).status).toBe(401);
  });
});

describe('signing out', () => {
  test('leads on to the identity provider, and its own request ends the sessions of that NameID, once', async () => {
    await settings({
      identityProvider: { ...(sso['identityProvider'] as object), logoutUrl: 'https://idp.acme.example/slo' },
    });
    await user('iris');
    const [one, two] = [
      await signIn({ nameId: 'iris@acme.example' }),
      await signIn({ nameId: 'iris@acme.example' }),
    ];
    const ended = await one.browser.post<{ next: string }>('/v1/sign-out');
    const xml = inflateRawSync(
      Buffer.from(new URL(ended.body.next).searchParams.get('SAMLRequest') ?? '', 'base64'),
    ).toString();
    expect([new URL(ended.body.next).host, xml]).toEqual([
      'idp.acme.example',
      expect.stringContaining('iris@acme.example'),
    ]);
    const forged = await app.inject({ method: 'GET', url: '/login/saml/acme/slo?SAMLRequest=abc' });
    expect(forged.statusCode).toBe(403);
    expect((await two.browser.get('/v1/me/sessions')).status).toBe(200);
    const url = logoutRequest(
      { spEntityId: entityId, logoutUrl: 'http://localhost:8080/login/saml/acme/slo' },
      { id: '_logout1', now: clock.time, nameId: 'iris@acme.example', signingKey: key.privateKey },
    );
    const answer = await app.inject({ method: 'GET', url: url.slice('http://localhost:8080'.length) });
    expect([answer.statusCode, String(answer.headers.location)], answer.payload).toEqual([
      302,
      expect.stringContaining('SAMLResponse='),
    ]);
    expect((await two.browser.get('/v1/me/sessions')).status).toBe(401);
  });
});

test('an assertion that is encrypted for the key in our metadata is read', async () => {
  await settings({});
  await user('jana');
  const { payload } = await app.inject({ method: 'GET', url: '/login/saml/acme/metadata' });
  const base64 = /<ds:X509Certificate>([^<]+)</.exec(payload)?.[1] ?? '';
  const certificate = `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
  const browser = testBrowser(app);
  const { requestId, relayState } = await begin(browser);
  const plain = Buffer.from(answerFor({ nameId: 'jana@acme.example' }, requestId), 'base64').toString();
  const encrypted = signXml(encryptAssertion(plain, certificate), 'Response', key);
  const answer = await post(browser, Buffer.from(encrypted).toString('base64'), relayState);
  expect(answer.statusCode, answer.payload).toBe(303);
});
