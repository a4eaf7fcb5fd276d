import { beforeAll, describe, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, operatorToken, testServer } from './test-server.ts';
import { testWorld, type World } from './test-world.ts';

const mark = 'canary';
/** Stands in values of the organisation that is looked at, and in no request, so that any leak is seen. */
const treasure = 'treasure';
const database = await testDatabase();
const { app } = await testServer(database);

const isPublic = new Set(['/healthz', '/readyz', '/metrics', '/openapi.json', '/v1/token']);
const isOperator = (url: string): boolean => url.startsWith('/v1/operator/');

const routes = [...app.routeTable].flatMap(([url, { methods }]) =>
  [...methods].filter((method) => method !== 'HEAD').map((method) => ({ method: method as 'GET', url })),
);
const guarded = routes.filter(({ url }) => !isPublic.has(url) && !isOperator(url));

let world: World;
let stranger: Call;
let keyId: string;

beforeAll(async () => {
  world = await testWorld(app, mark, treasure);
  const other = await makeOrganisation(app, 'stranger');
  stranger = caller(app, other.apiKey);
  const keys = await world.admin<{ items: { id: string }[] }>('GET', '/v1/api-keys');
  keyId = keys.body.items[0]?.id ?? '';
});

/** What stands at each place, so that addresses are those of things that are there. */
const names: Readonly<Record<string, string>> = {
  accounts: `${mark}-emea`,
  teams: `${mark}/team`,
  users: `${mark}-ana`,
  roles: `${mark} role`,
  'service-accounts': `${mark}-machine`,
  'settings-templates': `${mark}-template`,
  organisations: mark,
};

function addressOf(url: string, account: string): string {
  const kind = /\/([a-z-]+)\/:name$/.exec(url)?.[1] ?? '';
  const name = kind === 'accounts' ? account : (names[kind] ?? 'x');
  const id = url.startsWith('/v1/plans') ? world.planId : keyId;
  return url.replace(':account', account).replace(':name', encodeURIComponent(name)).replace(':id', id);
}

const json = { 'content-type': 'application/json' };

/** Bodies that each route takes. */
function bodyFor(method: string, url: string): object | undefined {
  if (method === 'GET' || method === 'DELETE' || url.endsWith('/apply')) return undefined;
  if (url === '/v1/plans')
    return { version: '1', set: { name: 'x', prune: true }, origin: {}, documents: [] };
  if (url === '/v1/api-keys') return { name: 'x' };
  if (url === '/v1/api-keys/:id') return { expiresAt: null };
  return { spec: {} };
}

const tables = ['resource', 'account', 'team', 'role', 'setting', 'app_user', 'plan', 'ownership'];
const sumOf = (table: string): string =>
  `SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS sum FROM ${table} t WHERE t.organisation_id = $1::uuid`;
const keys = `SELECT md5(string_agg(id::text || coalesce(expires_at::text, '') || coalesce(revoked_at::text, ''), ',' ORDER BY id)) AS sum
  FROM api_key WHERE organisation_id = $1::uuid`;

/** Everything of the organisation that a request could change. */
async function stateOf(organisation: string): Promise<string> {
  return database.snapshot(async (tx) => {
    const [found] = await rows<{ id: string }>(
      tx,
      'SELECT id FROM organisation WHERE name = $1',
      organisation,
    );
    const whole = [...tables.map(sumOf), keys].join(' UNION ALL ');
    return JSON.stringify(await rows(tx, whole, found?.id ?? ''));
  });
}

test('there are routes, and each is in the OpenAPI document', async () => {
  const { body } = await caller(app, null)<{ paths: Record<string, Record<string, object>> }>(
    'GET',
    '/openapi.json',
  );
  expect(routes.length).toBeGreaterThan(60);
  for (const { method, url } of routes) {
    const path = url.replace(/:(\w+)/g, '{$1}');
    expect(body.paths[path]?.[method.toLowerCase()], `${method} ${url}`).toBeDefined();
  }
});

describe.each(guarded)('$method $url', ({ method, url }) => {
  const address = (account: string): string => addressOf(url, account);

  test('needs a token', async () => {
    const none = await caller(app, null)(method, address(`${mark}-emea`), bodyFor(method, url));
    expect([none.status, none.body['code']]).toEqual([401, 'auth/missing-token']);
    const wrong = await caller(app, `byl_${'0'.repeat(43)}`)(method, address(`${mark}-emea`));
    expect([wrong.status, wrong.body['code']]).toEqual([401, 'auth/invalid-key']);
    const vendor = await caller(app, operatorToken)(method, address(`${mark}-emea`));
    expect(vendor.status).toBe(401);
  });

  test('shows nothing to another organisation, and lets it change nothing', async () => {
    const before = await stateOf(mark);
    const answer = await stranger(method, address(`${mark}-emea`), bodyFor(method, url), json);
    if (/:(?:account|id)/.test(url)) expect(answer.status).toBe(404);
    if (method === 'GET' && url.includes(':name')) expect(answer.status).toBe(404);
    expect(answer.text).not.toContain(treasure);
    expect(await stateOf(mark)).toBe(before);
  });

  test('shows nothing to who may nothing', async () => {
    const before = await stateOf(mark);
    const answer = await world.powerless(method, address(`${mark}-emea`), bodyFor(method, url), json);
    expect([403, 404]).toContain(answer.status);
    expect(answer.text).not.toContain(treasure);
    expect(await stateOf(mark)).toBe(before);
  });

  test('does not let a sub-account out of itself', async () => {
    const answer = await world.emea(method, address(`${mark}-apac`), bodyFor(method, url), json);
    if (url.includes(':account') || url === '/v1/accounts/:name') expect(answer.status).toBe(404);
    expect(answer.text).not.toContain(`${treasure} ${mark}-apac`);
    expect(answer.text).not.toContain(`${treasure} main`);
  });
});

describe.each(routes.filter(({ url }) => isOperator(url)))('$method $url', ({ method, url }) => {
  test('is for the vendor only', async () => {
    const none = await caller(app, null)(method, addressOf(url, mark));
    expect([none.status, none.body['code']]).toEqual([401, 'auth/missing-token']);
    const admin = await world.admin(method, addressOf(url, mark));
    expect([admin.status, admin.body['code']]).toEqual([401, 'auth/invalid-operator-token']);
    const { app: closed } = await testServer(database, { operatorToken: undefined } as object);
    const shut = await caller(closed, operatorToken)(method, addressOf(url, mark));
    expect([shut.status, shut.body['code']]).toEqual([403, 'operator/not-configured']);
    await closed.close();
  });
});
