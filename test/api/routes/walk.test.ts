import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, operatorToken, testServer } from './test-server.ts';
import { testWorld, type World } from './test-world.ts';
import {
  addressOf,
  bodyFor,
  documentPath,
  type Ids,
  mark,
  type Route,
  routesOf,
  stateOf,
  treasure,
} from './walk-routes.ts';

const database = await testDatabase();
// Every route is tried from one address in one moment: its limits are not what is looked at here.
const many = 1_000_000;
const { app } = await testServer(database, {
  rateLimit: { perKey: many, perAddress: many, window: 60_000 },
  signInLimits: { perUser: many, perAddress: many, window: 60_000 },
});

const routes = routesOf(app);
const ofKind = (...kinds: Route['kind'][]): readonly Route[] =>
  routes.filter(({ kind }) => kinds.includes(kind));

let world: World;
let stranger: Call;
let ids: Ids;

beforeAll(async () => {
  world = await testWorld(app, mark, treasure);
  const other = await makeOrganisation(app, 'stranger');
  stranger = caller(app, other.apiKey);
  const keys = await world.admin<{ items: { id: string }[] }>('GET', '/v1/api-keys');
  const id = keys.body.items[0]?.id ?? '';
  ids = { plans: world.planId, 'api-keys': id, sessions: id, notifications: id };
});

const json = { 'content-type': 'application/json' };
const code = (answer: { status: number; body: Record<string, unknown> }): unknown[] => [
  answer.status,
  answer.body['code'],
];

test('there are routes, and each is in the OpenAPI document', async () => {
  const { body } = await caller(app, null)<{ paths: Record<string, Record<string, { security: [] }>> }>(
    'GET',
    '/openapi.json',
  );
  expect(routes.length).toBeGreaterThan(100);
  for (const { method, url, kind } of routes) {
    const operation = body.paths[documentPath(url)]?.[method.toLowerCase()];
    expect(operation, `${method} ${url}`).toBeDefined();
    // What stands in no list of open ones must not be open.
    const open = kind === 'open' || kind === 'door' || kind === 'step';
    expect(operation?.security.length === 0, `${method} ${url}`).toBe(open);
  }
});

test('beside the interface, only operation and the way to an identity provider are open', () => {
  const places = new Set(ofKind('open').map(({ url }) => url.replace(/^(\/login\/).*/, '$1')));
  const known = new Set(['/healthz', '/readyz', '/metrics', '/openapi.json', '/login', '/login/']);
  expect([...places].filter((place) => !known.has(place))).toEqual([]);
});

describe.each(ofKind('guarded', 'self'))('$method $url', ({ method, url, kind }) => {
  const address = (account: string): string => addressOf(url, account, ids);
  const body = bodyFor({ method, url });

  test('needs a token', async () => {
    const none = await caller(app, null)(method, address(`${mark}-emea`), body);
    expect(code(none)).toEqual([401, 'auth/missing-token']);
    const wrong = await caller(app, `byl_${'0'.repeat(43)}`)(method, address(`${mark}-emea`));
    expect(code(wrong)).toEqual([401, 'auth/invalid-key']);
    const vendor = await caller(app, operatorToken)(method, address(`${mark}-emea`));
    expect(vendor.status).toBe(401);
  });

  test('shows nothing to another organisation, and lets it change nothing', async () => {
    const before = await stateOf(database, mark);
    const answer = await stranger(method, address(`${mark}-emea`), body, json);
    if (kind === 'self') expect(code(answer)).toEqual([403, 'auth/needs-session']);
    else if (/:(?:account|id)/.test(url)) expect(answer.status).toBe(404);
    if (method === 'GET' && url.includes(':name')) expect(answer.status).toBe(404);
    expect(answer.text).not.toContain(treasure);
    expect(await stateOf(database, mark)).toBe(before);
  });

  test('shows nothing to who may nothing', async () => {
    const before = await stateOf(database, mark);
    const answer = await world.powerless(method, address(`${mark}-emea`), body, json);
    // Who he is, which he says himself, is told to whoever may nothing else.
    expect(url === '/v1/whoami' ? [200] : [403, 404]).toContain(answer.status);
    expect(answer.text).not.toContain(treasure);
    expect(await stateOf(database, mark)).toBe(before);
  });

  test('does not let a sub-account out of itself', async () => {
    const answer = await world.emea(method, address(`${mark}-apac`), body, json);
    if (url.includes(':account') || url === '/v1/accounts/:name') expect(answer.status).toBe(404);
    expect(answer.text).not.toContain(`${treasure} ${mark}-apac`);
    expect(answer.text).not.toContain(`${treasure} main`);
  });
});

describe.each(ofKind('step'))('$method $url', ({ method, url }) => {
  test('needs a session; no key stands for one', async () => {
    for (const call of [caller(app, null), world.admin, caller(app, operatorToken)]) {
      expect(code(await call(method, url, bodyFor({ method, url })))).toEqual([401, 'session/none']);
    }
  });
});

describe.each(ofKind('operator'))('$method $url', ({ method, url }) => {
  test('is for the vendor only', async () => {
    const address = addressOf(url, mark, ids);
    expect(code(await caller(app, null)(method, address))).toEqual([401, 'auth/missing-token']);
    expect(code(await world.admin(method, address))).toEqual([401, 'auth/invalid-operator-token']);
    const { app: closed } = await testServer(database, { operatorToken: undefined } as object);
    const shut = await caller(closed, operatorToken)(method, address);
    expect(code(shut)).toEqual([403, 'operator/not-configured']);
    await closed.close();
  });
});
