import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute, rows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply, keyOf } from '../routes/test-world.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database, { trustedProxies: ['127.0.0.1'] });
const start = clock.time;

let admin: Call;
let machineKey: string;

/** Undoes what a test did to the owner of a key. */
const asItWas = `UPDATE user_activity SET locked_at = NULL, suspended_at = NULL;
  UPDATE app_user SET enabled = NULL, expires = NULL; UPDATE account SET enabled = NULL;
  UPDATE service_account SET enabled = NULL, allowed_networks = NULL, scope = NULL;
  UPDATE api_key SET revoked_at = NULL, expires_at = NULL, allowed_networks = '{}', permissions = '{}'`;

async function sql(...statements: string[]): Promise<void> {
  await database.write(async (tx) => {
    for (const statement of statements) await execute(tx, statement);
  });
}

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  admin = caller(app, apiKey);
  await apply(admin, [
    { kind: 'Account', name: 'emea', spec: {} },
    { kind: 'Role', name: 'Reader', spec: { permissions: ['users/read'] } },
    { kind: 'Role', name: 'Keeper', spec: { permissions: ['teams/manage', 'audit/read'] } },
    { kind: 'ServiceAccount', account: 'acme', name: 'machine', spec: { roles: ['Account Manager'] } },
  ]);
  machineKey = await keyOf(admin, 'acme', 'machine');
});

beforeEach(async () => {
  clock.time = start;
  await sql(...asItWas.split(';'));
});

const whoami = (call: Call) => call<{ code?: string; permissions?: string[] }>('GET', '/v1/whoami');
const from = (ip: string) => ({ 'x-forwarded-for': ip });

test.each([
  ['UPDATE api_key SET revoked_at = now()', 'auth/key-revoked'],
  ["UPDATE api_key SET expires_at = '2026-11-24T08:30:00Z'", 'auth/key-expired'],
  ['UPDATE app_user SET enabled = false', 'auth/owner-disabled'],
  ["UPDATE app_user SET expires = '2026-11-23'", 'auth/owner-disabled'],
  ['UPDATE user_activity SET suspended_at = now()', 'auth/owner-disabled'],
  ['UPDATE user_activity SET locked_at = now()', 'auth/owner-locked'],
  ["UPDATE account SET enabled = false WHERE name = 'acme'", 'auth/account-disabled'],
])('%s: refused with %s from the next request on', async (statement, code) => {
  expect((await whoami(admin)).status).toBe(200);
  await sql(statement);
  const { status, body, headers } = await whoami(admin);
  expect([status, body.code]).toEqual([401, code]);
  expect(headers['www-authenticate']).toBe('Bearer realm="bylaw", error="invalid_token"');
});

test('a disabled machine is refused too', async () => {
  await sql('UPDATE service_account SET enabled = false');
  expect((await whoami(caller(app, machineKey))).body.code).toBe('auth/owner-disabled');
});

test('a user’s last day belongs to him', async () => {
  await sql("UPDATE app_user SET expires = '2026-11-24'");
  expect((await whoami(admin)).status).toBe(200);
});

test('a key that expires in a moment still works', async () => {
  await sql("UPDATE api_key SET expires_at = '2026-11-24T08:30:00.001Z'");
  expect((await whoami(admin)).status).toBe(200);
});

describe('networks', () => {
  test('of the key', async () => {
    await sql("UPDATE api_key SET allowed_networks = '{192.0.2.0/24}'");
    const outside = await admin('GET', '/v1/whoami', undefined, from('198.51.100.1'));
    expect([outside.status, outside.body['code']]).toEqual([403, 'auth/network-not-allowed']);
    expect((await admin('GET', '/v1/whoami', undefined, from('192.0.2.5'))).status).toBe(200);
  });

  test('of the service account', async () => {
    await sql(`UPDATE service_account SET allowed_networks = '["192.0.2.0/24"]'`);
    const machine = caller(app, machineKey);
    expect((await machine('GET', '/v1/whoami', undefined, from('198.51.100.1'))).status).toBe(403);
    expect((await machine('GET', '/v1/whoami', undefined, from('192.0.2.5'))).status).toBe(200);
  });

  test('are not taken from a header that nobody trusts', async () => {
    await sql("UPDATE api_key SET allowed_networks = '{192.0.2.0/24}'");
    const { app: plain } = await testServer(database);
    const { authorization } = { authorization: `Bearer ${machineKey}` };
    const answer = await plain.inject({
      url: '/v1/whoami',
      headers: { authorization, ...from('192.0.2.5') },
    });
    expect(answer.statusCode).toBe(403);
    await plain.close();
  });
});

test('permissions are those of own roles and of teams’ roles, narrowed by the key', async () => {
  await apply(
    admin,
    [
      { kind: 'User', account: 'acme', name: 'ana', spec: { email: 'ana@acme.example', roles: ['Reader'] } },
      { kind: 'Team', account: 'acme', name: 'Keepers', spec: { members: ['ana'], roles: ['Keeper'] } },
    ],
    'people',
  );
  // Only a person makes a key of his own; in the place of ana's sign-in, the machine's key is given to her.
  const key = await keyOf(admin, 'acme', 'machine');
  await sql(`UPDATE api_key SET service_account_id = NULL, user_id = (SELECT id FROM app_user WHERE username = 'ana')
    WHERE id = (SELECT max(id::text)::uuid FROM api_key)`);
  const ana = caller(app, key);
  expect((await whoami(ana)).body.permissions).toEqual(['audit/read', 'teams/manage', 'users/read']);
  await sql(
    `UPDATE api_key SET permissions = '{teams/read,seats/manage}' WHERE id = (SELECT max(id::text)::uuid FROM api_key)`,
  );
  expect((await whoami(ana)).body.permissions).toEqual(['teams/read']);
});

test('who may nothing at all is told who he is, and nothing else', async () => {
  await apply(admin, [{ kind: 'ServiceAccount', account: 'acme', name: 'idle', spec: {} }], 'idle');
  const idle = caller(app, await keyOf(admin, 'acme', 'idle'));
  const { status, body } = await whoami(idle);
  expect(status).toBe(200);
  expect(body).toMatchObject({ actor: { name: 'idle' }, permissions: [] });
  expect((await idle<{ code: string }>('GET', '/v1/plans')).body.code).toBe('permission/lacking');
  expect((await idle<{ code: string }>('GET', '/v1/accounts')).body.code).toBe('permission/lacking');
});

test('a service account’s scope is honoured', async () => {
  await sql(`UPDATE service_account SET scope = '{"accounts": ["emea"], "kinds": ["Team"]}'`);
  const machine = caller(app, machineKey);
  expect((await machine('GET', '/v1/accounts/emea/teams')).status).toBe(200);
  expect((await machine('GET', '/v1/accounts/acme/teams')).status).toBe(404);
  expect((await machine('GET', '/v1/accounts/emea/users')).body['code']).toBe('permission/out-of-scope');
  expect((await machine('GET', '/v1/roles')).status).toBe(403);
  const { body } = await machine<{ items: { kind: string; metadata: { account?: string } }[] }>(
    'GET',
    '/v1/resources',
  );
  expect(body.items.every(({ kind, metadata }) => kind === 'Team' && metadata.account === 'emea')).toBe(true);
});

test('use of a key is noted at most once a minute', async () => {
  const lastUsed = async (): Promise<string | null | undefined> => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const found = await database.snapshot((tx) =>
      rows<{ usedAt: string | null }>(
        tx,
        'SELECT last_used_at AS "usedAt" FROM api_key WHERE service_account_id IS NULL ORDER BY id LIMIT 1',
      ),
    );
    return found[0]?.usedAt;
  };
  clock.time = new Date('2026-11-25T10:00:00.000Z');
  await whoami(admin);
  expect(await lastUsed()).toBe('2026-11-25T10:00:00.000Z');
  clock.time = new Date('2026-11-25T10:00:59.000Z');
  await whoami(admin);
  expect(await lastUsed()).toBe('2026-11-25T10:00:00.000Z');
  clock.time = new Date('2026-11-25T10:01:00.000Z');
  await whoami(admin);
  expect(await lastUsed()).toBe('2026-11-25T10:01:00.000Z');
});

test('a refused key of ours stands in the audit log, once a minute', async () => {
  await sql('UPDATE api_key SET revoked_at = now() WHERE service_account_id IS NOT NULL');
  clock.time = new Date('2026-11-26T10:00:00.000Z');
  const machine = caller(app, machineKey);
  for (let times = 0; times < 3; times++) await whoami(machine);
  const { body } = await admin<{
    items: { status: string; actor: { name: string }; detail: { code: string } }[];
  }>('GET', '/v1/audit?action=Use&from=2026-11-26');
  expect(body.items.map(({ status, actor, detail }) => [status, actor.name, detail.code])).toEqual([
    ['failure', 'machine', 'auth/key-revoked'],
  ]);
});
