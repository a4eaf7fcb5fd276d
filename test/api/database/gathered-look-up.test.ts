import { expect, it } from 'vitest';
import { gatheredLookUp } from '../../../api/database/gathered-look-up.ts';
import { rows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';

const database = await testDatabase();
const other = await testDatabase();

interface Doubled {
  readonly key: string;
  readonly doubled: number;
}

/** Doubles numbers; fails where one of them is none. */
function doubling() {
  const asked: string[][] = [];
  const find = gatheredLookUp<Doubled>(
    (tx, keys) => {
      asked.push([...keys]);
      return rows(
        tx,
        'SELECT key, 2 * key::int AS doubled FROM unnest($1::text[]) AS asked (key) WHERE length(key) < 6',
        keys,
      );
    },
    ({ key }) => key,
  );
  return { asked, find };
}

it('asks for all keys of one turn with one statement, and answers each with its own row', async () => {
  const { asked, find } = doubling();
  const found = await Promise.all(['1', '2', '1', '1000000'].map((key) => find(database, key)));
  expect(found.map((row) => row?.doubled)).toEqual([2, 4, 2, undefined]);
  expect(asked).toEqual([['1', '2', '1000000']]);
});

it('reads anew for whoever asks later', async () => {
  const { asked, find } = doubling();
  expect((await find(database, '3'))?.doubled).toBe(6);
  expect((await find(database, '3'))?.doubled).toBe(6);
  expect(asked).toEqual([['3'], ['3']]);
});

it('asks each database for itself', async () => {
  const { asked, find } = doubling();
  await Promise.all([find(database, '4'), find(other, '5')]);
  expect(asked).toEqual([['4'], ['5']]);
});

it('bounds the keys of a statement', async () => {
  const { asked, find } = doubling();
  const keys = Array.from({ length: 250 }, (_, index) => String(index));
  const found = await Promise.all(keys.map((key) => find(database, key)));
  expect(found.map((row) => row?.doubled)).toEqual(keys.map((key) => 2 * Number(key)));
  expect(asked.map(({ length }) => length)).toEqual([100, 100, 50]);
});

it('tells all who asked together of a failure, and nobody else', async () => {
  const { find } = doubling();
  const together = await Promise.allSettled([find(database, '7'), find(database, 'x')]);
  expect(together.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect((await find(database, '7'))?.doubled).toBe(14);
});
