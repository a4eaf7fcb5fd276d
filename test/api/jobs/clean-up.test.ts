import { expect, test } from 'vitest';
import { execute, insertRows, rows, type Tx } from '../../../api/database/transaction.ts';
import { cleanUp } from '../../../api/jobs/clean-up.ts';
import { testDatabase } from '../../support/database.ts';
import { idOf } from '../../support/organisation-row.ts';
import { day, type JobWorld, jobWorld, user } from './job-world.ts';

const database = await testDatabase();

/** Rows of each table that are old and not needed, old and needed, and young; their token tells which. */
async function litter(tx: Tx, { place, now }: JobWorld): Promise<void> {
  const { organisationId: org } = place;
  const ago = (days: number): string => new Date(now.getTime() - days * day).toISOString();
  const [old, young] = [ago(100), ago(0.5)];
  const of = `(SELECT id FROM app_user WHERE organisation_id = $1::uuid AND username = 'ivan')`;
  const many = (count: number): string => `generate_series(1, ${count}) AS n`;
  const each: readonly [string, string, readonly string[]][] = [
    [
      'idempotency_key (organisation_id, actor, key, request_hash, status, response, created_at)',
      `SELECT $1::uuid, 'a', $2 || n, '', 200, '{}', $3::timestamptz FROM ${many(1201)}`,
      ['old', old],
    ],
    [
      'idempotency_key (organisation_id, actor, key, request_hash, status, response, created_at)',
      `VALUES ($1::uuid, 'a', $2, '', 200, '{}', $3::timestamptz)`,
      ['young', young],
    ],
    ...[
      ['old', old, old],
      ['open', old, ago(-1)],
    ].map(([name = '', at = '', expires = '']): [string, string, readonly string[]] => [
      'link (organisation_id, id, user_id, purpose, token_hash, created_at, expires_at)',
      `SELECT $1::uuid, gen_random_uuid(), ${of}, 'email', $2, $3::timestamptz, $4::timestamptz`,
      [name, at, expires],
    ]),
    ...[
      ['old', old],
      ['young', young],
    ].map(([name = '', seen = '']): [string, string, readonly string[]] => [
      'session (organisation_id, id, user_id, token_hash, stage, method, created_at, last_seen_at)',
      `SELECT $1::uuid, gen_random_uuid(), ${of}, $2, 'complete', 'password', $3::timestamptz, $3::timestamptz`,
      [name, seen],
    ]),
    ...[
      ['old', old],
      ['young', young],
    ].map(([name = '', at = '']): [string, string, readonly string[]] => [
      'saml_assertion (organisation_id, account_id, assertion_id, expires_at)',
      'VALUES ($1::uuid, $1::uuid, $2, $3::timestamptz)',
      [name, at],
    ]),
    ...[
      ['old', old],
      ['young', young],
    ].map(([name = '', at = '']): [string, string, readonly string[]] => [
      'saml_request (organisation_id, id, account_id, request_id, purpose, browser_hash, created_at, expires_at)',
      `VALUES ($1::uuid, gen_random_uuid(), $1::uuid, $2, 'sign-in', '', $3::timestamptz, $3::timestamptz)`,
      [name, at],
    ]),
    ...[
      ['old', ago(101)],
      ['young', old],
    ].map(([name = '', at = '']): [string, string, readonly string[]] => [
      'activity_count (organisation_id, activity, subject, starts_at, count, removals)',
      `VALUES ($1::uuid, 'changes-by-hand', $2, $3::timestamptz, 1, 0)`,
      [name, at],
    ]),
    [
      'seen_event (organisation_id, type, key, at)',
      `VALUES ($1::uuid, $2, 'x', $3::timestamptz)`,
      ['last-day', old],
    ],
    [
      'seen_event (organisation_id, type, key, at)',
      `VALUES ($1::uuid, $2, 'x', $3::timestamptz)`,
      ['ingest', old],
    ],
  ];
  for (const [into, select, values] of each)
    await execute(tx, `INSERT INTO ${into} ${select}`, org, ...values);
  const columns = {
    organisation_id: 'uuid',
    id: 'uuid',
    type: 'text',
    payload: 'jsonb',
    created_at: 'timestamptz',
    delivered_at: 'timestamptz',
  };
  const mail = { organisation_id: org, type: 'mail', payload: {}, created_at: old };
  await execute(tx, 'DELETE FROM outbox');
  await insertRows(tx, 'outbox', columns, [
    { ...mail, id: idOf(1), delivered_at: old },
    { ...mail, id: idOf(2), delivered_at: young },
    { ...mail, id: idOf(3), delivered_at: null },
  ]);
}

test('removes what nobody needs any more, in batches, and nothing else', async () => {
  const world = await jobWorld(database, [user('ivan')]);
  const other = await jobWorld(database, [user('ivan')], { name: 'other' });
  await database.write((tx) => litter(tx, world));
  const untouched = `SELECT count(*) AS count FROM app_user WHERE organisation_id = $1::uuid`;
  const [before] = await database.snapshot((tx) => rows(tx, untouched, world.place.organisationId));
  expect(await cleanUp(other.deps, other.place)).toMatchObject({ idempotency_key: 0, session: 0 });
  const runs = await Promise.all([1, 2].map(() => cleanUp(world.deps, world.place)));
  const again = await cleanUp(world.deps, world.place);
  const sum = (table: string): number =>
    [...runs, again].reduce((total, run) => total + (run[table] ?? 0), 0);
  const tables = [
    'idempotency_key',
    'link',
    'session',
    'saml_assertion',
    'saml_request',
    'seen_event',
    'activity_count',
    'outbox',
  ];
  expect(Object.fromEntries(tables.map((table) => [table, sum(table)]))).toEqual({
    idempotency_key: 1201,
    link: 1,
    session: 1,
    saml_assertion: 1,
    saml_request: 1,
    seen_event: 1,
    activity_count: 1,
    outbox: 1,
  });
  const left = (table: string, column: string) =>
    database.snapshot((tx) =>
      rows<{ name: string }>(
        tx,
        `SELECT ${column} AS name FROM ${table} WHERE organisation_id = $1::uuid ORDER BY 1`,
        world.place.organisationId,
      ),
    );
  expect(await left('idempotency_key', 'key')).toEqual([{ name: 'young' }]);
  expect(await left('link', 'token_hash')).toEqual([{ name: 'open' }]);
  expect(await left('session', 'token_hash')).toEqual([{ name: 'young' }]);
  expect(await left('saml_assertion', 'assertion_id')).toEqual([{ name: 'young' }]);
  expect(await left('saml_request', 'request_id')).toEqual([{ name: 'young' }]);
  expect(await left('activity_count', 'subject')).toEqual([{ name: 'young' }]);
  expect(await left('outbox', 'id')).toEqual([{ name: idOf(2) }, { name: idOf(3) }]);
  expect(await database.snapshot((tx) => rows(tx, untouched, world.place.organisationId))).toEqual([before]);
});
