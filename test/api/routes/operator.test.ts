import { describe, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { hashSecret } from '../../../api/identity/api-key.ts';
import { predefinedRoles } from '../../../schemas/predefined-roles.ts';
import { testDatabase } from '../../support/database.ts';
import { caller, makeOrganisation, operatorToken, testServer } from './test-server.ts';

const database = await testDatabase();
const { app } = await testServer(database);
const vendor = caller(app, operatorToken);

const body = { name: 'acme', seats: 5, admin: 'Ana', email: 'Ana@acme.example' };
const make = (more: object) => vendor('POST', '/v1/operator/organisations', { ...body, ...more });

describe('an organisation', () => {
  test('has its main account, roles, first Account Manager, invitation and key', async () => {
    const { status, body: made } = await make({ name: 'first' });
    expect(status).toBe(201);
    expect(made).toEqual({
      organisation: 'first',
      account: 'first',
      apiKey: expect.stringMatching(/^byl_[0-9A-Za-z]{43}$/),
      invitationUrl: expect.stringMatching(/^http:\/\/localhost:8080\/invitation#[\w-]{43}$/),
    });
    const token = String(made['invitationUrl']).split('#')[1] ?? '';
    const [invitation] = await database.snapshot((tx) =>
      rows<{ created_at: string; expires_at: string; token_hash: string }>(tx, 'SELECT * FROM invitation'),
    );
    expect(invitation?.token_hash).toBe(hashSecret(token));
    expect(
      new Date(invitation?.expires_at ?? '').getTime() - new Date(invitation?.created_at ?? '').getTime(),
    ).toBe(7 * 86_400_000);

    const admin = caller(app, String(made['apiKey']));
    expect((await admin('GET', '/v1/accounts/first')).body['spec']).toMatchObject({ main: true });
    expect((await admin('GET', '/v1/accounts/first/users/ana')).body).toMatchObject({
      metadata: { name: 'Ana', account: 'first' },
      spec: { email: 'Ana@acme.example', roles: ['Account Manager'] },
    });
    const roles = await admin<{ items: { metadata: { name: string } }[] }>('GET', '/v1/roles');
    expect(roles.body.items.map(({ metadata }) => metadata.name).sort()).toEqual(
      predefinedRoles.map(({ name }) => name).sort(),
    );
  });

  test('is told in its audit log, by the operator', async () => {
    const { apiKey } = await makeOrganisation(app, 'told');
    const { body: log } = await caller(app, apiKey)<{
      items: { actor: object; item: string; action: string }[];
    }>('GET', '/v1/audit');
    expect(log.items.map(({ item, action }) => `${item}/${action}`).sort()).toEqual([
      'API key/Create',
      'Organisation/Create',
      'User/Create',
    ]);
    expect(log.items[0]?.actor).toEqual({ type: 'operator', id: null, name: 'operator' });
  });

  test('has a name of its own, and a refused one leaves nothing behind', async () => {
    await make({ name: 'twice' });
    const count = () => database.snapshot((tx) => rows(tx, 'SELECT count(*) AS n FROM resource'));
    const before = await count();
    const { status, body: refused } = await make({ name: 'twice', admin: 'other' });
    expect([status, refused['code']]).toEqual([409, 'organisation/name-taken']);
    expect(await count()).toEqual(before);
  });

  test.each([
    [{ name: 'Not A Label' }, '/name'],
    [{ seats: -1 }, '/seats'],
    [{ seats: '5' }, '/seats'],
    [{ admin: 'with space' }, '/admin'],
    [{ email: 'nowhere' }, '/email'],
    [{ extra: 1 }, '/extra'],
  ])('%j is refused', async (wrong, pointer) => {
    const { status, body: problem } = await make({ name: 'wrong', ...wrong });
    expect(status).toBe(422);
    expect(problem['diagnostics']).toMatchObject([{ pointer }]);
  });
});

describe('seats', () => {
  test('are changed and told', async () => {
    const { apiKey } = await makeOrganisation(app, 'seated');
    const patch = (seats: unknown) => vendor('PATCH', '/v1/operator/organisations/seated', { seats });
    expect((await patch(25)).body).toMatchObject({
      name: 'seated',
      purchasedSeats: 25,
      assignedSeats: 0,
      accounts: 1,
    });
    expect((await patch(25)).status).toBe(200);
    expect((await patch('many')).status).toBe(422);
    const { body: log } = await caller(app, apiKey)<{ items: object[] }>('GET', '/v1/audit?item=Seats');
    expect(log.items).toMatchObject([
      {
        description: 'Purchased seats changed (10 to 25)',
        detail: { before: { purchasedSeats: 10 }, after: { purchasedSeats: 25 } },
      },
    ]);
  });

  test('of nobody are 404', async () => {
    expect((await vendor('PATCH', '/v1/operator/organisations/nobody', { seats: 1 })).status).toBe(404);
  });
});

test('organisations are listed by name, page by page', async () => {
  const names: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = cursor === '' ? '' : `&cursor=${cursor}`;
    const page: { body: { items: { name: string }[]; next: string | null } } = await vendor(
      'GET',
      `/v1/operator/organisations?limit=2${query}`,
    );
    names.push(...page.body.items.map(({ name }) => name));
    cursor = page.body.next;
  }
  expect(names).toEqual([...new Set(names)].sort());
  expect(names).toEqual(expect.arrayContaining(['first', 'seated', 'told', 'twice']));
});
