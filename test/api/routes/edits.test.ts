import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from './test-server.ts';
import { apply, keyOf } from './test-world.ts';

const database = await testDatabase();
const { app } = await testServer(database);

interface Item {
  readonly spec: Record<string, unknown>;
  readonly metadata: { labels?: Record<string, string> };
  readonly version: number;
  readonly code?: string;
  readonly diagnostics?: { pointer: string }[];
  readonly formatVersion?: string;
  readonly status?: string;
}

let admin: Call;

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  await apply(admin, [
    { kind: 'Account', name: 'emea', labels: { region: 'emea' }, spec: {} },
    { kind: 'Team', account: 'acme', name: 'Managed', spec: { description: 'from git' } },
  ]);
});

let made = 0;

/** The address of a new team. */
async function team(spec: object = { description: 'one' }): Promise<string> {
  made += 1;
  const url = `/v1/accounts/acme/teams/team-${made}`;
  const { status, text } = await admin('PUT', url, { spec });
  if (status !== 201) throw new Error(text);
  return url;
}

describe('PUT', () => {
  test('makes, then replaces all values', async () => {
    const url = await team({ description: 'one', members: ['admin'] });
    const { status, body, headers } = await admin<Item>('PUT', url, { spec: { description: 'two' } });
    expect([status, body.version, headers['etag']]).toEqual([200, 2, '"2"']);
    expect(body.spec).toMatchObject({ description: 'two', members: [] });
  });

  test('takes what GET answered', async () => {
    const url = await team();
    const { body } = await admin<Item>('GET', url);
    const back = await admin<Item>('PUT', url, { ...body, spec: { ...body.spec, description: 'changed' } });
    expect([back.status, back.body.spec['description']]).toEqual([200, 'changed']);
  });

  test('of the same values changes nothing', async () => {
    const url = await team();
    const { status, body } = await admin<Item>('PUT', url, { spec: { description: 'one' } });
    expect([status, body.version]).toEqual([200, 1]);
  });

  test('is no rename', async () => {
    const url = await team();
    const { status, body } = await admin<Item>('PUT', url, {
      metadata: { name: 'other', account: 'acme' },
      spec: {},
    });
    expect([status, body.diagnostics?.[0]?.pointer]).toEqual([422, '/metadata/name']);
  });

  test('in an account that is not there is 404', async () => {
    expect((await admin('PUT', '/v1/accounts/none/teams/x', { spec: {} })).status).toBe(404);
  });
});

describe('PATCH', () => {
  test.each(['application/merge-patch+json', 'application/json'])(
    'as %s changes what it names, and null takes away',
    async (type) => {
      const url = await team({ description: 'one', members: ['admin'] });
      const patch = (spec: object) => admin<Item>('PATCH', url, { spec }, { 'content-type': type });
      expect((await patch({ members: [] })).body.spec).toMatchObject({ description: 'one', members: [] });
      expect((await patch({ description: null })).body.spec).not.toHaveProperty('description');
    },
  );

  test('of settings without values of their own makes them', async () => {
    const { status, body } = await admin<Item>('PATCH', '/v1/accounts/emea/security-policy', {
      spec: { password: { minLength: 14 } },
    });
    expect([status, body.spec]).toEqual([201, { password: { minLength: 14 } }]);
    const inner = await admin<Item>('PATCH', '/v1/accounts/emea/security-policy', {
      spec: { password: { minLength: null, history: 3 } },
    });
    expect(inner.body.spec).toEqual({ password: { history: 3 } });
  });

  test('points at its mistakes', async () => {
    const { status, body } = await admin<Item>('PATCH', await team(), {
      spec: { description: 3, membership: null, x: 1 },
    });
    expect(status).toBe(422);
    expect(body.diagnostics?.map(({ pointer }) => pointer).sort()).toEqual(['/spec/description', '/spec/x']);
  });

  test('merges labels', async () => {
    await apply(admin, [], 'nothing').catch(() => undefined);
    const patch = (labels: object) =>
      admin<Item>('PATCH', '/v1/accounts/emea?breakGlass=test', { metadata: { labels } });
    const added = await patch({ tier: 'gold' });
    expect(added.body.metadata?.labels).toEqual({ region: 'emea', tier: 'gold' });
    const removed = await patch({ tier: null });
    expect(removed.body.metadata?.labels).toEqual({ region: 'emea' });
  });

  test('of a team that is not there is 404', async () => {
    expect((await admin('PATCH', '/v1/accounts/acme/teams/none', { spec: {} })).status).toBe(404);
  });
});

describe('DELETE', () => {
  test('takes it away', async () => {
    const url = await team();
    const gone = await admin('DELETE', url);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await admin('GET', url)).status).toBe(404);
    expect((await admin('DELETE', url)).status).toBe(404);
  });
});

describe('conditions', () => {
  test('If-Match changes only the version that was read', async () => {
    const url = await team();
    const put = (tag: string) => admin<Item>('PUT', url, { spec: { description: tag } }, { 'if-match': tag });
    expect((await put('"7"')).body).toMatchObject({ status: 412, code: 'resource/version' });
    expect((await put('"1"')).status).toBe(200);
    expect((await put('W/"2"')).status).toBe(200);
    expect((await put('*')).status).toBe(200);
    expect((await put('2')).body.code).toBe('request/bad-condition');
    expect((await admin('DELETE', url, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await admin('PUT', `${url}-none`, { spec: {} }, { 'if-match': '*' })).status).toBe(412);
    expect((await admin('PUT', `${url}-none`, { spec: {} }, { 'if-match': '"1"' })).status).toBe(412);
  });

  test('If-None-Match: * only makes', async () => {
    const url = await team();
    const put = (address: string) => admin<Item>('PUT', address, { spec: {} }, { 'if-none-match': '*' });
    expect((await put(url)).body).toMatchObject({ status: 412, code: 'resource/exists' });
    expect((await put(`${url}-new`)).status).toBe(201);
    expect((await admin('PUT', url, { spec: {} }, { 'if-none-match': '"1"' })).status).toBe(400);
  });
});

describe('dryRun', () => {
  test('answers the plan and changes nothing', async () => {
    const url = await team();
    const { status, body } = await admin<Item>('PUT', `${url}?dryRun=true`, { spec: { description: 'two' } });
    expect([status, body.formatVersion]).toEqual([200, '1.0']);
    expect((await admin<Item>('DELETE', `${url}?dryRun=true`)).body.formatVersion).toBe('1.0');
    expect((await admin<Item>('GET', url)).body).toMatchObject({ version: 1, spec: { description: 'one' } });
    expect((await admin('PUT', `${url}?dryRun=maybe`, { spec: {} })).status).toBe(400);
  });
});

describe('what a set manages', () => {
  const url = '/v1/accounts/acme/teams/Managed';
  const put = (address: string, headers = {}) =>
    admin<Item>('PUT', address, { spec: { description: 'by hand' } }, headers);

  test('is changed only with a reason', async () => {
    expect((await put(url)).body).toMatchObject({ status: 409, code: 'managed/by-set' });
    expect((await put(`${url}?breakGlass=outage%2042`)).status).toBe(200);
    const { body } = await admin<{ items: { detail: { reason: string } }[] }>(
      'GET',
      '/v1/audit?address=Team/acme/Managed&limit=1',
    );
    expect(body.items[0]?.detail.reason).toBe('outage 42');
  });

  test('also as a header', async () => {
    const headers = { 'bylaw-break-glass': 'outage 43' };
    expect((await admin('PATCH', url, { spec: { description: 'again' } }, headers)).status).toBe(200);
  });
});

test('a manager of one area changes nothing of another', async () => {
  await apply(
    admin,
    [
      {
        kind: 'Role',
        name: 'Team Keeper',
        spec: { permissions: ['teams/manage', 'users/read', 'roles/read'] },
      },
      { kind: 'ServiceAccount', account: 'acme', name: 'keeper', spec: { roles: ['Team Keeper'] } },
    ],
    'keepers',
  );
  const keeper = caller(app, await keyOf(admin, 'acme', 'keeper'));
  expect((await keeper('PUT', '/v1/accounts/acme/teams/kept', { spec: {} })).status).toBe(201);
  expect(
    (await keeper('PUT', '/v1/accounts/acme/users/x', { spec: { email: 'x@acme.example' } })).status,
  ).toBe(403);
  const roles = { spec: { roles: ['Account Manager'] } };
  const granted = await keeper<Item>('PATCH', '/v1/accounts/acme/teams/kept', roles);
  expect([granted.status, granted.body.code]).toEqual([403, 'permission/lacking']);
});
