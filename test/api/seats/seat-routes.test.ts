import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply, keyOf, type ShortDocument } from '../routes/test-world.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database);
const formula = '=HYPERLINK("http://x")';

let admin: Call;
let emea: Call;
let reader: Call;
let nobody: Call;

const person = (account: string, name: string, spec = {}): ShortDocument => ({
  kind: 'User',
  account,
  name,
  spec: { email: `${name}@${account}.example`, ...spec },
});
const machine = (account: string, name: string, roles: string[]): ShortDocument => ({
  kind: 'ServiceAccount',
  account,
  name,
  spec: { roles },
});

const documents: readonly ShortDocument[] = [
  ...['emea', 'apac'].map((name) => ({ kind: 'Account', name, spec: { displayName: `Acme ${name}` } })),
  person('emea', 'ana', { conversationsRoles: ['agent'], firstName: formula, lastName: 'Kovač' }),
  person('emea', 'ivan', { conversationsRoles: ['viewer'] }),
  person('emea', 'zoe'),
  person('apac', 'kim', { conversationsRoles: ['agent'] }),
  machine('emea', 'manager', ['Account Manager']),
  machine('acme', 'reader', ['Finance Manager']),
  machine('emea', 'nobody', ['Campaign Manager']),
  { kind: 'Seats', account: 'emea', spec: { limit: 3 } },
];

interface List {
  readonly items: readonly Record<string, unknown>[];
  readonly next: string | null;
}

const column = async (call: Call, url: string, name: string): Promise<readonly unknown[]> =>
  (await call<List>('GET', url)).body.items.map((item) => item[name]);
const give = (call: Call, account: string, users: string[], act = 'assign') =>
  call<{ changed: string[]; unchanged: string[]; code?: string }>(
    'POST',
    `/v1/accounts/${account}/seats/${act}`,
    { users },
  );

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  admin = caller(app, apiKey);
  await apply(admin, documents);
  emea = caller(app, await keyOf(admin, 'emea', 'manager'));
  reader = caller(app, await keyOf(admin, 'acme', 'reader'));
  nobody = caller(app, await keyOf(admin, 'emea', 'nobody'));
});

test('whoever needs more seats is told whom to ask, where the vendor has said so', async () => {
  expect((await admin('GET', '/v1/seats')).body['vendorContact']).toBeNull();
  const { app: other } = await testServer(database, { vendorContact: 'sales@vendor.example' });
  const key = await keyOf(admin, 'emea', 'manager');
  const { body } = await caller(other, key)('GET', '/v1/seats');
  expect(body['vendorContact']).toBe('sales@vendor.example');
  await other.close();
});

test('seats are given and taken, one or many, within the limit', async () => {
  expect(await give(admin, 'emea', ['ana'])).toMatchObject({
    status: 200,
    body: { changed: ['ana'], unchanged: [] },
  });
  const many = await give(emea, 'emea', ['ana', 'Ivan', 'zoe']);
  expect(many.body).toMatchObject({ changed: expect.arrayContaining(['ivan', 'zoe']), unchanged: ['ana'] });
  await apply(admin, [...documents, person('emea', 'late')]);
  const over = await give(emea, 'emea', ['late']);
  expect([over.status, over.body.code]).toEqual([409, 'seats/limit-exceeded']);
  expect((await give(emea, 'emea', ['zoe'], 'remove')).body).toMatchObject({ changed: ['zoe'] });
  expect((await give(emea, 'emea', ['late', 'ana'])).body).toMatchObject({
    changed: ['late'],
    unchanged: ['ana'],
  });
  expect((await give(emea, 'emea', ['late'], 'remove')).body).toMatchObject({ changed: ['late'] });
  expect((await give(admin, 'apac', ['kim'])).status).toBe(200);
  expect((await give(admin, 'apac', ['ana'])).status).toBe(404);
  expect((await give(admin, 'nowhere', ['ana'])).status).toBe(404);
});

describe('figures and lists', () => {
  test('from the main account are those of all accounts', async () => {
    const { body } = await admin('GET', '/v1/seats');
    expect(body).toMatchObject({
      purchased: 10,
      assigned: 3,
      remaining: 7,
      over: 0,
      accounts: 3,
      limit: null,
    });
    const accounts = await admin<List>('GET', '/v1/seats/accounts');
    expect(accounts.body.items).toMatchObject([
      { account: 'acme', assigned: 0, limit: null, usage: 0 },
      { account: 'apac', assigned: 1, limit: null, usage: 10, warning: false },
      { account: 'emea', assigned: 2, limit: 3, usage: 66.7, warning: false, overLimit: false },
    ]);
    expect(await column(admin, '/v1/seats/accounts?q=e_ea', 'account')).toEqual([]);
    expect(await column(admin, '/v1/seats/accounts?q=ME%20EMEA', 'account')).toEqual(['emea']);
    expect(await column(admin, '/v1/seats/accounts?limited=none', 'account')).toEqual(['acme', 'apac']);
    expect(await column(admin, '/v1/seats/accounts?usageFrom=10', 'account')).toEqual(['apac', 'emea']);
    const first = await admin<List>('GET', '/v1/seats/accounts?limit=2');
    expect(await column(admin, `/v1/seats/accounts?limit=2&cursor=${first.body.next}`, 'account')).toEqual([
      'emea',
    ]);
  });

  test('from a sub-account are its own', async () => {
    expect((await emea('GET', '/v1/seats')).body).toMatchObject({
      purchased: null,
      limit: 3,
      assigned: 2,
      remaining: 1,
      accounts: 1,
    });
    expect(await column(emea, '/v1/seats/accounts', 'account')).toEqual(['emea']);
    expect((await emea('GET', '/v1/accounts/apac/seats/holders')).status).toBe(404);
    expect((await emea('GET', '/v1/seats/inactive?account=apac')).status).toBe(404);
    expect((await emea('GET', '/v1/seats/log/report?account=apac')).status).toBe(404);
    expect((await give(emea, 'apac', ['kim'], 'remove')).status).toBe(404);
    expect(new Set(await column(emea, '/v1/seats/log', 'account'))).toEqual(new Set(['emea']));
  });

  test('of an account tell who holds a seat, and who could', async () => {
    const holders = '/v1/accounts/emea/seats/holders';
    expect(await column(reader, holders, 'username')).toEqual(['ana', 'ivan']);
    expect(await column(reader, `${holders}?seat=none`, 'username')).toEqual(['late', 'zoe']);
    expect(await column(reader, `${holders}?seat=any&q=KOVA`, 'username')).toEqual(['ana']);
    expect(await column(reader, `${holders}?seat=any&q=%25`, 'username')).toEqual([]);
    expect(await column(reader, `${holders}?conversationsRole=viewer`, 'username')).toEqual(['ivan']);
    const page = await reader<List>('GET', `${holders}?seat=any&limit=3`);
    expect(await column(reader, `${holders}?seat=any&limit=3&cursor=${page.body.next}`, 'username')).toEqual([
      'zoe',
    ]);
  });

  test('tell who is inactive with a seat, and why', async () => {
    await give(admin, 'emea', ['zoe']);
    expect((await admin('GET', '/v1/seats')).body['inactive']).toEqual({
      users: 1,
      noSignIn: 0,
      noConversationsRole: 1,
      both: 0,
    });
    await database.write((tx) =>
      execute(
        tx,
        `UPDATE user_activity SET last_sign_in_at = '2026-08-24T08:29:59.999Z' WHERE user_id IN (SELECT id FROM app_user WHERE username IN ('ana', 'zoe'))`,
      ),
    );
    expect((await admin('GET', '/v1/seats')).body['inactive']).toEqual({
      users: 2,
      noSignIn: 2,
      noConversationsRole: 1,
      both: 1,
    });
    const url = '/v1/seats/inactive';
    expect((await admin<List>('GET', url)).body.items).toMatchObject([
      { username: 'ana', inactive: ['no-sign-in'], lastSignInAt: '2026-08-24T08:29:59.999Z' },
      { username: 'zoe', inactive: ['no-sign-in', 'no-conversations-role'], origins: ['manual'] },
    ]);
    for (const [filter, expected] of [
      ['reason=no-conversations-role', ['zoe']],
      ['account=apac', []],
      ['q=zo', ['zoe']],
      ['conversationsRole=none', ['zoe']],
      ['conversationsRole=agent', ['ana']],
      ['lastSignInBefore=2026-08-24', []],
      ['lastSignInBefore=2026-08-25', ['ana', 'zoe']],
      ['lastSignInFrom=2026-08-25', []],
      ['assignedBefore=2026-11-24', []],
      ['assignedFrom=2026-11-24', ['ana', 'zoe']],
    ] as const)
      expect(await column(admin, `${url}?${filter}`, 'username'), filter).toEqual(expected);
    expect((await admin('GET', `${url}?assignedFrom=soon`)).body['code']).toBe('request/bad-time');
    expect((await give(emea, 'emea', ['ana', 'zoe'], 'remove')).body.changed.sort()).toEqual(['ana', 'zoe']);
    expect(await column(admin, url, 'username')).toEqual([]);
  });
});

test('the log tells who gave and took which seat, and can be searched', async () => {
  const { body } = await reader<List>('GET', '/v1/seats/log?limit=2');
  const last = { event: 'Seat taken from user', account: 'emea', doneBy: 'manager' };
  expect(body.items).toMatchObject([last, last]);
  expect(body.items.map(({ user }) => user).sort()).toEqual(['ana', 'zoe']);
  expect(body.next).not.toBeNull();
  expect(await column(reader, '/v1/seats/log?account=apac', 'user')).toEqual(['kim']);
  expect(await column(reader, '/v1/seats/log?q=kim', 'user')).toEqual(['kim']);
  expect(await column(reader, '/v1/seats/log?event=settings', 'event')).toEqual(['Seat limit changed']);
  expect(await column(reader, '/v1/seats/log?event=assign&user=manager', 'user')).toHaveLength(3);
  expect(await column(reader, '/v1/seats/log?to=2026-11-23', 'user')).toEqual([]);
  expect((await column(reader, '/v1/seats/log?range=today', 'user')).length).toBeGreaterThan(5);
});

test('reports are the lists, safe to open in a spreadsheet', async () => {
  await give(admin, 'emea', ['ana']);
  const { text, headers } = await reader('GET', '/v1/accounts/emea/seats/holders/report');
  expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
  expect(headers['content-disposition']).toBe('attachment; filename="seat-holders-2026-11-24.csv"');
  const [head, ana, ivan, end] = text.split('\n');
  expect(head?.split(',').slice(0, 4)).toEqual(['account', 'username', 'firstName', 'lastName']);
  expect(ana).toContain(`emea,ana,"'=HYPERLINK(""http://x"")",Kovač,ana@emea.example,agent`);
  expect(ivan).toContain('emea,ivan');
  expect(end).toBe('');
  const accounts = await reader('GET', '/v1/seats/accounts/report?limited=set');
  expect(accounts.text.split('\n')[1]).toBe('emea,Acme emea,2,3,66.7,false,false');
  const inactive = await reader('GET', '/v1/seats/inactive/report');
  expect(inactive.text.split('\n')).toHaveLength(3);
  const log = await reader('GET', '/v1/seats/log/report?account=apac');
  expect(log.text.split('\n')[1]).toContain(
    `${clock.time.toISOString()},admin,Seat assigned to user,kim,apac`,
  );
});

test('nothing is shown or done without the permission', async () => {
  for (const url of [
    '/v1/seats',
    '/v1/seats/accounts',
    '/v1/seats/inactive',
    '/v1/seats/log',
    '/v1/seats/log/report',
    '/v1/accounts/emea/seats/holders',
  ])
    expect([url, (await nobody('GET', url)).status]).toEqual([url, 403]);
  expect((await give(reader, 'emea', ['ana'], 'remove')).status).toBe(403);
  expect((await give(nobody, 'emea', ['ana'], 'remove')).status).toBe(403);
});
