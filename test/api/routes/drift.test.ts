import { beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from './test-server.ts';
import { apply, keyOf } from './test-world.ts';

const database = await testDatabase();
const { app } = await testServer(database);

interface Drift {
  readonly total: number;
  readonly items: {
    readonly address: string;
    readonly set: string;
    readonly source: object;
    readonly field: { path: string; before?: unknown; after?: unknown; added?: unknown };
    readonly origin: { by: string; how: string; reason: string | null } | null;
  }[];
}

const documents = [
  { kind: 'Account', name: 'emea', spec: {} },
  { kind: 'SecurityPolicy', account: 'acme', spec: { maxLoginAttempts: 5 } },
  { kind: 'User', account: 'acme', name: 'bea', spec: { email: 'bea@acme.example' } },
  { kind: 'User', account: 'acme', name: 'cem', spec: { email: 'cem@acme.example' } },
  { kind: 'Team', account: 'acme', name: 'Support', spec: { members: ['bea'] } },
  { kind: 'Team', account: 'emea', name: 'Front', spec: { description: 'First' } },
  { kind: 'ServiceAccount', account: 'emea', name: 'robot', spec: { roles: ['Account Manager'] } },
  { kind: 'ServiceAccount', account: 'acme', name: 'nothing', spec: { roles: [] } },
];

let admin: Call;
let emea: Call;
let powerless: Call;
let stranger: Call;

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  admin = caller(app, apiKey);
  await apply(admin, documents);
  emea = caller(app, await keyOf(admin, 'emea', 'robot'));
  powerless = caller(app, await keyOf(admin, 'acme', 'nothing'));
  stranger = caller(app, (await makeOrganisation(app, 'other')).apiKey);
});

const drift = async (call: Call, query = ''): Promise<Drift> =>
  (await call<Drift>('GET', `/v1/drift${query}`)).body;

it('there is none after an apply', async () => {
  expect(await drift(admin)).toEqual({ items: [], total: 0 });
});

it('tells what was changed by hand, by whom, and for what reason; fields that nobody manages are no drift', async () => {
  await admin('PATCH', '/v1/accounts/acme/security-policy?breakGlass=attack%20under%20way', {
    spec: { maxLoginAttempts: 3, maxInactivityDays: 90 },
  });
  await admin('PATCH', '/v1/accounts/acme/teams/Support?breakGlass=holiday', {
    spec: { members: ['bea', 'cem'] },
  });
  const { items, total } = await drift(admin);
  expect(total).toBe(2);
  expect(items).toMatchObject([
    {
      address: 'SecurityPolicy/acme',
      set: 'settings',
      source: { file: 'all.yaml', line: 2 },
      field: { path: '/maxLoginAttempts', before: 5, after: 3 },
      origin: { by: 'admin', how: 'break-glass', reason: 'attack under way' },
    },
    {
      address: 'Team/acme/Support',
      field: { path: '/members', added: ['cem'] },
      origin: { by: 'admin', how: 'break-glass', reason: 'holiday' },
    },
  ]);
});

it('is seen within what one may read', async () => {
  await admin('PATCH', '/v1/accounts/emea/teams/Front?breakGlass=trying', {
    spec: { description: 'Second' },
  });
  expect((await drift(emea)).items.map(({ address }) => address)).toEqual(['Team/emea/Front']);
  expect((await drift(stranger)).total).toBe(0);
  expect((await powerless('GET', '/v1/drift')).status).toBe(403);
  expect((await drift(admin, '?set=another')).total).toBe(0);
});

it('is gone when the set is applied again', async () => {
  await apply(admin, documents);
  expect((await drift(admin)).total).toBe(0);
});
