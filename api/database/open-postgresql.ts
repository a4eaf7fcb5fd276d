import { createHash } from 'node:crypto';
import pg from 'pg';
import { BatchingSocket } from './batching-socket.ts';
import type { Database } from './database-contract.ts';
import { asDatabaseFailure, DatabaseFailure } from './database-failure.ts';
import { migrate } from './migrate.ts';
import { SharedConnections } from './shared-connections.ts';
import { type Answer, type Parameter, preparedMark, type Tx } from './transaction.ts';
import { DEFAULTS, databaseOver, type Mode } from './transaction-runner.ts';

const OLDEST_VERSION = 15;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * What every connection begins with. Times are read as UTC, names mean ours, and no statement, lock or idle transaction outlasts its time.
 * Statements are many and short: compiling one that was estimated wrong has cost seconds.
 */
const SESSION = [
  "SET TIME ZONE 'UTC'",
  'SET search_path = public',
  'SET jit = off',
  timeouts(DEFAULTS.timeoutMs),
].join('; ');

/** The migrations take the time they take. */
const MIGRATION_SESSION = timeouts(0);

function timeouts(ms: number, scope: '' | 'LOCAL ' = ''): string {
  const names = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
  return names.map((name) => `SET ${scope}${name} = ${ms}`).join('; ');
}

/** Two are shared by all look-ups; twice as many, because one that broke is replaced before the last statement on it has failed. */
const SHARED = 2;
const LOOK_UPS = {
  // Planned once, for however many keys: left to choose, PostgreSQL plans anew for each number of them, which takes longer than the look-up.
  session: `${SESSION}; SET default_transaction_read_only = on; SET plan_cache_mode = force_generic_plan`,
  max: 2 * SHARED,
};

interface PostgresqlLocation {
  readonly url: string;
  /** For transactions. */
  readonly connections?: number;
}

/** Opens a database on a PostgreSQL server, 15 or newer, by its connection URL. */
export async function openPostgresql({ url, connections = 10 }: PostgresqlLocation): Promise<Database> {
  const pool = poolOf(url, { session: SESSION, max: connections });
  try {
    await migrateOver(pool);
  } catch (error) {
    await pool.end();
    throw asDatabaseFailure(error);
  }
  const lookUps = poolOf(url, LOOK_UPS);
  const shared = new SharedConnections(lookUps, SHARED);
  return databaseOver({
    dialect: 'postgresql',
    transact: (mode, timeoutMs, work) => transact(pool, mode, timeoutMs, work),
    lookUp: (work) => work({ query: queryOver(shared) }),
    close: async () => void (await Promise.all([pool.end(), lookUps.end()])),
  });
}

function poolOf(url: string, { session, max }: { readonly session: string; readonly max: number }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // Statements are sent without waiting for the answer to the one before, BEGIN above all.
    pipeline: true,
    stream: () => new BatchingSocket(),
    onConnect: async (client) => void (await client.query(session)),
  });
  // A connection that the server drops fails what runs on it, and the pool replaces it; unheard, the event would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return pool;
}

const BEGIN: Readonly<Record<Mode, string>> = {
  write: 'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
  snapshot: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
};

async function transact<T>(
  pool: pg.Pool,
  mode: Mode,
  timeoutMs: number,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begin =
      timeoutMs === DEFAULTS.timeoutMs ? BEGIN[mode] : `${BEGIN[mode]}; ${timeouts(timeoutMs, 'LOCAL ')}`;
    const query = afterBegin(client.query(begin), queryOver(client));
    const result = await work({ query });
    await commit(client);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Statements of a transaction whose BEGIN is sent together with the first of them. Answers come in the order of the questions, so whoever has
 * one knows whether there is a transaction; without one nothing more is sent.
 */
function afterBegin(begun: Promise<unknown>, query: Tx['query']): Tx['query'] {
  let failure: Error | undefined;
  begun.catch((error: Error) => {
    failure = error;
  });
  return async (sql, params) => {
    if (failure !== undefined) throw failure;
    const answer = await query(sql, params);
    if (failure !== undefined) throw failure;
    return answer;
  };
}

/** @throws DatabaseFailure `aborted`: a statement had failed, so PostgreSQL answered with a ROLLBACK. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT')
    throw new DatabaseFailure('aborted', 'a statement failed and the work went on regardless');
}

/** Values stay in PostgreSQL's own text. */
const asText = { getTypeParser: () => (value: string) => value };

/** What runs one statement. */
interface Runner {
  query(config: pg.QueryConfig): Promise<pg.QueryResult<Record<string, string | null>>>;
}

function queryOver(runner: Runner): Tx['query'] {
  return async (text: string, values: readonly Parameter[] = []): Promise<Answer> => {
    const name = nameOf(text);
    const { rows, rowCount } = await runner.query({
      text,
      values: [...values],
      types: asText,
      ...(name === undefined ? {} : { name }),
    });
    return { rows, count: rowCount ?? 0 };
  };
}

const names = new Map<string, string>();

/**
 * The name under which PostgreSQL keeps a statement for a connection, so that it plans it once: of a look-up of one row, planning is most of
 * the cost. Only constant statements are marked, so that there are few.
 */
function nameOf(sql: string): string | undefined {
  if (!sql.includes(preparedMark)) return undefined;
  const name = names.get(sql) ?? createHash('sha256').update(sql).digest('hex').slice(0, 32);
  names.set(sql, name);
  return name;
}

async function migrateOver(pool: pg.Pool): Promise<void> {
  const session = await pool.connect();
  try {
    await refuseOldVersion(session);
    await session.query(MIGRATION_SESSION);
    await migrate({
      query: async (sql, params = []) => (await session.query(sql, [...params])).rows,
      script: async (sql) => void (await session.query(sql)),
    });
  } finally {
    // Ended, not put back: the settings above stay with it, and its end gives up the lock, whatever happened.
    session.release(true);
  }
}

async function refuseOldVersion(session: pg.PoolClient): Promise<void> {
  const { rows } = await session.query<{ version: string }>(
    "SELECT current_setting('server_version_num') AS version",
  );
  const major = Math.floor(Number(rows[0]?.version) / 10_000);
  if (major >= OLDEST_VERSION) return;
  const message = `the server is PostgreSQL ${major}; Bylaw needs ${OLDEST_VERSION} or newer: upgrade it, or name another in DATABASE_URL`;
  throw new DatabaseFailure('unavailable', message);
}
