import { expect, it } from 'vitest';
import { violatedUniqueConstraint } from '../../../api/database/database-failure.ts';
import { deleteRows, execute, insertRows, rows, updateRows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { idOf, ORGANISATION } from '../../support/organisation-row.ts';

const database = await testDatabase();

const ROLE = {
  organisation_id: 'uuid',
  id: 'uuid',
  name: 'text',
  description: 'text',
  permissions: 'text[]',
} as const;
const KEY = { organisation_id: 'uuid', id: 'uuid' } as const;

interface Role {
  organisation_id: string;
  id: string;
  name: string;
  description: string | null;
  permissions: string[];
}

const role = (number: number, more: Partial<Role> = {}): Role => ({
  organisation_id: ORGANISATION,
  id: idOf(number),
  name: `role ${number}`,
  description: null,
  permissions: [],
  ...more,
});

const SELECT =
  'SELECT organisation_id, id, name, description, permissions FROM role WHERE id = ANY($1::uuid[]) ORDER BY id';

const read = (roles: readonly Role[]): Promise<Role[]> =>
  database.snapshot((tx) =>
    rows<Role>(
      tx,
      SELECT,
      roles.map(({ id }) => id),
    ),
  );

const insert = (roles: readonly object[], onConflict?: string): Promise<number> =>
  database.write((tx) => insertRows(tx, 'role', ROLE, roles, onConflict));

it('inserts nothing for no rows', async () => {
  expect(await insert([])).toBe(0);
});

it('inserts what it is given: unicode, quotes, nulls, lists', async () => {
  const roles = [
    role(1, {
      name: 'ü😀 "quoted" it\'s \\ back',
      description: null,
      permissions: ['a/b', 'with "quotes", and commas', '{}'],
    }),
    role(2, { name: '', description: '', permissions: [] }),
    role(3, { name: 'null', description: 'NULL\n$1 --' }),
  ];
  expect(await insert(roles)).toBe(3);
  expect(await read(roles)).toEqual(roles);
});

it('writes NULL for a missing key and the default for a column that is left out, and ignores other keys', async () => {
  const { description, ...without } = role(10);
  expect(await insert([{ ...without, bogus: 1 }])).toBe(1);
  const sql = 'SELECT description, predefined FROM role WHERE id = $1::uuid';
  expect(await database.snapshot((tx) => rows(tx, sql, idOf(10)))).toEqual([
    { description, predefined: false },
  ]);
});

it('inserts, updates, reads and deletes 10,000 rows with one statement each', async () => {
  const roles = Array.from({ length: 10_000 }, (_, index) =>
    role(100_000 + index, { permissions: ['a', 'b'] }),
  );
  expect(await insert(roles)).toBe(10_000);
  const changed = roles.map((each, index) => ({ ...each, description: index % 2 ? 'odd' : null }));
  expect(await database.write((tx) => updateRows(tx, 'role', ROLE, ['organisation_id', 'id'], changed))).toBe(
    10_000,
  );
  expect(await read(roles)).toEqual(changed);
  expect(await database.write((tx) => deleteRows(tx, 'role', KEY, roles))).toBe(10_000);
  expect(await read(roles)).toEqual([]);
});

it('names the unique constraint that is violated, in both ways to write', async () => {
  await insert([role(20)]);
  const twice = insert([role(20)]);
  expect(violatedUniqueConstraint(await twice.catch((error: unknown) => error))).toBe('role_pkey');
  const insertOne = 'INSERT INTO role (organisation_id, id, name) VALUES ($1::uuid, $2::uuid, $3)';
  const byHand = database.write((tx) => execute(tx, insertOne, ORGANISATION, idOf(20), 'again'));
  expect(violatedUniqueConstraint(await byHand.catch((error: unknown) => error))).toBe('role_pkey');
  const other = database.write((tx) => execute(tx, 'SELECT 1 / 0'));
  expect(violatedUniqueConstraint(await other.catch((error: unknown) => error))).toBeUndefined();
});

it('does what is asked on a conflict', async () => {
  await insert([role(30, { description: 'first' })]);
  const again = [role(30, { description: 'second' }), role(31)];
  expect(await insert(again, 'DO NOTHING')).toBe(1);
  expect((await read(again)).map(({ description }) => description)).toEqual(['first', null]);
  await insert(again, '(organisation_id, id) DO UPDATE SET description = excluded.description');
  expect((await read(again)).map(({ description }) => description)).toEqual(['second', null]);
});

it('updates and deletes nothing for no rows, and what it does not find', async () => {
  expect(await database.write((tx) => updateRows(tx, 'role', ROLE, ['organisation_id', 'id'], []))).toBe(0);
  expect(await database.write((tx) => deleteRows(tx, 'role', KEY, []))).toBe(0);
  expect(await database.write((tx) => deleteRows(tx, 'role', KEY, [role(99)]))).toBe(0);
});
