import { beforeAll, expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from './test-server.ts';
import { apply, keyOf } from './test-world.ts';

const database = await testDatabase();
const { app } = await testServer(database);

let admin: Call;
let stranger: Call;
let emea: Call;
let powerless: Call;

interface Grants {
  readonly permissions: { permission: string; sources: object[] }[];
  readonly teams: object[];
  readonly conversationsRoles: object[];
  readonly seats: object[];
}

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  admin = caller(app, apiKey);
  await apply(admin, [
    { kind: 'Account', name: 'emea', spec: {} },
    { kind: 'Role', name: 'Seat Giver', spec: { permissions: ['seats/manage', 'users/read'] } },
    {
      kind: 'User',
      account: 'acme',
      name: 'Bea',
      spec: { email: 'bea@acme.example', roles: ['Seat Giver'], conversationsRoles: ['agent'] },
    },
    { kind: 'Team', account: 'acme', name: 'Support', spec: { members: ['Bea'], roles: ['Seat Giver'] } },
    { kind: 'Seats', account: 'acme', spec: { holders: ['Bea'] } },
    { kind: 'ServiceAccount', account: 'emea', name: 'robot', spec: { roles: ['Account Manager'] } },
    { kind: 'ServiceAccount', account: 'acme', name: 'nothing', spec: { roles: [] } },
  ]);
  emea = caller(app, await keyOf(admin, 'emea', 'robot'));
  powerless = caller(app, await keyOf(admin, 'acme', 'nothing'));
  stranger = caller(app, (await makeOrganisation(app, 'other')).apiKey);
});

const place = '/v1/accounts/acme/users/bea/permissions';

it('tells of each permission every way by which somebody has it', async () => {
  const { body } = await admin<Grants>('GET', place);
  expect(body.permissions).toEqual(
    ['seats/manage', 'users/read'].map((permission) => ({
      permission,
      sources: [
        { role: 'Seat Giver', team: null, origin: 'manifest' },
        { role: 'Seat Giver', team: 'Support', origin: 'manifest' },
      ],
    })),
  );
  expect(body.teams).toEqual([{ team: 'Support', origin: 'manifest' }]);
  expect(body.conversationsRoles).toEqual([{ role: 'agent', origin: 'manifest' }]);
  expect(body.seats).toEqual([
    { origin: 'manifest', assignedAt: '2026-11-24T08:30:00.000Z', releasedAt: null },
  ]);
});

it('is what he really may do', async () => {
  const { body } = await admin<Grants>('GET', '/v1/accounts/acme/users/admin/permissions');
  const who = await admin<{ permissions: string[] }>('GET', '/v1/whoami');
  expect(body.permissions.map(({ permission }) => permission)).toEqual(who.body.permissions);
});

it('is out of reach for others', async () => {
  const statuses = await Promise.all(
    [stranger, emea, powerless].map(async (call) => (await call('GET', place)).status),
  );
  expect(statuses).toEqual([404, 404, 403]);
  expect((await admin('GET', '/v1/accounts/acme/users/nobody/permissions')).status).toBe(404);
});
