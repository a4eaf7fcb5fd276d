import { generateSync } from 'otplib';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply } from '../routes/test-world.ts';
import { type TestBrowser, testBrowser, tokenOfLink } from './browser.ts';

const database = await testDatabase();
const limits = { perAddress: 10_000, perUser: 10_000, window: 60_000 };
const { app, clock } = await testServer(database, { signInLimits: limits });
const start = clock.time;
const good = 'correct horse battery staple';
const step = 30_000;

let admin: Call;

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  await policy({ requireTwoFactor: true });
});

async function policy(spec: Record<string, unknown>): Promise<void> {
  const { status } = await admin('PUT', '/v1/accounts/acme/security-policy', { spec });
  expect([200, 201]).toContain(status);
}

async function accept(username: string): Promise<{ browser: TestBrowser; stage: unknown }> {
  const email = `${username}@acme.example`;
  await apply(
    admin,
    [{ kind: 'User', account: 'acme', name: username, spec: { email, invitation: 'email' } }],
    `set-${username}`,
  );
  const token = await tokenOfLink(database, 'invitation', username);
  const browser = testBrowser(app);
  const { body } = await browser.post('/v1/invitations/accept', { token, password: good });
  return { browser, stage: body['stage'] };
}

const codeOf = (secret: string): string =>
  generateSync({
    secret,
    algorithm: 'sha1',
    digits: 6,
    period: 30,
    epoch: Math.floor(clock.time.getTime() / 1000),
  });

/** Somebody with an app: its secret and his recovery codes. */
async function enrol(username: string) {
  const { browser, stage } = await accept(username);
  expect(stage).toBe('enrol-second-factor');
  const { body: app } = await browser.post<{ secret: string; svg: string; png: string }>(
    '/v1/second-factor/app',
  );
  const confirmed = await browser.post<{ recoveryCodes: string[]; step: { stage: string } }>(
    '/v1/second-factor/app/confirm',
    { code: codeOf(app.secret) },
  );
  expect(confirmed.body.step, JSON.stringify(confirmed.body)).toMatchObject({ stage: 'complete' });
  return { browser, app, recoveryCodes: confirmed.body.recoveryCodes };
}

function signIn(browser: TestBrowser, username: string) {
  return browser.post('/v1/sign-in', { organisation: 'acme', username, password: good });
}

/** Later by whole steps, so that the next code is another one. */
function later(steps: number): void {
  clock.time = new Date(start.getTime() + steps * step);
}

describe('a second factor', () => {
  test('is enrolled at the first sign-in once it is required, with a QR code, and asked for from then on', async () => {
    const { app: shown, recoveryCodes } = await enrol('ana');
    expect([shown.svg.slice(0, 4), shown.png.slice(0, 22), recoveryCodes.length]).toEqual([
      '<svg',
      'data:image/png;base64,',
      10,
    ]);
    later(2);
    const browser = testBrowser(app);
    expect((await signIn(browser, 'ana')).body).toMatchObject({ stage: 'second-factor' });
    expect((await browser.get('/v1/whoami')).body).toMatchObject({ code: 'session/unfinished' });
    const given = await browser.post('/v1/sign-in/second-factor', { code: codeOf(shown.secret) });
    expect(given.body).toMatchObject({ stage: 'complete' });
    expect((await browser.get('/v1/me/sessions')).body).toMatchObject({
      items: [{ secondFactor: true, current: true }, {}],
    });
  });

  test('nothing but the steps works before it is given, and the token changes with each step', async () => {
    const { app: shown } = await enrol('bea');
    later(4);
    const browser = testBrowser(app);
    await signIn(browser, 'bea');
    const before = new Map(browser.cookies);
    const wrongStep = await browser.post('/v1/sign-in/password', { password: `${good} 2` });
    expect([wrongStep.status, wrongStep.body['code']]).toEqual([409, 'sign-in/other-step']);
    await browser.post('/v1/sign-in/second-factor', { code: codeOf(shown.secret) });
    expect(browser.cookies.get('bylaw_session')).not.toBe(before.get('bylaw_session'));
  });

  test('a code is good once, also when it is sent twice at the same time', async () => {
    const { app: shown } = await enrol('cleo');
    later(6);
    const code = codeOf(shown.secret);
    const browsers = [testBrowser(app), testBrowser(app), testBrowser(app)];
    for (const browser of browsers) await signIn(browser, 'cleo');
    const given = await Promise.all(
      browsers.map((browser) => browser.post('/v1/sign-in/second-factor', { code })),
    );
    expect(given.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  test('wrong codes count like wrong passwords, and lock', async () => {
    await enrol('dora');
    later(8);
    const browser = testBrowser(app, '203.0.113.5');
    await signIn(browser, 'dora');
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await browser.post('/v1/sign-in/second-factor', { code: '000000' })).status).toBe(401);
    }
    expect((await signIn(testBrowser(app), 'dora')).status).toBe(401);
    expect((await admin('POST', '/v1/accounts/acme/users/dora/unlock')).status).toBe(204);
  });

  test('a recovery code is good once, and new ones replace the others', async () => {
    const { recoveryCodes } = await enrol('elena');
    const [first = '', second = ''] = recoveryCodes;
    const use = async (recoveryCode: string) => {
      const browser = testBrowser(app);
      await signIn(browser, 'elena');
      return { browser, status: (await browser.post('/v1/sign-in/second-factor', { recoveryCode })).status };
    };
    const used = await use(first.toUpperCase().replace('-', ' '));
    expect([used.status, (await use(first)).status]).toEqual([200, 401]);
    const renewed = await used.browser.post<{ recoveryCodes: string[] }>('/v1/me/recovery-codes', {
      password: good,
    });
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect((await use(second)).status).toBe(401);
    expect((await use(renewed.body.recoveryCodes[0] ?? '')).status).toBe(200);
  });

  test('is reset by an Account Manager: sessions end, and another one is enrolled', async () => {
    const { browser } = await enrol('fay');
    expect((await admin('POST', '/v1/accounts/acme/users/fay/reset-second-factor')).status).toBe(204);
    expect((await browser.get('/v1/me/sessions')).status).toBe(401);
    expect((await signIn(testBrowser(app), 'fay')).body).toMatchObject({ stage: 'enrol-second-factor' });
    expect((await admin('POST', '/v1/accounts/acme/users/fay/reset-second-factor')).status).toBe(409);
  });

  test('switched off and on again: who has none comes in without, and is signed out when it comes back', async () => {
    await policy({ requireTwoFactor: false });
    const { browser, stage } = await accept('gina');
    expect(stage).toBe('complete');
    expect((await browser.get('/v1/me/sessions')).status).toBe(200);
    await policy({ requireTwoFactor: true });
    const ended = await browser.get('/v1/me/sessions');
    expect(ended.status).toBe(401);
    expect((await signIn(testBrowser(app), 'gina')).body).toMatchObject({ stage: 'enrol-second-factor' });
  });
});
