import { beforeAll, describe, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply, keyOf } from '../routes/test-world.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database);

interface Key {
  readonly id: string;
  readonly key: string;
  readonly prefix: string;
  readonly permissions: string[];
  readonly allowedNetworks: string[];
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  readonly owner: object;
  readonly code: string;
}

let admin: Call;
let steward: Call;

const make = (call: Call, body: object) => call<Key>('POST', '/v1/api-keys', { name: 'k', ...body });

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  admin = caller(app, apiKey);
  await apply(admin, [
    { kind: 'Account', name: 'emea', spec: {} },
    {
      kind: 'Role',
      name: 'Key Steward',
      spec: { permissions: ['api-keys/manage', 'teams/read', 'service-accounts/read'] },
    },
    { kind: 'ServiceAccount', account: 'acme', name: 'Steward', spec: { roles: ['Key Steward'] } },
    { kind: 'ServiceAccount', account: 'emea', name: 'strong', spec: { roles: ['Account Manager'] } },
    {
      kind: 'ServiceAccount',
      account: 'acme',
      name: 'narrow',
      spec: { roles: ['Account Manager'], scope: { accounts: ['acme'] } },
    },
  ]);
  steward = caller(app, await keyOf(admin, 'acme', 'steward'));
});

describe('making', () => {
  test('shows the key once and stores only its hash', async () => {
    const { status, body, headers } = await make(admin, {
      expiresAt: '2027-01-01T00:00:00+01:00',
      allowedNetworks: ['127.0.0.0/8'],
    });
    expect(status).toBe(201);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({
      name: 'k',
      owner: { type: 'user', name: 'admin', account: 'acme' },
      permissions: [],
      allowedNetworks: ['127.0.0.0/8'],
      expiresAt: '2026-12-31T23:00:00.000Z',
      revokedAt: null,
    });
    expect(body.key.startsWith(body.prefix)).toBe(true);
    const stored = await database.snapshot((tx) =>
      rows(tx, 'SELECT k::text AS row FROM api_key k UNION ALL SELECT a::text FROM audit_entry a'),
    );
    expect(JSON.stringify(stored)).not.toContain(body.key);
    expect((await admin('GET', '/v1/api-keys')).text).not.toContain(body.key);
    expect((await caller(app, body.key)('GET', '/v1/whoami')).status).toBe(200);
  });

  test.each([
    [{ expiresAt: '2026-11-24T08:30:00Z' }, 'api-key/expiry-past'],
    [{ expiresAt: '2027-02-31T00:00:00Z' }, 'request/bad-time'],
    [{ expiresAt: '9999-12-31T23:59:59-14:00' }, 'request/bad-time'],
    [{ expiresAt: 'tomorrow' }, 'request/invalid-body'],
    [{ allowedNetworks: ['10.0.0.0/40'] }, 'api-key/bad-network'],
    [{ permissions: ['everything'] }, 'request/invalid-body'],
    [{ name: '' }, 'request/invalid-body'],
    [{ scopes: [] }, 'request/invalid-body'],
    [{ permissions: 'teams/read' }, 'request/invalid-body'],
  ])('refuses %j with %s', async (body, code) => {
    const answer = await make(admin, body);
    expect([answer.status, answer.body.code]).toEqual([422, code]);
  });

  test('of an unknown service account is refused', async () => {
    expect((await make(admin, { serviceAccount: 'nobody' })).status).toBe(404);
    expect((await make(admin, { serviceAccount: 'strong' })).status).toBe(404);
    expect((await make(admin, { serviceAccount: 'STRONG', account: 'emea' })).status).toBe(201);
  });
});

describe('nobody grants what he lacks', () => {
  test('by naming it', async () => {
    const answer = await make(steward, { permissions: ['teams/read', 'teams/manage', 'seats/read'] });
    expect([answer.status, answer.body.code]).toEqual([403, 'permission/not-held']);
    expect(answer.text).toContain('seats/read, teams/manage');
    expect((await make(steward, { permissions: ['teams/read'] })).status).toBe(201);
  });

  test('by the key of a stronger machine, unless narrowed to what he has', async () => {
    const strong = { serviceAccount: 'strong', account: 'emea' };
    expect((await make(steward, strong)).body.code).toBe('permission/not-held');
    expect((await make(steward, { ...strong, permissions: ['teams/read'] })).status).toBe(201);
  });

  test('by a narrowed key, which makes keys as narrow', async () => {
    const narrow = await make(admin, { permissions: ['api-keys/manage', 'users/read'] });
    const call = caller(app, narrow.body.key);
    const made = await make(call, {});
    expect(made.status).toBe(201);
    expect([...made.body.permissions].sort()).toEqual(['api-keys/manage', 'api-keys/read', 'users/read']);
    expect((await make(call, { permissions: ['teams/read'] })).status).toBe(403);
  });

  test('by a key that lives longer, or is usable from more places', async () => {
    const short = await make(admin, { expiresAt: '2026-12-01T00:00:00Z', allowedNetworks: ['127.0.0.0/8'] });
    const call = caller(app, short.body.key);
    expect((await make(call, {})).body.code).toBe('api-key/outlives');
    expect((await make(call, { expiresAt: '2026-12-01T00:00:01Z' })).body.code).toBe('api-key/outlives');
    const within = { expiresAt: '2026-12-01T00:00:00Z' };
    expect((await make(call, within)).body.allowedNetworks).toEqual(['127.0.0.0/8']);
    expect((await make(call, { ...within, allowedNetworks: ['127.0.0.1'] })).status).toBe(201);
    expect((await make(call, { ...within, allowedNetworks: ['0.0.0.0/0'] })).body.code).toBe(
      'api-key/wider-network',
    );
    expect((await call('PATCH', `/v1/api-keys/${short.body.id}`, { expiresAt: null })).body['code']).toBe(
      'api-key/outlives',
    );
    expect(
      (await call('PATCH', `/v1/api-keys/${short.body.id}`, { expiresAt: '2026-11-30T00:00:00Z' })).status,
    ).toBe(200);
  });

  test('by a machine with a scope, except for itself', async () => {
    const narrow = caller(app, await keyOf(admin, 'acme', 'narrow'));
    expect((await make(narrow, { serviceAccount: 'Steward' })).body.code).toBe('permission/out-of-scope');
    expect((await make(narrow, {})).status).toBe(201);
  });

  test('and a refusal stands in the audit log', async () => {
    await make(steward, { permissions: ['seats/manage'] });
    const { body } = await admin<{
      items: { actor: { name: string }; description: string; status: string }[];
    }>('GET', '/v1/audit?item=API%20key&status=failure&limit=1');
    expect(body.items[0]).toMatchObject({
      actor: { name: 'Steward' },
      description: 'API key generation failed',
      status: 'failure',
    });
  });
});

describe('changing', () => {
  test('the expiry, to a time or to never', async () => {
    const { body } = await make(admin, {});
    const patch = (expiresAt: string | null) => admin<Key>('PATCH', `/v1/api-keys/${body.id}`, { expiresAt });
    expect((await patch('2026-12-24T00:00:00Z')).body.expiresAt).toBe('2026-12-24T00:00:00.000Z');
    expect((await patch(null)).body.expiresAt).toBe(null);
    expect((await patch('2026-11-24T08:00:00Z')).body.code).toBe('api-key/expiry-past');
    expect((await admin('PATCH', `/v1/api-keys/${body.id}`, { name: 'x', expiresAt: null })).status).toBe(
      422,
    );
  });

  test('a stronger machine’s key cannot be made to live longer, only shorter', async () => {
    const { body } = await make(admin, {
      serviceAccount: 'strong',
      account: 'emea',
      expiresAt: '2026-12-24T00:00:00Z',
    });
    const patch = (expiresAt: string | null) =>
      steward<Key>('PATCH', `/v1/api-keys/${body.id}`, { expiresAt });
    expect((await patch(null)).body.code).toBe('permission/not-held');
    expect((await patch('2026-12-23T00:00:00Z')).status).toBe(200);
  });

  test('revoking takes hold at once, for good, and once', async () => {
    const { body } = await make(admin, {});
    expect((await admin('DELETE', `/v1/api-keys/${body.id}`)).status).toBe(204);
    expect((await caller(app, body.key)('GET', '/v1/whoami')).body['code']).toBe('auth/key-revoked');
    clock.time = new Date(clock.time.getTime() + 1000);
    expect((await admin('DELETE', `/v1/api-keys/${body.id}`)).status).toBe(204);
    expect((await admin('PATCH', `/v1/api-keys/${body.id}`, { expiresAt: null })).body['code']).toBe(
      'api-key/revoked',
    );
    const { body: log } = await admin<{ items: object[] }>('GET', '/v1/audit?item=API%20key&action=Delete');
    expect(log.items).toHaveLength(1);
  });

  test.each(['x', '00000000-0000-7000-8000-000000000000', "' OR 1=1"])('%s is no key', async (id) => {
    expect((await admin('DELETE', `/v1/api-keys/${encodeURIComponent(id)}`)).status).toBe(404);
  });
});

test('lists are paged, newest first', async () => {
  const ids: string[] = [];
  let url: string | null = '/v1/api-keys?limit=3';
  while (url !== null) {
    const { body }: { body: { items: Key[]; next: string | null } } = await admin('GET', url);
    ids.push(...body.items.map(({ id }) => id));
    url = body.next === null ? null : `/v1/api-keys?limit=3&cursor=${body.next}`;
  }
  expect(ids.length).toBeGreaterThan(8);
  expect(ids).toEqual([...new Set(ids)].sort().reverse());
});
