import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { proveEmail } from '../../../api/sign-in/change-email.ts';
import { testCredentials } from '../../support/credentials.ts';
import { testDatabase } from '../../support/database.ts';
import { faultyDatabase, PlantedFault } from '../../support/faulty-database.ts';
import { testKeyring } from '../../support/keyring.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply } from '../routes/test-world.ts';
import { type TestBrowser, testBrowser, tokenOfLink } from './browser.ts';
import { noLimits, password, person, postOffice, told } from './people.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database, { signInLimits: noLimits });
const start = clock.time;
const mailsTo = postOffice(database, () => clock.time);
const hour = 3_600_000;

let admin: Call;
const make = (username: string) => person({ app, database, admin }, username);
const change = (browser: TestBrowser, email: string, typed = password) =>
  browser.post('/v1/me/email', { email, password: typed });
const open = (token: string) => testBrowser(app).post('/v1/email/verify', { token });

async function addressOf(username: string): Promise<unknown> {
  const { body } = await admin<{ spec: { email: string } }>('GET', `/v1/accounts/acme/users/${username}`);
  return body.spec.email;
}

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
});

describe('a new address', () => {
  test('counts once its link is opened; the old one is told', async () => {
    const browser = await make('ana');
    expect((await change(browser, 'new@mail.example')).status).toBe(202);
    expect(await addressOf('ana')).toBe('ana@acme.example');
    const [proof] = await mailsTo('new@mail.example');
    expect((await open(proof?.token ?? '')).status).toBe(204);
    expect(await addressOf('ana')).toBe('new@mail.example');
    const before = await mailsTo('ana@acme.example');
    expect(before.at(-1)?.subject).toContain('was changed');
    expect(before.at(-1)?.token).toBe('');
    expect(await told(database, 'ana')).toContain('User changed email address');
  });

  test('is changed wholly or not at all, wherever the server dies: the link is used up by the change', async () => {
    const browser = await make('zoe');
    await change(browser, 'zoe@mail.example');
    const [proof] = await mailsTo('zoe@mail.example');
    const token = proof?.token ?? '';
    const from = { ip: null, userAgent: null, requestId: 'test', deviceToken: null };
    const prove = (failAt: number) => {
      const faulty = faultyDatabase(database, failAt);
      const keyring = testKeyring();
      const deps = { database: faulty, now: () => clock.time, newId: uuidv7, keyring, publicUrl: '' };
      return proveEmail({ ...deps, ...testCredentials() }, token, from).then(
        () => 'proven',
        (error: unknown) => (error instanceof PlantedFault ? 'died' : Promise.reject(error)),
      );
    };
    let failAt = 1;
    for (; (await prove(failAt)) === 'died'; failAt += 1) {
      expect(await addressOf('zoe')).toBe('zoe@acme.example');
      expect(await told(database, 'zoe')).not.toContain('User changed email address');
    }
    expect(failAt).toBeGreaterThan(10);
    expect(await addressOf('zoe')).toBe('zoe@mail.example');
    const entries = (await told(database, 'zoe')).filter((text) => text === 'User changed email address');
    expect(entries).toHaveLength(1);
    expect((await open(token)).status).toBe(410);
  });

  test('has a link that is good once, for a day, and only until the next', async () => {
    const browser = await make('bea');
    await change(browser, 'bea1@mail.example');
    const [first] = await mailsTo('bea1@mail.example');
    await change(browser, 'bea2@mail.example');
    const [second] = await mailsTo('bea2@mail.example');
    expect((await open(first?.token ?? '')).body).toMatchObject({ code: 'link/dead' });
    clock.time = new Date(start.getTime() + 24 * hour);
    expect((await open(second?.token ?? '')).status).toBe(410);
    clock.time = new Date(start.getTime() + 24 * hour - 1);
    const opened = await Promise.all([open(second?.token ?? ''), open(second?.token ?? '')]);
    expect(opened.map(({ status }) => status).sort()).toEqual([204, 410]);
    expect((await open(second?.token ?? '')).status).toBe(410);
    clock.time = start;
    expect(await addressOf('bea')).toBe('bea2@mail.example');
  });

  test('needs the present password', async () => {
    const browser = await make('cleo');
    const refused = await change(browser, 'cleo@mail.example', 'not the one');
    expect([refused.status, refused.body['code']]).toEqual([403, 'password/wrong']);
    expect(await mailsTo('cleo@mail.example')).toEqual([]);
  });

  test('of somebody else is not said to be one before the link is opened, and refused then', async () => {
    const browser = await make('dora');
    await make('elena');
    expect((await change(browser, 'ELENA@acme.example')).status).toBe(202);
    const [proof] = await mailsTo('ELENA@acme.example');
    const refused = await open(proof?.token ?? '');
    expect([refused.status, refused.body['code']]).toEqual([409, 'user/email-taken']);
    expect(await addressOf('dora')).toBe('dora@acme.example');
    expect(await told(database, 'dora')).not.toContain('User changed email address');
  });

  test('is refused where a manifest set manages the address', async () => {
    const spec = { email: 'fay@acme.example', invitation: 'email' };
    await apply(admin, [{ kind: 'User', account: 'acme', name: 'fay', spec }], 'set-fay');
    const browser = testBrowser(app);
    const token = await tokenOfLink(database, 'invitation', 'fay');
    await browser.post('/v1/invitations/accept', { token, password });
    expect((await change(browser, 'fay@mail.example')).status).toBe(202);
    const [proof] = await mailsTo('fay@mail.example');
    const refused = await open(proof?.token ?? '');
    expect([refused.status, refused.body['code']]).toEqual([409, 'managed/by-set']);
    expect(await addressOf('fay')).toBe('fay@acme.example');
    expect((await mailsTo('fay@acme.example')).map(({ subject }) => subject).join()).not.toContain('changed');
  });

  test.each(['no address', 'a@b@c', 'a@b.example\r\nBcc: x@y.example', '', `${'x'.repeat(250)}@a.example`])(
    '%j is none',
    async (email) => {
      const browser = testBrowser(app);
      await browser.post('/v1/sign-in', { organisation: 'acme', username: 'cleo', password });
      expect((await change(browser, email)).status).toBe(422);
    },
  );
});

describe('a proof of an address', () => {
  const isProven = async (username: string): Promise<boolean> => {
    const [found] = await database.snapshot((tx) =>
      rows<{ at: string | null }>(
        tx,
        `SELECT t.email_verified_at AS at FROM user_activity t JOIN app_user u ON u.id = t.user_id WHERE u.username = $1`,
        username,
      ),
    );
    return found?.at === clock.time.toISOString();
  };

  test('is asked for by its owner, and told in the audit log', async () => {
    const browser = await make('gina');
    clock.time = new Date(start.getTime() + 60_000);
    expect(await isProven('gina')).toBe(false);
    expect((await browser.post('/v1/me/email/verify')).status).toBe(202);
    const proof = (await mailsTo('gina@acme.example')).at(-1);
    expect((await open(proof?.token ?? '')).status).toBe(204);
    expect(await isProven('gina')).toBe(true);
    expect(await told(database, 'gina')).toContain('User verified');
    clock.time = start;
  });

  test('does not bring an address back that was changed meanwhile', async () => {
    const browser = await make('hana');
    await browser.post('/v1/me/email/verify');
    const proof = (await mailsTo('hana@acme.example')).at(-1);
    await change(browser, 'hana@mail.example');
    const moved = await admin('PATCH', '/v1/accounts/acme/users/hana', {
      spec: { email: 'safe@acme.example' },
    });
    expect(moved.status).toBe(200);
    const [wanted] = await mailsTo('hana@mail.example');
    for (const token of [proof?.token, wanted?.token]) {
      expect((await open(token ?? '')).body).toMatchObject({ code: 'link/dead' });
    }
    expect(await addressOf('hana')).toBe('safe@acme.example');
  });

  test('takes no link of another purpose', async () => {
    await make('iris');
    await testBrowser(app).post('/v1/password/forgotten', { organisation: 'acme', user: 'iris' });
    await expect.poll(() => tokenOfLink(database, 'link', 'iris', 'password')).toBeTruthy();
    const token = await tokenOfLink(database, 'link', 'iris', 'password');
    expect((await open(token)).status).toBe(410);
    expect((await testBrowser(app).post('/v1/unlock', { token })).status).toBe(410);
    expect(
      (await testBrowser(app).post('/v1/password/reset', { token, password: 'another fine long phrase' }))
        .status,
    ).toBe(204);
  });
});
