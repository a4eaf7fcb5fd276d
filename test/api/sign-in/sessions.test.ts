import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply } from '../routes/test-world.ts';
import { type TestBrowser, testBrowser, tokenOfLink } from './browser.ts';

const database = await testDatabase();
const limits = { perAddress: 10_000, perUser: 10_000, window: 60_000 };
const { app, clock } = await testServer(database, { signInLimits: limits });
const start = clock.time;
const good = 'correct horse battery staple';
const minute = 60_000;

let admin: Call;
let people = 0;

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
});
beforeEach(() => {
  clock.time = start;
});

async function policy(spec: Record<string, unknown>): Promise<void> {
  expect([200, 201]).toContain((await admin('PUT', '/v1/accounts/acme/security-policy', { spec })).status);
}

/** A new person, signed in. */
async function signedIn(): Promise<{ browser: TestBrowser; name: string }> {
  people += 1;
  const name = `person-${people}`;
  const spec = { email: `${name}@acme.example`, invitation: 'email', roles: ['Analyze Manager'] };
  await apply(admin, [{ kind: 'User', account: 'acme', name, spec }], `set-${name}`);
  const token = await tokenOfLink(database, 'invitation', name);
  const browser = testBrowser(app);
  expect((await browser.post('/v1/invitations/accept', { token, password: good })).status).toBe(200);
  return { browser, name };
}

const edit = (name: string, spec: object) =>
  admin('PATCH', `/v1/accounts/acme/users/${name}`, { spec }, { 'bylaw-break-glass': 'test' });

/** When somebody was seen last: noted beside the answer, so it can come after it. */
async function lastSeen(name: string): Promise<string | undefined> {
  const [found] = await database.snapshot((tx) =>
    rows<{ at: string }>(
      tx,
      `SELECT max(s.last_seen_at) AS at FROM session s JOIN app_user u ON u.organisation_id = s.organisation_id AND u.id = s.user_id
       WHERE u.username = $1`,
      name,
    ),
  );
  return found?.at;
}

const status = async (browser: TestBrowser): Promise<number> => (await browser.get('/v1/me/sessions')).status;

describe('a session', () => {
  test('ends after idle minutes and absolute hours; a tightened policy hits it while it runs', async () => {
    await policy({ session: { idleMinutes: 30, absoluteHours: 2 } });
    const { browser, name } = await signedIn();
    for (const minutes of [29, 58, 87, 116]) {
      clock.time = new Date(start.getTime() + minutes * minute);
      expect(await status(browser)).toBe(200);
      await expect.poll(() => lastSeen(name)).toBe(clock.time.toISOString());
    }
    clock.time = new Date(start.getTime() + 120 * minute);
    expect(await status(browser)).toBe(401);
    clock.time = start;
    const other = await signedIn();
    clock.time = new Date(start.getTime() + 10 * minute);
    expect(await status(other.browser)).toBe(200);
    await expect.poll(() => lastSeen(other.name)).toBe(clock.time.toISOString());
    await policy({ session: { idleMinutes: 5 } });
    clock.time = new Date(start.getTime() + 15 * minute);
    expect(await status(other.browser)).toBe(401);
    await policy({});
  });

  test('ends at once for who is disabled, whose account is, or who is removed', async () => {
    const [one, two] = [await signedIn(), await signedIn()];
    await edit(one.name, { enabled: false });
    expect(await status(one.browser)).toBe(401);
    await admin('DELETE', `/v1/accounts/acme/users/${two.name}`, undefined, { 'bylaw-break-glass': 'test' });
    expect(await status(two.browser)).toBe(401);
  });

  test('ends for who loses a permission, as the plan said', async () => {
    const { browser, name } = await signedIn();
    const { body } = await edit(name, { roles: [] });
    expect(body).toBeDefined();
    expect(await status(browser)).toBe(401);
  });

  test('is listed and ended by its owner and by an admin', async () => {
    const { browser, name } = await signedIn();
    const second = testBrowser(app);
    await second.post('/v1/sign-in', { organisation: 'acme', username: name, password: good });
    const { body } = await browser.get<{ items: { id: string; current: boolean }[] }>('/v1/me/sessions');
    expect(body.items.map(({ current }) => current)).toEqual([false, true]);
    const other = body.items.find(({ current }) => !current)?.id ?? '';
    expect((await browser.del(`/v1/me/sessions/${other}`)).status).toBe(204);
    expect([await status(browser), await status(second)]).toEqual([200, 401]);
    expect((await admin('POST', `/v1/accounts/acme/users/${name}/end-sessions`)).status).toBe(204);
    expect(await status(browser)).toBe(401);
  });

  test('nobody ends a session of somebody else', async () => {
    const [one, two] = [await signedIn(), await signedIn()];
    const { body } = await one.browser.get<{ items: { id: string }[] }>('/v1/me/sessions');
    expect((await two.browser.del(`/v1/me/sessions/${body.items[0]?.id}`)).status).toBe(404);
    expect(await status(one.browser)).toBe(200);
  });

  test('changes nothing for a page of another site', async () => {
    const { browser } = await signedIn();
    for (const origin of ['https://evil.example', 'null', undefined]) {
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/sign-out',
        cookies: Object.fromEntries(browser.cookies),
        ...(origin === undefined ? {} : { headers: { origin } }),
      });
      expect([answer.statusCode, answer.json()['code']]).toEqual([403, 'csrf/other-origin']);
    }
    expect(await status(browser)).toBe(200);
  });

  test('is not worth the paper in the database: only a hash stands there', async () => {
    const { browser } = await signedIn();
    const token = browser.cookies.get('bylaw_session') ?? 'none';
    const dump = await database.snapshot((tx) => rows(tx, 'SELECT s::text AS row FROM session s'));
    expect(JSON.stringify(dump)).not.toContain(token);
  });
});

describe('a password', () => {
  test('that is too old must be changed before anything else works', async () => {
    await policy({ passwordValidityDays: 90, session: { absoluteHours: 720, idleMinutes: 1440 } });
    const { name } = await signedIn();
    clock.time = new Date(start.getTime() + 90 * 24 * 60 * minute);
    const browser = testBrowser(app);
    const { body } = await browser.post('/v1/sign-in', {
      organisation: 'acme',
      username: name,
      password: good,
    });
    expect(body).toMatchObject({ stage: 'change-password' });
    expect(await status(browser)).toBe(401);
    const same = await browser.post('/v1/sign-in/password', { password: good });
    expect([same.status, same.body['code']]).toEqual([422, 'password/refused']);
    const changed = await browser.post('/v1/sign-in/password', { password: 'another fine long phrase' });
    expect(changed.body).toMatchObject({ stage: 'complete' });
    expect(await status(browser)).toBe(200);
    await policy({});
  });

  test('is changed with the present one; other sessions end', async () => {
    const { browser, name } = await signedIn();
    const second = testBrowser(app);
    await second.post('/v1/sign-in', { organisation: 'acme', username: name, password: good });
    const next = 'another fine long phrase';
    expect((await browser.post('/v1/me/password', { current: 'wrong', password: next })).status).toBe(403);
    expect((await browser.post('/v1/me/password', { current: good, password: next })).status).toBe(204);
    expect([await status(browser), await status(second)]).toEqual([200, 401]);
  });

  test('that is forgotten is set anew by a link that is good once; all sessions end', async () => {
    const { browser, name } = await signedIn();
    const ask = (user: string) =>
      testBrowser(app).post('/v1/password/forgotten', { organisation: 'acme', user });
    const [known, unknown] = [await ask(`${name}@acme.example`), await ask('nobody@acme.example')];
    expect([known.status, unknown.status, known.body]).toEqual([202, 202, unknown.body]);
    await expect.poll(() => tokenOfLink(database, 'link', name, 'password')).toBeTruthy();
    const token = `token-link-${name}-password`;
    const next = 'another fine long phrase';
    expect((await testBrowser(app).post('/v1/password/reset', { token, password: next })).status).toBe(204);
    expect((await testBrowser(app).post('/v1/password/reset', { token, password: next })).status).toBe(410);
    expect(await status(browser)).toBe(401);
    const again = await testBrowser(app).post('/v1/sign-in', {
      organisation: 'acme',
      username: name,
      password: next,
    });
    expect(again.status).toBe(200);
  });
});
