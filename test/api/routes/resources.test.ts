import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, testServer } from './test-server.ts';
import { apply, keyOf, testWorld, type World } from './test-world.ts';

const database = await testDatabase();
const { app } = await testServer(database);

interface Item {
  readonly address: string;
  readonly kind: string;
  readonly metadata: { name?: string; account?: string; labels?: object };
  readonly spec: Record<string, unknown>;
  readonly version: number | null;
  readonly owners: object[];
  readonly origin?: string;
  readonly effective?: { value: Record<string, unknown>; from: Record<string, string> };
  readonly code?: string;
}

interface List {
  readonly items: Item[];
  readonly next: string | null;
}

let world: World;
let admin: Call;
let emea: Call;

beforeAll(async () => {
  world = await testWorld(app, 'acme');
  ({ admin, emea } = world);
});

const addresses = ({ body }: { body: List }): string[] => body.items.map(({ address }) => address);

describe('reading', () => {
  test('a resource gives own values, version and owners', async () => {
    const { status, body, headers } = await admin<Item>('GET', '/v1/accounts/acme-emea/teams/acme%2Fteam');
    expect(status).toBe(200);
    expect(body).toEqual({
      address: 'Team/acme-emea/acme%2Fteam',
      kind: 'Team',
      metadata: { name: 'acme/team', account: 'acme-emea' },
      spec: expect.objectContaining({ members: ['acme-ana'], description: 'text acme-emea' }),
      version: 1,
      owners: [
        {
          set: 'settings',
          file: 'all.yaml',
          line: expect.any(Number),
          fields: expect.arrayContaining(['/members', '/description']),
        },
      ],
    });
    expect(headers['etag']).toBe('"1"');
  });

  test('names are compared without case', async () => {
    expect((await admin('GET', '/v1/accounts/acme-emea/teams/ACME%2FTeam')).status).toBe(200);
  });

  test('settings tell what the account ends up with, and where each value comes from', async () => {
    const { body } = await admin<Item>('GET', '/v1/accounts/acme-emea/security-policy');
    expect(body.spec).toEqual({ maxLoginAttempts: 7 });
    expect(body.effective?.value).toMatchObject({
      maxLoginAttempts: 7,
      passwordValidityDays: 90,
      requireTwoFactor: false,
    });
    expect(body.effective?.from).toMatchObject({
      '/maxLoginAttempts': 'SecurityPolicy/acme-emea',
      '/passwordValidityDays': 'SettingsTemplate/acme-template',
      '/requireTwoFactor': 'platform',
    });
  });

  test('settings that an account has none of its own are there all the same', async () => {
    const { status, body, headers } = await admin<Item>('GET', '/v1/accounts/acme/security-policy');
    expect([status, body.version, body.spec, headers['etag']]).toEqual([200, null, {}, undefined]);
    expect(body.effective?.value).toMatchObject({ passwordValidityDays: 90 });
    expect((await admin('GET', '/v1/accounts/none/security-policy')).status).toBe(404);
  });

  test.each([
    '/v1/accounts/acme-emea/teams/none',
    '/v1/accounts/none/teams',
    '/v1/accounts/none',
    '/v1/roles/none',
    '/v1/resources?account=none',
  ])('%s is not there', async (url) => {
    expect((await admin('GET', url)).status).toBe(404);
  });

  test.each(['%00', 'a%0Ab', '%7F', ''])('%s is no name', async (name) => {
    const { status, body } = await admin('GET', `/v1/accounts/acme-emea/teams/${name}`);
    expect([status, body['code']]).toEqual([400, 'request/bad-name']);
  });

  test('a kind that is not known, or may not be read, is refused', async () => {
    expect((await admin('GET', '/v1/resources?kind=Teem')).body['code']).toBe('request/unknown-kind');
    expect((await world.powerless('GET', '/v1/resources')).status).toBe(403);
  });
});

describe('names of any length and alphabet', () => {
  test.each([
    ['𝒜'.repeat(256)],
    ['ž'.repeat(256)],
    ['a/b%c d?e#f'],
    ['..x'],
    ['日本 / チーム'],
    ["o'brien+&=;"],
  ])('%.20s', async (name) => {
    const url = `/v1/accounts/acme/teams/${encodeURIComponent(name)}`;
    const made = await admin<Item>('PUT', url, { spec: { description: 'x' } });
    expect([made.status, made.body.metadata?.name]).toEqual([201, name]);
    expect((await admin<Item>('GET', url)).body.metadata.name).toBe(name);
    expect((await admin('DELETE', url)).status).toBe(204);
  });

  test.each([
    ['teams', 'x'.repeat(257)],
    ['users', 'with space'],
    ['users', 'x'.repeat(257)],
    ['service-accounts', 'with space'],
  ])('%s: %.20s is no name', async (path, name) => {
    const { status, body } = await admin<{ diagnostics: { pointer: string }[] }>(
      'PUT',
      `/v1/accounts/acme/${path}/${encodeURIComponent(name)}`,
      { spec: path === 'users' ? { email: 'x@acme.example' } : {} },
    );
    expect([status, body.diagnostics.map(({ pointer }) => pointer)]).toEqual([422, ['/metadata/name']]);
  });

  test('labels follow their rules', async () => {
    const labels = { 'not a key': 'x', tier: 'not a value' };
    const { status, body } = await admin<{ diagnostics: { pointer: string }[] }>(
      'PATCH',
      '/v1/accounts/acme-emea',
      { metadata: { labels } },
    );
    expect([status, body.diagnostics.length]).toEqual([422, 3]);
  });
});

describe('lists', () => {
  test('of a kind are those of the account', async () => {
    expect(addresses(await admin<List>('GET', '/v1/accounts/acme-emea/teams'))).toEqual([
      'Team/acme-emea/acme%2Fteam',
    ]);
    expect(addresses(await admin<List>('GET', '/v1/accounts'))).toEqual([
      'Account/acme',
      'Account/acme-apac',
      'Account/acme-emea',
    ]);
    expect(addresses(await admin<List>('GET', '/v1/settings-templates'))).toEqual([
      'SettingsTemplate/acme-template',
    ]);
  });

  test('roles show predefined ones, as the platform’s', async () => {
    const { body } = await admin<List>('GET', '/v1/roles');
    const manager = body.items.find(({ metadata }) => metadata.name === 'Account Manager');
    expect(manager?.origin).toBe('platform');
    expect(body.items.map(({ metadata }) => metadata.name)).toContain('acme role');
    expect(body.items.map(({ metadata }) => metadata.name)).not.toContain('acme local role');
  });

  test('of all kinds hold what a manifest can declare, once, over all pages', async () => {
    const whole = addresses(await admin<List>('GET', '/v1/resources?limit=500'));
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: List } = await admin(
        'GET',
        `/v1/resources?limit=4${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      paged.push(...addresses(page));
      cursor = page.body.next;
    }
    expect(paged).toEqual(whole);
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole).not.toContain('Role/Account%20Manager');
    expect(whole).toContain('User/acme/admin');
  });

  test('of a set hold what it owns', async () => {
    await apply(admin, [{ kind: 'Team', account: 'acme', name: 'Theirs', spec: {} }], 'theirs');
    expect(addresses(await admin<List>('GET', '/v1/resources?set=theirs'))).toEqual(['Team/acme/Theirs']);
    expect(addresses(await admin<List>('GET', '/v1/accounts/acme/teams?set=theirs'))).toEqual([
      'Team/acme/Theirs',
    ]);
    expect(addresses(await admin<List>('GET', '/v1/resources?set=none'))).toEqual([]);
  });

  test('by account and kind', async () => {
    const page = await admin<List>('GET', '/v1/resources?account=acme-emea&kind=Team');
    expect(addresses(page)).toEqual(['Team/acme-emea/acme%2Fteam']);
    const account = addresses(await admin<List>('GET', '/v1/resources?account=acme-emea'));
    expect(account).toContain('Account/acme-emea');
    expect(account).toContain('Role/acme-emea/acme%20local%20role');
    expect(account.every((address) => address.includes('acme-emea'))).toBe(true);
  });

  test('over pages of several accounts', async () => {
    const scoped = {
      kind: 'ServiceAccount',
      account: 'acme',
      name: 'scoped',
      spec: { roles: ['Account Manager'], scope: { accounts: ['acme-emea', 'acme-apac'] } },
    };
    await apply(admin, [scoped], 'machines');
    const call = caller(app, await keyOf(admin, 'acme', 'scoped'));
    const whole = addresses(await call<List>('GET', '/v1/resources?limit=500'));
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { body: List } = await call(
        'GET',
        `/v1/resources?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      paged.push(...addresses(page));
      cursor = page.body.next;
    }
    expect(paged).toEqual(whole);
    expect(whole.length).toBeGreaterThan(10);
    expect(whole.some((address) => address.includes('/acme/'))).toBe(false);
  });
});

describe('a sub-account', () => {
  test('sees itself, and the roles of the organisation', async () => {
    const seen = addresses(await emea<List>('GET', '/v1/resources?limit=500'));
    expect(seen).toContain('Account/acme-emea');
    expect(seen).toContain('Role/acme%20role');
    expect(seen.every((address) => address.includes('acme-emea') || address.startsWith('Role/'))).toBe(true);
    expect(addresses(await emea<List>('GET', '/v1/accounts'))).toEqual(['Account/acme-emea']);
    expect((await emea('GET', '/v1/roles/acme%20role')).status).toBe(200);
    expect(addresses(await emea<List>('GET', '/v1/roles'))).toContain('Role/Account%20Manager');
  });

  test('does not see what is the organisation’s alone', async () => {
    for (const url of [
      '/v1/settings-templates',
      '/v1/settings-templates/acme-template',
      '/v1/change-policy',
    ]) {
      expect((await emea('GET', url)).status).toBe(404);
    }
    expect((await emea('PUT', '/v1/roles/x', { spec: { permissions: [] } })).status).toBe(404);
  });
});
