import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { busy } from '../../../api/identity/busy.ts';
import { testCredentials } from '../../support/credentials.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { type TestBrowser, testBrowser, tokenOfLink } from './browser.ts';
import { noLimits, password, person } from './people.ts';

/** What happens before the next password is verified, once. */
let meanwhile: () => Promise<unknown>;

const database = await testDatabase();
const { hasher, ...credentials } = testCredentials();
const { app } = await testServer(database, {
  ...credentials,
  signInLimits: noLimits,
  hasher: {
    ...hasher,
    verify: async (...asked) => {
      const happens = meanwhile;
      meanwhile = async () => undefined;
      await happens();
      return hasher.verify(...asked);
    },
  },
});

const renewed = 'a third long phrase of mine';
let admin: Call;
let people = 0;
let name: string;
let his: TestBrowser;

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
});

beforeEach(async () => {
  meanwhile = async () => undefined;
  people += 1;
  name = `person-${people}`;
  his = await person({ app, database, admin }, name);
});

const signIn = (browser: TestBrowser, typed = password) =>
  browser.post('/v1/sign-in', { organisation: 'acme', username: name, password: typed });

async function reset(): Promise<void> {
  await testBrowser(app).post('/v1/password/forgotten', { organisation: 'acme', user: name });
  await expect.poll(() => open('password')).toBe(1);
  const token = await tokenOfLink(database, 'link', name, 'password');
  const answer = await testBrowser(app).post('/v1/password/reset', { token, password: renewed });
  expect(answer.status, JSON.stringify(answer.body)).toBe(204);
}

/** How many links he has that are good. */
async function open(purpose: string): Promise<number> {
  const links = await database.snapshot((tx) =>
    rows(
      tx,
      `SELECT l.id FROM link l JOIN app_user u ON u.organisation_id = l.organisation_id AND u.id = l.user_id
       WHERE u.username = $1 AND l.purpose = $2 AND l.used_at IS NULL`,
      name,
      purpose,
    ),
  );
  return links.length;
}

describe('whose password is set anew while the old one is verified', () => {
  test('signs in with the new one only', async () => {
    meanwhile = reset;
    const late = testBrowser(app);
    expect(await signIn(late)).toMatchObject({ status: 401, body: { code: 'sign-in/refused' } });
    expect((await late.get('/v1/me/sessions')).status).toBe(401);
    expect((await signIn(testBrowser(app), renewed)).status).toBe(200);
  });

  test('keeps the new one, whatever it is changed to with the old one', async () => {
    meanwhile = reset;
    const change = { current: password, password: 'what a thief would choose here' };
    expect(await his.post('/v1/me/password', change)).toMatchObject({ status: 403 });
    expect((await signIn(testBrowser(app), change.password)).status).toBe(401);
    expect((await signIn(testBrowser(app), renewed)).status).toBe(200);
  });

  test('gets no link to another address that was asked for with the old one', async () => {
    meanwhile = reset;
    const change = { email: 'thief@evil.example', password };
    expect(await his.post('/v1/me/email', change)).toMatchObject({ status: 403 });
    expect(await open('email')).toBe(0);
  });
});

describe('passwords that could not be verified, because too many were', () => {
  const tooMany = async (): Promise<void> => {
    throw busy();
  };

  test.each([
    ['from a new browser', () => testBrowser(app)],
    ['from his own browser', () => his],
  ])('do not count as wrong, %s', async (_, browser) => {
    for (let tries = 0; tries < 6; tries += 1) {
      meanwhile = tooMany;
      expect((await signIn(browser())).status).toBe(503);
    }
    for (let tries = 0; tries < 4; tries += 1) expect((await signIn(browser(), 'wrong')).status).toBe(401);
    expect((await signIn(browser())).status).toBe(200);
  });

  test('do not count in the profile either', async () => {
    const change = { current: password, password: renewed };
    for (let tries = 0; tries < 12; tries += 1) {
      meanwhile = tooMany;
      expect((await his.post('/v1/me/password', change)).status).toBe(503);
    }
    expect((await his.post('/v1/me/password', change)).status).toBe(204);
  });
});
