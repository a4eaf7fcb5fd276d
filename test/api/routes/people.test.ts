import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from './test-server.ts';
import { apply, keyOf, type ShortDocument } from './test-world.ts';

const database = await testDatabase();
const { app } = await testServer(database);

let admin: Call;
let emea: Call;
let nobody: Call;
let seatsOnly: Call;
let other: Call;

interface List {
  readonly items: readonly Record<string, unknown>[];
  readonly next: string | null;
  readonly code?: string;
}

const person = (account: string, name: string, spec = {}): ShortDocument => ({
  kind: 'User',
  account,
  name,
  spec: { email: `${name}@${account}.example`, ...spec },
});
const machine = (name: string, spec: ShortDocument['spec'], account = 'emea'): ShortDocument => ({
  kind: 'ServiceAccount',
  account,
  name,
  spec,
});

const documents: readonly ShortDocument[] = [
  ...['emea', 'apac'].map((name) => ({ kind: 'Account', name, spec: {} })),
  person('emea', 'ana', {
    firstName: 'Ana',
    lastName: 'Kovač',
    roles: ['Account Manager'],
    conversationsRoles: ['agent'],
  }),
  person('emea', 'ivan', { conversationsRoles: ['viewer'] }),
  person('emea', 'zoe', { enabled: false }),
  person('apac', 'kim', { firstName: '=1+1', expires: '2026-11-01' }),
  { kind: 'Team', account: 'emea', name: 'Support', spec: { roles: ['Finance Manager'], members: ['ivan'] } },
  { kind: 'Seats', account: 'emea', spec: { holders: ['ana'] } },
  machine('manager', { roles: ['Account Manager'] }),
  machine('nobody', {}),
  machine('seats-only', { roles: ['Account Manager'], scope: { kinds: ['Seats'] } }, 'acme'),
];

const signedIn = (username: string, at: string): Promise<number> =>
  database.write((tx) =>
    execute(
      tx,
      `INSERT INTO user_activity (organisation_id, user_id, last_sign_in_at)
       SELECT organisation_id, id, $2::timestamptz FROM app_user WHERE username = $1
       ON CONFLICT (organisation_id, user_id) DO UPDATE SET last_sign_in_at = excluded.last_sign_in_at`,
      username,
      at,
    ),
  );

const find = async (q: string, call = admin): Promise<readonly unknown[]> =>
  (await call<List>('GET', `/v1/people?q=${encodeURIComponent(q)}`)).body.items.map(
    (item) => item['username'],
  );

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  admin = caller(app, apiKey);
  other = caller(app, (await makeOrganisation(app, 'globex')).apiKey);
  await apply(admin, documents);
  emea = caller(app, await keyOf(admin, 'emea', 'manager'));
  nobody = caller(app, await keyOf(admin, 'emea', 'nobody'));
  seatsOnly = caller(app, await keyOf(admin, 'acme', 'seats-only'));
  await signedIn('ana', '2026-11-23T10:00:00Z');
  await signedIn('ivan', '2026-05-01T10:00:00Z');
});

test('a person is shown with what he holds and who manages him', async () => {
  const { body } = await admin<List>('GET', '/v1/people?q=kovač');
  expect(body.items).toEqual([
    {
      account: 'emea',
      username: 'ana',
      email: 'ana@emea.example',
      firstName: 'Ana',
      lastName: 'Kovač',
      status: 'active',
      roles: ['Account Manager'],
      conversationsRoles: ['agent'],
      teams: [],
      seat: true,
      lastSignInAt: '2026-11-23T10:00:00.000Z',
      origin: 'manifest',
      managedBy: ['settings'],
    },
  ]);
});

describe('the search', () => {
  test.each([
    ['account:emea', ['ana', 'ivan', 'zoe']],
    ['account:emea account:apac -seat:yes', ['ivan', 'kim', 'zoe']],
    ['apac.example', ['kim']],
    ['status:disabled status:ended', ['kim', 'zoe']],
    ['role:"Account Manager" account:emea', ['ana']],
    ['role:"Finance Manager"', ['ivan']],
    ['team:Support', ['ivan']],
    ['-team:Support account:emea', ['ana', 'zoe']],
    ['origin:manifest seat:yes', ['ana']],
    ['seat:no account:emea', ['ivan', 'zoe']],
    ['seat:released', []],
    ['last-sign-in:>90d account:emea', ['ivan', 'zoe']],
    ['last-sign-in:<7d', ['ana']],
    ['last-sign-in:>2026-11-01', ['ana']],
    ['last-sign-in:<2026-11-01 -last-sign-in:never', ['ivan']],
    ['last-sign-in:never account:emea', ['zoe']],
    ['"_"', []],
  ])('%s', async (q, usernames) => {
    expect(await find(q)).toEqual(usernames);
    const { body } = await admin<{ count: number }>('GET', `/v1/people/count?q=${encodeURIComponent(q)}`);
    expect(body.count).toBe(usernames.length);
  });

  test.each(['/v1/people', '/v1/people/count', '/v1/people/report'])(
    '%s tells what is at fault',
    async (url) => {
      const { status, body } = await admin<List>('GET', `${url}?q=status:happy`);
      expect([status, body.code]).toEqual([400, 'search/bad-value']);
    },
  );
});

test.each(['username', 'email', 'last-sign-in'])(
  'pages by %s follow each other without gap or repetition',
  async (sort) => {
    const whole = (await admin<List>('GET', `/v1/people?sort=${sort}`)).body.items;
    const seen: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const at: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await admin<List>('GET', `/v1/people?sort=${sort}&limit=1${at}`);
      seen.push(...body.items);
      cursor = body.next;
    }
    expect(seen).toEqual(whole);
    expect(whole.length).toBeGreaterThanOrEqual(4);
  },
);

test('a cursor of another order is none of this list', async () => {
  const { body } = await admin<List>('GET', '/v1/people?limit=1');
  const { status } = await admin('GET', `/v1/people?sort=email&cursor=${body.next}`);
  expect(status).toBe(400);
});

test('the report holds all that the search finds, and no formula', async () => {
  const { text } = await admin('GET', '/v1/people/report?q=account:apac');
  const [head, row, end] = text.split('\n');
  expect(head).toMatch(/^account,username,firstName/);
  expect(row).toMatch(/^apac,kim,'=1\+1,,kim@apac.example,ended/);
  expect(end).toBe('');
});

test('each sees whom he reaches', async () => {
  expect(await find('', emea)).toEqual(['ana', 'ivan', 'zoe']);
  expect(await find('account:apac', emea)).toEqual([]);
  expect(await find('kim', other)).toEqual([]);
  for (const url of ['/v1/people', '/v1/people/count', '/v1/people/report']) {
    expect((await nobody('GET', url)).status).toBe(403);
    expect((await seatsOnly('GET', url)).status).toBe(403);
  }
});
