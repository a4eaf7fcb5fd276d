import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from './test-server.ts';

const database = await testDatabase();
const { app } = await testServer(database);
const nobody = caller(app, null);

let admin: Call;
let key: string;

beforeAll(async () => {
  key = (await makeOrganisation(app, 'acme')).apiKey;
  admin = caller(app, key);
});

/** Sends a body as it is. */
async function send(
  body: string | Buffer,
  type = 'application/json',
  url = '/v1/accounts/acme/teams/x',
  method: 'PUT' | 'PATCH' = 'PUT',
) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': type };
  const answer = await app.inject({ method, url, headers, payload: body });
  return {
    status: answer.statusCode,
    code: answer.json<{ code: string }>().code,
    type: answer.headers['content-type'],
  };
}

describe('every answer', () => {
  test.each(['/healthz', '/v1/whoami', '/nowhere', '/openapi.json', '/v1/accounts/%ff'])(
    'of %s says who answers',
    async (url) => {
      const { headers } = await nobody('GET', url);
      expect(headers).toMatchObject({
        'bylaw-version': expect.stringMatching(/^\d+\.\d+\.\d+/),
        'bylaw-api': '1',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      });
      expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/);
      expect(headers['strict-transport-security']).toBeUndefined();
    },
  );

  test('takes over a request id only if it is well formed', async () => {
    const idOf = async (id: string) =>
      (await nobody('GET', '/healthz', undefined, { 'x-request-id': id })).headers['x-request-id'];
    expect(await idOf('deploy-2026.11_24')).toBe('deploy-2026.11_24');
    for (const id of ['short', 'has space in it', 'x'.repeat(129), '{"json":1}', '../../etc/passwd']) {
      expect(await idOf(id)).not.toBe(id);
    }
  });

  test('over TLS asks browsers to stay there', async () => {
    const { app: secure } = await testServer(database, { publicUrl: 'https://bylaw.example' });
    const { headers } = await caller(secure, null)('GET', '/healthz');
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
    await secure.close();
  });
});

describe('problems', () => {
  test('are RFC 9457, with a code, a remedy and the request id', async () => {
    const { status, headers, body } = await nobody('GET', '/v1/whoami');
    expect(status).toBe(401);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(headers['www-authenticate']).toBe('Bearer realm="bylaw"');
    expect(body).toEqual({
      type: 'https://bylaw.dev/problems/auth/missing-token',
      title: 'Auth: missing token',
      status: 401,
      detail: 'This route needs an API key, or a session.',
      code: 'auth/missing-token',
      remedy: 'send the header `Authorization: Bearer byl_...`, or sign in',
      requestId: headers['x-request-id'],
    });
  });

  test('an unknown route is 404, a method that a route does not know 405', async () => {
    expect(await nobody('GET', '/v1/nothing')).toMatchObject({
      status: 404,
      body: { code: 'request/no-such-route' },
    });
    const answer = await admin('DELETE', '/v1/plans');
    expect(answer).toMatchObject({ status: 405, body: { code: 'request/method-not-allowed' } });
    expect(answer.headers['allow']).toBe('GET, HEAD, POST');
    expect((await admin('POST', '/v1/accounts/acme/teams/x', {})).headers['allow']).toBe(
      'DELETE, GET, HEAD, PATCH, PUT',
    );
  });

  test('a fault of ours tells nothing', async () => {
    const broken = { ...database, lookUp: () => Promise.reject(new Error('secret inner state')) };
    const { app: faulty } = await testServer(broken);
    const { status, body, text } = await caller(faulty, key)('GET', '/v1/whoami');
    expect([status, body['code']]).toEqual([500, 'server/fault']);
    expect(text).not.toContain('secret');
    await faulty.close();
  });

  test.each([
    ['application/json', '{', 400, 'request/bad-json'],
    ['application/json', '', 422, 'request/invalid-body'],
    ['application/json', '[]', 422, 'request/invalid-body'],
    ['application/json', '"x"', 422, 'request/invalid-body'],
    ['application/json', '{"spec":{}} x', 400, 'request/bad-json'],
    ['application/json', '{"spec":{},"__proto__":{"x":1}}', 400, 'request/bad-json'],
    ['application/json', '{"spec":{"constructor":{"prototype":{}}}}', 400, 'request/bad-json'],
    ['application/json', '{"spec":{"description":"\\u0000"}}', 400, 'request/bad-text'],
    ['application/json', '{"spec":{"description":"\\ud800"}}', 400, 'request/bad-text'],
    ['application/json', '{"spec":{"\\u0000":1}}', 400, 'request/bad-text'],
    ['application/json', `{"spec":${'['.repeat(70)}${']'.repeat(70)}}`, 400, 'request/json-limits'],
    ['application/json', `{"spec":{"members":[${'1,'.repeat(200_001)}1]}}`, 400, 'request/json-limits'],
    ['application/json', `${'['.repeat(1_000_000)}`, 400, 'request/json-limits'],
    ['text/plain', '{}', 415, 'request/media-type'],
    ['application/x-www-form-urlencoded', 'a=b', 415, 'request/media-type'],
  ])('a body of %s %.30s is %d %s', async (type, body, status, code) => {
    expect(await send(body, type)).toMatchObject({
      status,
      code,
      type: 'application/problem+json; charset=utf-8',
    });
  });

  test('a body that is no UTF-8 is refused, and one with a byte order mark is read', async () => {
    expect(await send(Buffer.from('{"spec":{"description":"\xff"}}', 'latin1'))).toMatchObject({
      status: 400,
      code: 'request/bad-encoding',
    });
    expect((await send('\ufeff{"spec":{}}')).status).toBe(201);
  });

  test('quotes and brackets within texts are not counted', async () => {
    const description = `${'[{",\\"'.repeat(100)}`;
    expect((await send(JSON.stringify({ spec: { description } }))).status).toBe(200);
  });

  test('a body beyond the limit is refused', async () => {
    const { status, code } = await send(
      `{"name":"${'x'.repeat(1024 * 1024)}"}`,
      'application/json',
      '/v1/api-keys/x',
      'PATCH',
    );
    expect([status, code]).toEqual([413, 'request/too-large']);
  });

  test('all mistakes of a body are told, each with its place', async () => {
    const { body } = await admin<{ diagnostics: { pointer: string; code: string }[] }>(
      'PUT',
      '/v1/accounts/acme/teams/x',
      {
        spec: { members: [3, 'ana'], membership: 'some', rolls: [] },
        extra: true,
      },
    );
    expect(body.diagnostics.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/extra', 'schema/unknown-field'],
    ]);
    const second = await admin<{ diagnostics: { pointer: string; code: string }[] }>(
      'PUT',
      '/v1/accounts/acme/teams/x',
      {
        spec: { members: [3, 'ana'], membership: 'some', rolls: [] },
      },
    );
    expect(second.status).toBe(422);
    expect(second.body.diagnostics.map(({ pointer, code }) => [pointer, code]).sort()).toEqual([
      ['/spec/members/0', 'schema/type'],
      ['/spec/membership', 'schema/enum'],
      ['/spec/rolls', 'schema/unknown-field'],
    ]);
  });

  test('nothing is coerced in a body', async () => {
    const { status } = await admin('PUT', '/v1/accounts/acme/security-policy', {
      spec: { requireTwoFactor: 'true' },
    });
    expect(status).toBe(422);
  });
});

test.each([
  '/v1/audit?q=%00',
  '/v1/audit?user=a%00b',
  '/v1/resources?set=%00',
  '/v1/plans/%00',
  '/v1/operator/organisations?cursor=%00',
])('%s holds NUL and is refused', async (url) => {
  const { status, body } = await admin('GET', url);
  expect([status, body['code']]).toEqual(
    url.includes('operator') ? [401, 'auth/invalid-operator-token'] : [400, 'request/bad-text'],
  );
});

test('health, readiness and metrics need no token', async () => {
  expect((await nobody('GET', '/healthz')).body).toEqual({ status: 'alive' });
  expect((await nobody('GET', '/readyz')).body).toEqual({ status: 'ready' });
  const { text, headers } = await nobody('GET', '/metrics');
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  expect(text).toMatch(/^bylaw_requests_total\{method="GET",route="\/healthz",status="200"\} \d+$/m);
  expect(text).toMatch(
    /^bylaw_request_duration_seconds_bucket\{method="GET",route="\/healthz",le="\+Inf"\} \d+$/m,
  );
  const counts = [...text.matchAll(/bucket\{method="GET",route="\/healthz",le="[^"]+"\} (\d+)/g)].map(
    ([, n]) => Number(n),
  );
  expect(counts.length).toBeGreaterThan(10);
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  expect(counts.at(-1)).toBeGreaterThan(0);
  expect(text).not.toContain('acme');
  for (const line of text.trimEnd().split('\n')) {
    expect(line).toMatch(/^(?:# (?:HELP|TYPE) \w+ .*|\w+(?:\{[^{}]*\})? [\d.e+-]+)$/);
  }
});

test('not ready while the database does not answer, and alive all the same', async () => {
  const away = { ...database, ready: () => Promise.reject(new Error('gone')) };
  const { app: lonely } = await testServer(away);
  expect((await caller(lonely, null)('GET', '/readyz')).status).toBe(503);
  expect((await caller(lonely, null)('GET', '/healthz')).status).toBe(200);
  await lonely.close();
});

test('whoami tells whose key it is', async () => {
  const { body } = await admin<{ permissions: string[] }>('GET', '/v1/whoami');
  expect(body).toMatchObject({
    organisation: 'acme',
    account: 'acme',
    actor: { type: 'user', name: 'admin' },
  });
  expect(body.permissions).toContain('seats/manage');
});
