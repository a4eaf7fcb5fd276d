import { beforeAll, describe, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { openAnswer } from '../../../api/routes/sealed-answer.ts';
import { testDatabase } from '../../support/database.ts';
import { testBrowser } from '../sign-in/browser.ts';
import { type Call, caller, makeOrganisation, operatorToken, testServer } from './test-server.ts';
import { declaration } from './test-world.ts';
import { foundAndInvite } from './walk-routes.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database);

let admin: Call;
let other: Call;

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  other = caller(app, (await makeOrganisation(app, 'other')).apiKey);
});

const key = (text: string) => ({ 'idempotency-key': text });
const make = (call: Call, name: string, idempotencyKey: string) =>
  call<{ key: string; id: string }>('POST', '/v1/api-keys', { name }, key(idempotencyKey));

const count = async (table: string): Promise<number> => {
  const found = await database.snapshot((tx) =>
    rows<{ n: number }>(tx, `SELECT count(*) AS n FROM ${table}`),
  );
  return found[0]?.n ?? 0;
};

describe('the same key', () => {
  test('and body give the same answer, and the work is done once', async () => {
    const before = await count('api_key');
    const first = await make(admin, 'one', 'key-1');
    const second = await make(admin, 'one', 'key-1');
    expect(first.status).toBe(201);
    expect([second.status, second.text]).toEqual([201, first.text]);
    expect(second.headers['content-type']).toBe(first.headers['content-type']);
    expect([first.headers['idempotency-replayed'], second.headers['idempotency-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    expect(await count('api_key')).toBe(before + 1);
  });

  test('and another body are refused', async () => {
    await make(admin, 'two', 'key-2');
    const { status, body } = await admin('POST', '/v1/api-keys', { name: 'three' }, key('key-2'));
    expect([status, body['code']]).toEqual([422, 'idempotency/other-request']);
    const route = await admin('POST', '/v1/plans', declaration([]), key('key-2'));
    expect(route.status).toBe(422);
  });

  test('of somebody else is another key', async () => {
    await make(admin, 'four', 'key-4');
    const theirs = await make(other, 'five', 'key-4');
    expect([theirs.status, theirs.headers['idempotency-replayed']]).toEqual([201, undefined]);
  });

  test('after a refusal is free again', async () => {
    const refused = await admin('POST', '/v1/api-keys', { name: 'x', serviceAccount: 'none' }, key('key-6'));
    expect(refused.status).toBe(404);
    expect((await make(admin, 'six', 'key-6')).status).toBe(201);
  });

  test('after a day is forgotten', async () => {
    const start = clock.time;
    const first = await make(admin, 'seven', 'key-7');
    clock.time = new Date(start.getTime() + 24 * 3_600_000 - 1);
    expect((await make(admin, 'seven', 'key-7')).text).toBe(first.text);
    clock.time = new Date(start.getTime() + 24 * 3_600_000 + 1);
    expect((await make(admin, 'seven', 'key-7')).body.id).not.toBe(first.body.id);
    clock.time = start;
  });

  test('twice at the same time does the work once', async () => {
    const before = await count('api_key');
    const answers = await Promise.all([1, 2, 3].map(() => make(admin, 'eight', 'key-8')));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await count('api_key')).toBe(before + 1);
  });

  test.each(['', 'with space', 'ümlaut', 'x'.repeat(256)])('%j is none', async (text) => {
    const { status } = await make(admin, 'nine', text);
    expect(status).toBe(400);
  });
});

test('an answer with a secret is not readable in the database', async () => {
  const made = await make(admin, 'ten', 'key-10');
  const dump = await database.snapshot((tx) => rows(tx, 'SELECT i::text AS row FROM idempotency_key i'));
  expect(JSON.stringify(dump)).not.toContain(made.body.key);
  // Another key of the same person proves who he is, but cannot open the answer.
  const second = caller(app, made.body.key);
  expect((await make(second, 'ten', 'key-10')).body).toMatchObject({ code: 'idempotency/other-token' });
});

describe('with a session', () => {
  const password = 'correct horse battery staple';
  const headers = { origin: 'http://localhost:8080' };

  async function signedIn(name: string) {
    const { invitation } = await foundAndInvite(app, name);
    const browser = testBrowser(app);
    await browser.post('/v1/invitations/accept', { token: invitation, password });
    return browser;
  }

  const send = (browser: { cookies: Map<string, string> }, url: string, payload: object, text: string) =>
    app.inject({
      method: 'POST',
      url,
      payload,
      headers: { ...headers, ...key(text) },
      cookies: Object.fromEntries(browser.cookies),
    });

  test('a secret is sealed with its token, which no other session has', async () => {
    const browser = await signedIn('sealed');
    const made = await send(browser, '/v1/api-keys', { name: 'x' }, 'session-1');
    const again = await send(browser, '/v1/api-keys', { name: 'x' }, 'session-1');
    expect([made.statusCode, again.payload]).toEqual([201, made.payload]);
    const second = testBrowser(app);
    await second.post('/v1/sign-in', { organisation: 'sealed', username: 'admin', password });
    const other = await send(second, '/v1/api-keys', { name: 'x' }, 'session-1');
    expect([other.statusCode, other.json()['code']]).toEqual([409, 'idempotency/other-token']);
    const [{ sealed } = { sealed: '' }] = await database.snapshot((tx) =>
      rows<{ sealed: string }>(
        tx,
        "SELECT response->>'sealed' AS sealed FROM idempotency_key WHERE key = 'session-1'",
      ),
    );
    expect(sealed).not.toBe('');
    expect(openAnswer(sealed, '', 'session-1')).toBeUndefined();
  });

  test.each([
    ['/v1/me/password', { current: password, password: 'another fine long phrase' }, 204],
    ['/v1/me/recovery-codes', { password }, 409],
    ['/v1/me/email', { email: 'new@mail.example', password }, 202],
  ])('%s leaves nothing of a password behind, not even a hash', async (url, body, status) => {
    const browser = await signedIn(`quiet${url.replaceAll('/', '-')}`);
    const before = await count('idempotency_key');
    expect((await send(browser, url, body, `quiet-${url}`)).statusCode).toBe(status);
    expect(await count('idempotency_key')).toBe(before);
  });
});

test('the vendor’s organisations are made once', async () => {
  const vendor = caller(app, operatorToken);
  const body = { name: 'once', seats: 1, admin: 'a', email: 'a@once.example' };
  const first = await vendor('POST', '/v1/operator/organisations', body, key('org'));
  const second = await vendor('POST', '/v1/operator/organisations', body, key('org'));
  expect([first.status, second.text]).toEqual([201, first.text]);
});

describe('plans', () => {
  test('that change nothing write nothing, not even the key', async () => {
    const before = await count('idempotency_key');
    const empty = { ...declaration([{ kind: 'SecurityPolicy', account: 'acme', spec: {} }]) };
    const { status } = await admin('POST', '/v1/plans', empty, key('plan-0'));
    expect(status).toBeLessThan(300);
    if (status === 200) expect(await count('idempotency_key')).toBe(before);
  });

  test('that are stored are stored once', async () => {
    const body = declaration([{ kind: 'Team', account: 'acme', name: 'a', spec: {} }]);
    const before = await count('plan');
    const first = await admin('POST', '/v1/plans', body, key('plan-1'));
    const second = await admin('POST', '/v1/plans', body, key('plan-1'));
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    expect(await count('plan')).toBe(before + 1);
  });

  test('of two bodies at the same time: none is answered with the plan of the other', async () => {
    const plan = (name: string) =>
      admin(
        'POST',
        '/v1/plans',
        declaration([{ kind: 'Team', name, account: 'acme', spec: {} }], name),
        key('two'),
      );
    const names = ['this', 'that'];
    const made = await Promise.all(names.map(plan));
    const again = await Promise.all(names.map(plan));
    for (const [index, { status, body }] of again.entries()) {
      if (status === 201) expect(body['id']).toBe(made[index]?.body['id']);
      else expect([status, body['code']]).toEqual([422, 'idempotency/other-request']);
    }
    expect(again.map(({ status }) => status).toSorted()).toEqual([201, 422]);
  });

  test('that are long are given again to the byte', async () => {
    const documents = Array.from({ length: 200 }, (_, index) => ({
      kind: 'Team',
      account: 'acme',
      name: `long-${index}`,
      spec: { description: `ž𝒜 ${index}` },
    }));
    const body = declaration(documents, 'long');
    const first = await admin('POST', '/v1/plans', body, key('plan-2'));
    const second = await admin('POST', '/v1/plans', body, key('plan-2'));
    expect(first.text.length).toBeGreaterThan(32 * 1024);
    expect([second.status, second.text, second.headers['idempotency-replayed']]).toEqual([
      201,
      first.text,
      'true',
    ]);
    const [stored] = await database.snapshot((tx) =>
      rows<{ size: number }>(
        tx,
        "SELECT length(response::text) AS size FROM idempotency_key WHERE key = 'plan-2'",
      ),
    );
    expect(stored?.size).toBeLessThan(first.text.length / 3);
  });

  test('are applied once', async () => {
    const plan = await admin(
      'POST',
      '/v1/plans',
      declaration([{ kind: 'Team', account: 'acme', name: 'b', spec: {} }]),
    );
    const apply = () =>
      admin('POST', `/v1/plans/${String(plan.body['id'])}/apply`, undefined, key('apply-1'));
    const [first, second] = await Promise.all([apply(), apply()]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.text).toBe(first.text);
    expect((await admin('POST', `/v1/plans/${String(plan.body['id'])}/apply`)).body['code']).toBe(
      'plan/already-applied',
    );
  });
});
