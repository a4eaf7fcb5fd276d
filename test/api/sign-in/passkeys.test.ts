import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import {
  type Deviations,
  type SoftwareAuthenticator,
  softwareAuthenticator,
} from '../../support/software-authenticator.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { type TestBrowser, testBrowser, tokenOfLink } from './browser.ts';
import { noLimits, password, told } from './people.ts';

const database = await testDatabase();
const { app } = await testServer(database, { signInLimits: noLimits });
const origin = 'http://localhost:8080';

type CreationOptions = Parameters<SoftwareAuthenticator['create']>[0];
type RequestOptions = Parameters<SoftwareAuthenticator['get']>[0];

let admin: Call;

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  const { status } = await admin('PUT', '/v1/accounts/acme/security-policy', {
    spec: { requireTwoFactor: true },
  });
  expect(status).toBeLessThan(300);
});

/** Somebody who has accepted and must enrol now. */
async function enrolling(username: string): Promise<TestBrowser> {
  const spec = { email: `${username}@acme.example`, invitation: 'email' };
  await admin('PUT', `/v1/accounts/acme/users/${username}`, { spec });
  const browser = testBrowser(app);
  const token = await tokenOfLink(database, 'invitation', username);
  const { body } = await browser.post('/v1/invitations/accept', { token, password });
  expect(body).toMatchObject({ stage: 'enrol-second-factor' });
  return browser;
}

async function keep(
  browser: TestBrowser,
  key: SoftwareAuthenticator,
  deviations: Deviations = {},
  again?: { readonly password: string },
) {
  const { body: options } = await browser.post<CreationOptions>('/v1/second-factor/passkey', again);
  return browser.post<{ code?: string; recoveryCodes: string[]; step?: { stage: string } }>(
    '/v1/second-factor/passkey/confirm',
    { name: 'key', response: key.create(options, deviations) },
  );
}

async function enrol(username: string): Promise<{ key: SoftwareAuthenticator; browser: TestBrowser }> {
  const browser = await enrolling(username);
  const key = softwareAuthenticator(origin);
  const kept = await keep(browser, key);
  expect(kept.body.step, JSON.stringify(kept.body)).toMatchObject({ stage: 'complete' });
  return { key, browser };
}

/** A browser that has given the password, and what it is asked for. */
async function asked(username: string): Promise<{ browser: TestBrowser; options: RequestOptions }> {
  const browser = testBrowser(app);
  const { body } = await browser.post('/v1/sign-in', { organisation: 'acme', username, password });
  expect(body).toMatchObject({ stage: 'second-factor' });
  return { browser, options: (await browser.post<RequestOptions>('/v1/sign-in/passkey')).body };
}

const give = (browser: TestBrowser, response: object) =>
  browser.post('/v1/sign-in/passkey/confirm', { response });

describe('a passkey', () => {
  test('is enrolled as a step of the sign-in, with recovery codes, and is asked for from then on', async () => {
    const browser = await enrolling('ana');
    const key = softwareAuthenticator(origin);
    const kept = await keep(browser, key);
    expect([kept.status, kept.body.recoveryCodes.length, kept.body.step?.stage]).toEqual([
      200,
      10,
      'complete',
    ]);
    expect(await told(database, 'ana')).toContain('Second factor enrolled (passkey)');
    const next = await asked('ana');
    expect((await next.browser.get('/v1/whoami')).body).toMatchObject({ code: 'session/unfinished' });
    const given = await give(next.browser, key.get(next.options));
    expect([given.status, given.body['stage']]).toEqual([200, 'complete']);
    expect((await next.browser.get('/v1/me/sessions')).body).toMatchObject({
      items: [{ current: true, secondFactor: true }, {}],
    });
  });

  test('comes beside the first in the profile; both are good, and the recovery codes stay', async () => {
    const { key, browser } = await enrol('bea');
    const second = softwareAuthenticator(origin);
    const [without, wrong] = [undefined, { password: 'wrong' }];
    for (const again of [without, wrong]) {
      expect((await browser.post('/v1/second-factor/passkey', again)).status).toBe(403);
    }
    const kept = await keep(browser, second, {}, { password });
    expect([kept.status, kept.body.recoveryCodes, kept.body.step]).toEqual([200, [], undefined]);
    for (const used of [key, second]) {
      const next = await asked('bea');
      expect((await give(next.browser, used.get(next.options))).status).toBe(200);
    }
  });

  test.each<[string, Deviations]>([
    ['of a page of another site', { origin: 'https://evil.example' }],
    ['of another port of this machine', { origin: 'http://localhost:8081' }],
    ['for another host', { rpId: 'evil.example' }],
    ['for another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['of another ceremony', { type: 'webauthn.get' }],
    ['with nobody present', { flags: 0 }],
    ['with certificates that were not asked for', { attestation: 'certificates' }],
  ])('is not kept %s', async (_, deviations) => {
    const browser = await enrolling(`new-${Math.abs(hashOf(JSON.stringify(deviations)))}`);
    const refused = await keep(browser, softwareAuthenticator(origin), deviations);
    expect([refused.status, refused.body.code]).toEqual([422, 'second-factor/passkey-refused']);
    expect((await browser.get('/v1/sign-in')).body).toMatchObject({ stage: 'enrol-second-factor' });
  });

  test('is kept under a challenge that is good once, and by one person only', async () => {
    const browser = await enrolling('cleo');
    const { body: options } = await browser.post<CreationOptions>('/v1/second-factor/passkey');
    const key = softwareAuthenticator(origin);
    const wrong = { name: 'key', response: key.create(options, { origin: 'https://evil.example' }) };
    const right = { name: 'key', response: key.create(options) };
    expect((await browser.post('/v1/second-factor/passkey/confirm', wrong)).status).toBe(422);
    expect((await browser.post('/v1/second-factor/passkey/confirm', right)).status).toBe(422);
    expect((await keep(browser, key)).status).toBe(200);
    const other = await enrolling('dora');
    expect((await keep(other, key)).body.code).toBe('second-factor/passkey-refused');
  });
});

describe('a sign-in by passkey', () => {
  test.each<[string, Deviations]>([
    ['page', { origin: 'https://evil.example' }],
    ['host', { rpId: 'evil.example' }],
    ['challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['ceremony', { type: 'webauthn.create' }],
    ['passkey', { credentialId: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['presence', { flags: 0 }],
  ])('by the wrong %s is refused as a wrong code is', async (what, deviations) => {
    const { key } = await enrol(`elena-${what}`);
    const next = await asked(`elena-${what}`);
    const refused = await give(next.browser, key.get(next.options, deviations));
    expect([refused.status, refused.body['code']]).toEqual([401, 'sign-in/wrong-code']);
    expect((await next.browser.get('/v1/whoami')).status).toBe(401);
  });

  test('by a key of somebody else is refused', async () => {
    const [{ key }] = [await enrol('fay'), await enrol('gina')];
    const next = await asked('gina');
    expect((await give(next.browser, key.get(next.options))).status).toBe(401);
  });

  test('is good once: neither the answer nor the challenge comes again', async () => {
    const { key } = await enrol('hana');
    const [one, two] = [await asked('hana'), await asked('hana')];
    const answer = key.get(one.options);
    expect((await give(two.browser, answer)).status).toBe(401);
    expect((await give(one.browser, answer)).status).toBe(200);
    expect((await give(one.browser, answer)).body).toMatchObject({ code: 'sign-in/other-step' });
    // The challenge of the second browser went with its failure.
    expect((await give(two.browser, key.get(two.options))).status).toBe(401);
  });

  test('by a copy whose counter stands still is refused', async () => {
    const { key } = await enrol('iris');
    const first = await asked('iris');
    expect((await give(first.browser, key.get(first.options, { counter: 5 }))).status).toBe(200);
    const next = await asked('iris');
    expect((await give(next.browser, key.get(next.options, { counter: 5 }))).status).toBe(401);
  });

  test('that fails counts like a wrong password, and locks', async () => {
    const { key } = await enrol('jana');
    for (let tries = 0; tries < 5; tries += 1) {
      const browser = testBrowser(app);
      await browser.post('/v1/sign-in', { organisation: 'acme', username: 'jana', password });
      const { body } = await browser.post<RequestOptions>('/v1/sign-in/passkey');
      await give(browser, key.get(body, { origin: 'https://evil.example' }));
    }
    expect(await told(database, 'jana')).toContain('User locked');
    const refused = await testBrowser(app).post('/v1/sign-in', {
      organisation: 'acme',
      username: 'jana',
      password,
    });
    expect(refused.status).toBe(401);
  });

  test('is not begun or ended in another step', async () => {
    const browser = await enrolling('kim');
    expect((await browser.post('/v1/sign-in/passkey')).body).toMatchObject({ code: 'sign-in/other-step' });
    const { browser: complete } = await enrol('lea');
    expect((await give(complete, {})).body).toMatchObject({ code: 'sign-in/other-step' });
  });
});

describe('what is no passkey at all', () => {
  test.each([
    {},
    { id: 3 },
    { response: null },
    { id: 'x', rawId: 'x', type: 'public-key', response: {}, clientExtensionResults: {} },
    {
      id: 'x',
      rawId: 'x',
      type: 'public-key',
      response: { attestationObject: 'AAAA', clientDataJSON: 'AAAA' },
    },
  ])('%j is refused, and does not reach the log as a fault', async (response) => {
    const browser = await enrolling(`odd-${Math.abs(hashOf(JSON.stringify(response)))}`);
    await browser.post('/v1/second-factor/passkey');
    const refused = await browser.post('/v1/second-factor/passkey/confirm', { name: 'x', response });
    expect([refused.status, refused.body['code']]).toEqual([422, 'second-factor/passkey-refused']);
    await keep(browser, softwareAuthenticator(origin));
    await browser.post('/v1/sign-out');
  });

  test('transports of another type are left out', async () => {
    const browser = await enrolling('mia');
    const { body: options } = await browser.post<CreationOptions>('/v1/second-factor/passkey');
    const made = softwareAuthenticator(origin).create(options);
    const response = { ...made, response: { ...made.response, transports: 'usb' } };
    const kept = await browser.post('/v1/second-factor/passkey/confirm', { name: 'key', response });
    expect(kept.status).toBe(200);
  });
});

/** A short name for each case, so that each has a person of its own. */
function hashOf(text: string): number {
  return [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) | 0, 7);
}
