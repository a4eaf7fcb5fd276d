import { beforeAll, describe, expect, test } from 'vitest';
import { execute, rows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { type TestBrowser, testBrowser, tokenOfLink } from '../sign-in/browser.ts';
import { type Call, testServer } from './test-server.ts';
import { apply, testWorld, type World } from './test-world.ts';
import {
  addressOf,
  bodyFor,
  foundAndInvite,
  type Ids,
  mark,
  type Route,
  routesOf,
  stateOf,
  treasure,
} from './walk-routes.ts';

const database = await testDatabase();
const { app } = await testServer(database, {
  signInLimits: { perAddress: 100_000, perUser: 100_000, window: 60_000 },
});
const password = 'correct horse battery staple';
const ownOrigin = 'http://localhost:8080';

const routes = routesOf(app);
const walked = routes.filter(({ kind }) => kind === 'guarded' || kind === 'self');
const stepping = routes.filter(({ kind }) => kind === 'step');

let world: World;
let ids: Ids;
/** Of the other organisation's Account Manager, who may do everything there. */
let stranger: TestBrowser;
/** Of the organisation, without any role. */
let powerless: TestBrowser;
let unfinished: TestBrowser;
let removed: TestBrowser;

/** A person of the organisation's main account, signed in. */
async function person(admin: Call, username: string): Promise<TestBrowser> {
  const spec = { email: `${username}@mail.example`, invitation: 'email' };
  await apply(admin, [{ kind: 'User', account: mark, name: username, spec }], `set-${username}`);
  return accepted(await tokenOfLink(database, 'invitation', username));
}

async function accepted(token: string): Promise<TestBrowser> {
  const browser = testBrowser(app);
  const answer = await browser.post('/v1/invitations/accept', { token, password });
  expect(answer.body).toMatchObject({ stage: 'complete' });
  return browser;
}

/** A notification and a session of the organisation, which are somebody's own. */
async function ownThings(username: string): Promise<{ session: string; notification: string }> {
  return database.write(async (tx) => {
    const [session] = await rows<{ id: string; user: string; organisation: string }>(
      tx,
      `SELECT s.id, s.user_id AS user, s.organisation_id AS organisation FROM session s
       JOIN app_user u ON u.organisation_id = s.organisation_id AND u.id = s.user_id WHERE u.username = $1`,
      username,
    );
    if (session === undefined) throw new Error(`${username} has no session`);
    await execute(
      tx,
      `INSERT INTO notification (organisation_id, id, user_id, event, text, detail, created_at)
       VALUES ($1::uuid, $2::uuid, $3::uuid, 'user-locked', $4, '{}', '2026-11-24T08:00:00Z')`,
      session.organisation,
      session.id,
      session.user,
      treasure,
    );
    return { session: session.id, notification: session.id };
  });
}

const states = new Map<string, string>();

async function remember(organisation: string): Promise<void> {
  states.set(organisation, await stateOf(database, organisation));
}

/** An organisation is as it was when it was last looked at. */
async function unchanged(organisation: string): Promise<void> {
  const before = states.get(organisation);
  await remember(organisation);
  expect(states.get(organisation)).toBe(before);
}

beforeAll(async () => {
  world = await testWorld(app, mark, treasure);
  stranger = await accepted((await foundAndInvite(app, 'stranger')).invitation);
  powerless = await person(world.admin, `${mark}-powerless-person`);
  await person(world.admin, `${mark}-owner`);
  unfinished = await person(world.admin, `${mark}-unfinished`);
  removed = await person(world.admin, `${mark}-removed`);
  const { session, notification } = await ownThings(`${mark}-owner`);
  const keys = await world.admin<{ items: { id: string }[] }>('GET', '/v1/api-keys');
  ids = {
    plans: world.planId,
    'api-keys': keys.body.items[0]?.id ?? '',
    sessions: session,
    notifications: notification,
  };
  await database.write((tx) =>
    execute(
      tx,
      `UPDATE session SET stage = 'second-factor' WHERE user_id IN (SELECT id FROM app_user WHERE username = $1)`,
      `${mark}-unfinished`,
    ),
  );
  const gone = await world.admin('DELETE', `/v1/accounts/${mark}/users/${mark}-removed`, undefined, {
    'bylaw-break-glass': 'test',
  });
  expect(gone.status).toBeLessThan(300);
  await remember(mark);
});

/** A request with a browser's cookies, from a page of `origin`; null: it does not say from where. */
async function send(
  { cookies }: TestBrowser,
  { method, url }: Route,
  account: string,
  origin: string | null = ownOrigin,
) {
  const body = bodyFor({ method, url });
  const answer = await app.inject({
    method,
    url: addressOf(url, account, ids),
    headers: { 'content-type': 'application/json', ...(origin === null ? {} : { origin }) },
    cookies: Object.fromEntries(cookies),
    ...(body === undefined ? {} : { payload: body }),
  });
  const text = answer.payload;
  const code = text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined;
  return { status: answer.statusCode, code, text };
}

const unsafe = ({ method }: Route): boolean => method !== 'GET';

test('those sessions are what they are said to be', async () => {
  expect((await stranger.get('/v1/whoami')).body).toMatchObject({ organisation: 'stranger' });
  expect((await powerless.get('/v1/me/sessions')).status).toBe(200);
  expect((await unfinished.get('/v1/sign-in')).body).toMatchObject({ stage: 'second-factor' });
  expect([walked.length > 80, stepping.length]).toEqual([true, 10]);
});

describe.each(walked)('$method $url', (route) => {
  const { method, url } = route;

  test('gives a session of another organisation nothing', async () => {
    const answer = await send(stranger, route, `${mark}-emea`);
    if (/:(?:account|id)/.test(url)) expect(answer.status).toBe(404);
    if (method === 'GET' && url.includes(':name')) expect(answer.status).toBe(404);
    expect(answer.text).not.toContain(treasure);
    await unchanged(mark);
  });

  test('gives somebody who may nothing no more than himself', async () => {
    const answer = await send(powerless, route, `${mark}-emea`);
    expect(answer.text).not.toContain(treasure);
    if (/:(?:account|id)/.test(url)) expect([403, 404]).toContain(answer.status);
    if (url.startsWith('/v1/me/')) await remember(mark);
    else await unchanged(mark);
  });

  test('refuses a sign-in that is not finished', async () => {
    const answer = await send(unfinished, route, mark);
    expect([answer.status, answer.code]).toEqual([401, 'session/unfinished']);
  });

  test('refuses whoever was removed', async () => {
    const answer = await send(removed, route, mark);
    expect([answer.status, answer.code]).toEqual([401, 'session/none']);
  });
});

describe.each(stepping)('$method $url', (route) => {
  test('refuses whoever was removed', async () => {
    const answer = await send(removed, route, mark);
    expect([answer.status, answer.code]).toEqual([401, 'session/none']);
  });
});

const foreign = [null, 'null', 'https://evil.example', `${ownOrigin}.evil.example`];

describe('a page of another site, or of nowhere, does nothing with a session:', () => {
  beforeAll(() => remember('stranger'));

  test.each([...walked, ...stepping].filter(unsafe))('$method $url', async (route) => {
    for (const origin of foreign) {
      const answer = await send(stranger, route, 'stranger', origin);
      expect([answer.status, answer.code, origin]).toEqual([403, 'csrf/other-origin', origin]);
    }
    await unchanged('stranger');
  });
});

describe.each(routes.filter(({ kind }) => kind === 'operator'))('$method $url', (route) => {
  test('takes no session for the vendor', async () => {
    expect((await send(stranger, route, 'stranger')).status).toBe(401);
  });
});
