import { describe, expect, it } from 'vitest';
import { type Parameter, rows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';

const database = await testDatabase();

const ask = <T>(sql: string, ...params: readonly Parameter[]): Promise<T[]> =>
  database.snapshot((tx) => rows<T>(tx, sql, ...params));

describe('rows', () => {
  it('gives none for none', async () => {
    expect(await ask('SELECT 1 AS one WHERE false')).toEqual([]);
  });

  it('keeps the order of the statement', async () => {
    const answer = await ask<{ n: number }>(
      'SELECT n FROM generate_series(1, 1000) AS n ORDER BY n % 7, n DESC',
    );
    const expected = Array.from({ length: 1000 }, (_, index) => index + 1).sort(
      (a, b) => (a % 7) - (b % 7) || b - a,
    );
    expect(answer.map(({ n }) => n)).toEqual(expected);
  });

  it('takes a statement that ends in a comment or begins with WITH', async () => {
    expect(await ask('WITH a AS (SELECT 1 AS one) SELECT one FROM a -- the end')).toEqual([{ one: 1 }]);
  });

  it('gives values as JSON has them', async () => {
    const sql = `SELECT 5::int AS int, 9007199254740991::bigint AS bigint, 1.50::numeric AS numeric, true AS yes, NULL AS nothing,
      '019abcde-0000-7000-8000-000000000001'::uuid AS id, '10.0.0.0/8'::inet AS network, ARRAY['a', NULL, 'b,"c'] AS texts,
      '{"b": [1, null], "a": "x"}'::jsonb AS json`;
    expect(await ask(sql)).toEqual([
      {
        int: 5,
        bigint: Number.MAX_SAFE_INTEGER,
        numeric: 1.5,
        yes: true,
        nothing: null,
        id: '019abcde-0000-7000-8000-000000000001',
        network: '10.0.0.0/8',
        texts: ['a', null, 'b,"c'],
        json: { a: 'x', b: [1, null] },
      },
    ]);
  });
});

describe('times', () => {
  it.each([
    ['2026-11-24 08:30:00+00', '2026-11-24T08:30:00.000Z'],
    ['2026-11-24 08:30:00.1+00', '2026-11-24T08:30:00.100Z'],
    ['2026-11-24 08:30:00.123456+00', '2026-11-24T08:30:00.123Z'],
    ['2026-11-24 08:30:00.120+05:30', '2026-11-24T03:00:00.120Z'],
    ['infinity', 'infinity'],
  ])('%s is %s in columns named at, …_at and …At', async (time, expected) => {
    const sql =
      'SELECT $1::timestamptz AS at, $1::timestamptz AS created_at, $1::timestamptz AS "lastSignInAt"';
    expect(await ask(sql, time)).toEqual([{ at: expected, created_at: expected, lastSignInAt: expected }]);
  });

  it('leaves alone what a person wrote, whatever it looks like', async () => {
    const text = '2026-11-24T08:30:00+00:00';
    const sql =
      "SELECT $1::text AS description, jsonb_build_object('created_at', $1::text) AS spec, NULL::timestamptz AS at";
    expect(await ask(sql, text)).toEqual([{ description: text, spec: { created_at: text }, at: null }]);
  });

  it('names every time in the schema so that it is found, and nothing else', async () => {
    const columns = await ask<{ name: string; type: string }>(
      `SELECT table_name || '.' || column_name AS name, data_type AS type FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
    );
    const times = columns.filter(({ type }) => type.startsWith('timestamp')).map(({ name }) => name);
    expect(columns.map(({ name }) => name).filter((name) => /\.(.*_)?at$/.test(name))).toEqual(times);
    expect(times).not.toEqual([]);
  });
});

describe('parameters', () => {
  const nasty = ['', 'NULL', "it's", '"quoted"', 'a,b', '{c}', 'back\\slash', 'ü😀', '\n\t', '$1'];

  it('are text', async () => {
    for (const text of nasty) expect(await ask('SELECT $1::text AS text', text)).toEqual([{ text }]);
  });

  it('are arrays', async () => {
    expect(await ask('SELECT $1::text[] AS texts', nasty)).toEqual([{ texts: nasty }]);
    expect(await ask('SELECT $1::text[] AS texts', ['a', null])).toEqual([{ texts: ['a', null] }]);
    expect(await ask('SELECT $1::uuid[] AS ids, $2::int[] AS numbers', [], [1, 2])).toEqual([
      { ids: [], numbers: [1, 2] },
    ]);
    expect(await ask('SELECT n FROM generate_series(1, 5) n WHERE n = ANY($1::int[])', [2, 9])).toEqual([
      { n: 2 },
    ]);
  });

  it('are null', async () => {
    const sql = 'SELECT $1::text AS text, $2::uuid[] AS ids, $3::int AS number, $4::jsonb AS json';
    expect(await ask(sql, null, null, null, null)).toEqual([
      { text: null, ids: null, number: null, json: null },
    ]);
  });

  it('are numbers, booleans, JSON as text and times as text', async () => {
    const sql =
      'SELECT $1::int AS int, $2::bigint AS big, $3::float8 AS real, $4::boolean AS no, $5::jsonb AS json, $6::timestamptz AS at';
    const json = [{ a: nasty }, null];
    expect(await ask(sql, 5, 5e12, 0.1, false, JSON.stringify(json), '2026-11-24T08:30:00.500Z')).toEqual([
      { int: 5, big: 5e12, real: 0.1, no: false, json, at: '2026-11-24T08:30:00.500Z' },
    ]);
  });
});
