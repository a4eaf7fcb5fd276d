import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import type { Database } from './database-contract.ts';
import { asDatabaseFailure, DatabaseFailure } from './database-failure.ts';
import { migrate } from './migrate.ts';
import { preparedMark } from './transaction.ts';
import { databaseOver } from './transaction-runner.ts';

const OLDEST_VERSION = 15;
const CONNECT_TIMEOUT_MS = 10_000;

/** Settings of the session that the migrations run in; transactions set theirs in `opening`. */
const SESSION =
  "SET TIME ZONE 'UTC'; SET search_path = public; SET lock_timeout = 0; SET statement_timeout = 0";

/** Opens a database on a PostgreSQL server, 15 or newer, by its connection URL. */
export async function openPostgresql(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  });
  // An idle connection that the server drops is replaced by the pool; unheard, the event would end the process.
  pool.on('error', () => undefined);
  try {
    await migrateOver(pool);
  } catch (error) {
    await pool.end();
    throw asDatabaseFailure(error);
  }
  return databaseOver({
    dialect: 'postgresql',
    adapter: new PrismaPg(pool, { statementNameGenerator: nameOf }),
    opening,
    close: () => pool.end(),
  });
}

/**
 * Statements that are marked so are prepared once for each connection: of a look-up of one row, planning is most of the cost. No name, no
 * preparing.
 */
function nameOf({ sql }: { readonly sql: string }): string {
  return sql.includes(preparedMark) ? createHash('sha256').update(sql).digest('hex').slice(0, 32) : '';
}

async function migrateOver(pool: pg.Pool): Promise<void> {
  const session = await pool.connect();
  try {
    await refuseOldVersion(session);
    await session.query(SESSION);
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

/**
 * All in one message to the server. The time zone is set because the adapter takes every time for UTC, whatever zone the session is
 * in; the path, because Prisma's queries name the schema and ours do not.
 */
function opening(mode: 'write' | 'snapshot', timeoutMs: number): string {
  return [
    `SET TRANSACTION ISOLATION LEVEL ${mode === 'write' ? 'READ COMMITTED, READ WRITE' : 'REPEATABLE READ, READ ONLY'}`,
    "SET LOCAL TIME ZONE 'UTC'",
    'SET LOCAL search_path = public',
    // Statements are many and short; compiling one that was estimated wrong has cost seconds.
    'SET LOCAL jit = off',
    `SET LOCAL statement_timeout = ${timeoutMs}`,
    `SET LOCAL lock_timeout = ${timeoutMs}`,
    `SET LOCAL idle_in_transaction_session_timeout = ${timeoutMs}`,
  ].join('; ');
}
