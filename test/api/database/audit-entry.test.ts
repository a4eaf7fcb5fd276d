import { describe, expect, it } from 'vitest';
import { execute, insertRows, rows, type Tx } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { idOf, ORGANISATION } from '../../support/organisation-row.ts';

const database = await testDatabase();
const OTHER = idOf(99);

const entry = (number: number, description: string, more: object = {}): object => ({
  organisation_id: ORGANISATION,
  id: idOf(number),
  at: '2026-11-24T08:30:00.000Z',
  actor_type: 'user',
  actor: 'ana@example.com',
  item: 'Team',
  action: 'Update',
  status: 'success',
  description,
  account: null,
  address: null,
  detail: {},
  ...more,
});

const COLUMNS = {
  organisation_id: 'uuid',
  id: 'uuid',
  at: 'timestamptz',
  actor_type: 'text',
  actor: 'text',
  item: 'text',
  action: 'text',
  status: 'text',
  description: 'text',
  account: 'text',
  address: 'text',
  detail: 'jsonb',
};

await database.write((tx) =>
  insertRows(tx, 'audit_entry', COLUMNS, [
    entry(1, 'Team support was given a role', { account: 'emea', address: 'Team/emea/support' }),
    entry(2, 'Seat was taken from Jürgen Müller', { item: 'Seat' }),
    entry(3, 'Team support was given a role', { organisation_id: OTHER }),
  ]),
);

describe('audit_entry', () => {
  it.each([
    ['UPDATE', "UPDATE audit_entry SET description = 'other'"],
    ['UPDATE', 'UPDATE audit_entry SET description = description WHERE false'],
    ['DELETE', 'DELETE FROM audit_entry'],
    ['TRUNCATE', 'TRUNCATE audit_entry'],
    ['TRUNCATE', 'TRUNCATE audit_entry, outbox CASCADE'],
    ['DELETE', "SET LOCAL session_replication_role = 'replica'", 'DELETE FROM audit_entry'],
  ])('refuses %s: %s', async (operation, ...statements) => {
    const work = database.write(async (tx) => {
      for (const statement of statements) await execute(tx, statement);
    });
    await expect(work).rejects.toThrow(`audit entries are never changed: ${operation} refused`);
    expect(await database.snapshot((tx) => rows(tx, 'SELECT id FROM audit_entry'))).toHaveLength(3);
  });
});

describe('its full-text search', () => {
  const WORDS = 'audit_words(organisation_id, description, actor, account, address, item, action)';
  const SEARCH = `SELECT id FROM audit_entry WHERE ${WORDS} @@ audit_query($1::uuid, $2) ORDER BY id`;

  const find = async (words: string, organisation = ORGANISATION): Promise<string[]> =>
    (await database.snapshot((tx) => rows<{ id: string }>(tx, SEARCH, organisation, words))).map(
      ({ id }) => id,
    );

  it.each([
    ['support', [1]],
    ['SUPPORT role', [1]],
    ['ana@example.com', [1, 2]],
    ['emea', [1]],
    ['müller', [2]],
    ['seat or role', [1, 2]],
    ['-seat', [1]],
    ['"given a role"', [1]],
    ['"role given"', []],
    ['nobody', []],
    ['', [1, 2]],
    ["it's & | ! <-> :* (", []],
  ])('finds by %j what is the organisation’s own', async (words, numbers) => {
    expect(await find(words)).toEqual(numbers.map(idOf));
  });

  it('finds nothing of another organisation', async () => {
    expect(await find('support', OTHER)).toEqual([idOf(3)]);
    expect(await find(OTHER)).toEqual([]);
  });

  it('goes by the index', async () => {
    const explain = async (tx: Tx): Promise<string> => {
      await execute(tx, 'SET LOCAL enable_seqscan = off');
      const plan = await tx.query(`EXPLAIN (FORMAT JSON) ${SEARCH}`, [ORGANISATION, 'support']);
      return JSON.stringify(plan);
    };
    expect(await database.snapshot(explain)).toContain('audit_entry_words_idx');
  });
});

describe('names', () => {
  it('sort by code point, whatever the locale of the server', async () => {
    const names = ['B', 'a', 'Z', 'ä', 'z', 'A'];
    const roles = names.map((name, index) => ({
      organisation_id: ORGANISATION,
      id: idOf(index),
      name,
      permissions: [],
    }));
    const columns = { organisation_id: 'uuid', id: 'uuid', name: 'text', permissions: 'text[]' };
    await database.write((tx) => insertRows(tx, 'role', columns, roles));
    const sorted = await database.snapshot((tx) =>
      rows<{ name: string }>(tx, 'SELECT name FROM role ORDER BY name'),
    );
    expect(sorted.map(({ name }) => name)).toEqual(['A', 'B', 'Z', 'a', 'z', 'ä']);
  });
});
