import { beforeAll, describe, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply } from '../routes/test-world.ts';
import { type TestBrowser, testBrowser, tokenOfLink } from './browser.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database, {
  signInLimits: { perAddress: 10_000, perUser: 10_000, window: 60_000 },
});
const start = clock.time;

let admin: Call;
const good = 'correct horse battery staple';
const day = 24 * 3_600_000;

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  await user('ana.two', { roles: ['Account Manager'] });
});

/** A user who has accepted his invitation. */
async function user(username: string, spec: Record<string, unknown> = {}, address?: string): Promise<void> {
  const email = `${username}@acme.example`;
  await apply(
    admin,
    [
      {
        kind: 'User',
        account: 'acme',
        name: username,
        spec: { email, invitation: 'email', ...spec } as never,
      },
    ],
    `set-${username.replace('.', '-')}`,
  );
  const token = await tokenOfLink(database, 'invitation', username);
  const accepted = await testBrowser(app, address).post('/v1/invitations/accept', {
    token,
    password: good,
  });
  expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
}

function signIn(browser: TestBrowser, username: string, password = good) {
  return browser.post<{ stage?: string; code?: string; detail?: string }>('/v1/sign-in', {
    organisation: 'acme',
    username,
    password,
  });
}

async function entries(username: string, action?: string) {
  return database.snapshot((tx) =>
    rows<{ item: string; action: string; status: string; description: string }>(
      tx,
      `SELECT item, action, status, description FROM audit_entry
       WHERE (address = $1 OR actor = $2) AND ($3::text IS NULL OR action = $3) ORDER BY id`,
      `User/acme/${username}`,
      username,
      action ?? null,
    ),
  );
}

async function policy(spec: Record<string, unknown>): Promise<void> {
  const { status, body } = await admin('PUT', '/v1/accounts/acme/security-policy', { spec });
  expect([200, 201], JSON.stringify(body)).toContain(status);
}

describe('an invitation', () => {
  test('is accepted with a password, once, and signs in', async () => {
    await user('bea');
    const told = await entries('bea');
    expect(told.map(({ description }) => description)).toContain('User accepted');
    const again = await testBrowser(app).post('/v1/invitations/accept', {
      token: 'token-invitation-bea-',
      password: good,
    });
    expect([again.status, again.body['code']]).toEqual([410, 'link/dead']);
  });

  test('runs out', async () => {
    await apply(
      admin,
      [
        {
          kind: 'User',
          account: 'acme',
          name: 'late',
          spec: { email: 'late@acme.example', invitation: 'email' },
        },
      ],
      'set-late',
    );
    const token = await tokenOfLink(database, 'invitation', 'late');
    clock.time = new Date(start.getTime() + 7 * day + 1);
    expect((await testBrowser(app).post('/v1/invitations/read', { token })).status).toBe(410);
    clock.time = start;
    expect((await testBrowser(app).post('/v1/invitations/read', { token })).body).toMatchObject({
      username: 'late',
    });
  });

  test('refuses a bad password and stays open', async () => {
    await apply(
      admin,
      [
        {
          kind: 'User',
          account: 'acme',
          name: 'weak',
          spec: { email: 'weak@acme.example', invitation: 'email' },
        },
      ],
      'set-weak',
    );
    const token = await tokenOfLink(database, 'invitation', 'weak');
    for (const password of ['short', 'password1234', 'weak@acme.example']) {
      const refused = await testBrowser(app).post('/v1/invitations/accept', { token, password });
      expect([refused.status, refused.body['code']]).toEqual([422, 'password/refused']);
    }
    expect((await testBrowser(app).post('/v1/invitations/accept', { token, password: good })).status).toBe(
      200,
    );
  });
});

describe('a password sign-in', () => {
  test('gives a session that the API takes, and ends at sign-out', async () => {
    await user('cleo', { roles: ['Account Manager'] });
    const browser = testBrowser(app);
    expect((await signIn(browser, 'cleo')).body).toMatchObject({ stage: 'complete' });
    expect((await browser.get('/v1/whoami')).body).toMatchObject({ actor: { name: 'cleo', type: 'user' } });
    const before = new Map(browser.cookies);
    expect((await browser.post('/v1/sign-out')).status).toBe(200);
    for (const [name, value] of before) browser.cookies.set(name, value);
    expect((await browser.get('/v1/whoami')).status).toBe(401);
    const told = await entries('cleo');
    expect(told.map(({ description }) => description)).toEqual(
      expect.arrayContaining([
        'User logged in (cleo; cleo@acme.example)',
        'User logged out (cleo; cleo@acme.example)',
      ]),
    );
  });

  test('answers a wrong password, an unknown user, a locked and a disabled one alike', async () => {
    await user('dora');
    await user('elena');
    await admin(
      'PATCH',
      '/v1/accounts/acme/users/elena',
      { spec: { enabled: false } },
      { 'bylaw-break-glass': 'test' },
    );
    const wrong = await signIn(testBrowser(app), 'dora', 'no');
    const unknown = await signIn(testBrowser(app), 'nobody', 'no');
    const disabled = await signIn(testBrowser(app), 'elena', 'no');
    for (let tries = 0; tries < 5; tries += 1) await signIn(testBrowser(app), 'dora', 'no');
    const locked = await signIn(testBrowser(app), 'dora');
    const told = [wrong, unknown, disabled, locked].map(({ status, body }) => [
      status,
      body.code,
      body.detail,
    ]);
    expect(new Set(told.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(wrong.status).toBe(401);
  });

  test('that fails stands in nobody’s name in the audit log: whom it was about, and from where', async () => {
    await user('ines');
    await signIn(testBrowser(app, '203.0.113.77'), 'ines', 'no');
    await signIn(testBrowser(app, '203.0.113.77'), 'nobody at all', 'no');
    const forgotten = { organisation: 'acme', user: 'ines' };
    await testBrowser(app, '203.0.113.77').post('/v1/password/forgotten', forgotten);
    const read = async () => {
      const { body } = await admin<{ items: { ip: string }[] }>('GET', '/v1/audit?limit=20');
      return body.items.filter(({ ip }) => ip === '203.0.113.77');
    };
    await expect.poll(async () => (await read()).length).toBe(3);
    const actor = { type: 'anonymous', id: null, name: 'anonymous' };
    expect(await read()).toMatchObject([
      { actor, item: 'Password', action: 'Restore', address: 'User/acme/ines' },
      { actor, description: 'User login failed (unknown user)', address: null },
      { actor, description: 'User login failed (ines; wrong password)', address: 'User/acme/ines' },
    ]);
    const own = await admin<{ items: { status: string }[] }>('GET', '/v1/audit?user=ines&status=failure');
    expect(own.body.items).toEqual([]);
  });

  test('locks after as many failures as the policy says, also when they come at once; the right password no longer helps', async () => {
    await user('fay');
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => signIn(testBrowser(app), 'fay', 'wrong')),
    );
    expect(tries.every(({ status }) => status === 401)).toBe(true);
    const locks = await entries('fay', 'Lock');
    expect(locks).toHaveLength(1);
    const failed = (await entries('fay', 'Login')).filter(({ description }) =>
      description.includes('wrong password'),
    );
    expect(failed).toHaveLength(5);
    expect((await signIn(testBrowser(app), 'fay')).status).toBe(401);
    expect((await admin('POST', '/v1/accounts/acme/users/fay/unlock')).status).toBe(204);
    expect((await signIn(testBrowser(app), 'fay')).status).toBe(200);
  });

  test('of a known device goes on while strangers have locked the user', async () => {
    await user('gina');
    const own = testBrowser(app);
    await signIn(own, 'gina');
    for (let tries = 0; tries < 6; tries += 1) await signIn(testBrowser(app, '203.0.113.9'), 'gina', 'guess');
    expect((await signIn(testBrowser(app), 'gina')).status).toBe(401);
    expect((await signIn(own, 'gina')).status).toBe(200);
  });

  test('is free again by the link that is mailed with the lock', async () => {
    await user('hana');
    for (let tries = 0; tries < 5; tries += 1) await signIn(testBrowser(app), 'hana', 'guess');
    const token = await tokenOfLink(database, 'link', 'hana', 'unlock');
    expect((await testBrowser(app).post('/v1/unlock', { token })).status).toBe(204);
    expect((await signIn(testBrowser(app), 'hana')).status).toBe(200);
    expect((await testBrowser(app).post('/v1/unlock', { token })).status).toBe(410);
  });

  test('failures in a row: one success between starts anew', async () => {
    await user('iris');
    for (let round = 0; round < 3; round += 1) {
      for (let tries = 0; tries < 4; tries += 1) await signIn(testBrowser(app), 'iris', 'wrong');
      expect((await signIn(testBrowser(app), 'iris')).status).toBe(200);
    }
  });

  test('of somebody who may not come in says why, to who knows the password only', async () => {
    await user('jana');
    await admin(
      'PATCH',
      '/v1/accounts/acme/users/jana',
      { spec: { enabled: false } },
      { 'bylaw-break-glass': 'test' },
    );
    expect((await signIn(testBrowser(app), 'jana')).body.code).toBe('sign-in/disabled');
  });

  test('after the inactivity limit is refused although no job has run', async () => {
    await user('kim');
    await policy({ maxInactivityDays: 30 });
    clock.time = new Date(start.getTime() + 30 * day);
    expect((await signIn(testBrowser(app), 'kim')).body.code).toBe('sign-in/inactive');
    clock.time = new Date(start.getTime() + 30 * day - 1);
    expect((await signIn(testBrowser(app), 'kim')).status).toBe(200);
    clock.time = start;
    await policy({});
  });

  test('from outside the allowed networks is refused', async () => {
    await user('lea', { allowedNetworks: ['203.0.113.0/24'] }, '203.0.113.7');
    expect((await signIn(testBrowser(app, '192.0.2.1'), 'lea')).body.code).toBe('sign-in/network');
    expect((await signIn(testBrowser(app, '203.0.113.7'), 'lea')).status).toBe(200);
  });
});

describe('the last Account Manager', () => {
  test('is never locked: his attempts wait longer and longer', async () => {
    const other = caller(app, (await makeOrganisation(app, 'alone')).apiKey);
    expect((await other('POST', '/v1/accounts/alone/users/admin/invite')).status).toBe(204);
    const token = await tokenOfLink(database, 'invitation', 'admin');
    const accepted = await testBrowser(app).post('/v1/invitations/accept', { token, password: good });
    expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
    const attempt = (password: string) =>
      testBrowser(app).post('/v1/sign-in', { organisation: 'alone', username: 'admin', password });
    for (let tries = 0; tries < 5; tries += 1) await attempt('wrong');
    expect((await attempt(good)).status).toBe(401);
    clock.time = new Date(start.getTime() + 30_000);
    expect((await attempt(good)).status, JSON.stringify(await entries('admin'))).toBe(200);
    clock.time = start;
  });
});
