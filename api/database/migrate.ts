import { randomUUID } from 'node:crypto';
import { type Migration, readMigrations } from './migration-files.ts';

/** One connection, outside of Prisma, whose session outlasts a transaction. */
export interface Session {
  query(sql: string, params?: readonly unknown[]): Promise<unknown[]>;
  /** Several statements in one text; without parameters. */
  script(sql: string): Promise<void>;
}

/** The database and this release do not fit, and nothing was changed. */
export class MigrationRefused extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'MigrationRefused';
  }
}

/** The key of the advisory lock that `prisma migrate` takes too, so that the two never run at once. */
const LOCK = 72_707_369;

/** Prisma's own table, to the letter: `prisma migrate deploy` run elsewhere finds in it what we applied, and the other way round. */
const HISTORY = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/**
 * Applies the migrations that the database lacks, in order, each in a transaction of its own together with its entry in the history.
 * Of several processes at once, one does it and the others wait, then find nothing to do. Returns the names of those applied.
 * @throws MigrationRefused when the history does not fit the migrations
 */
export async function migrate(
  session: Session,
  migrations?: readonly Migration[],
): Promise<readonly string[]> {
  const known = migrations ?? (await readMigrations());
  await session.query('SELECT pg_advisory_lock($1)::text', [LOCK]);
  try {
    return await applyMissing(session, known);
  } finally {
    // Where the connection broke, its end gave up the lock, and the first error is the one to tell.
    await session.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined);
  }
}

async function applyMissing(session: Session, known: readonly Migration[]): Promise<readonly string[]> {
  await session.query(HISTORY);
  const history = await readHistory(session);
  refuseMisfit(history, known);
  const applied = new Set(history.map(({ name }) => name));
  const missing = known.filter(({ name }) => !applied.has(name));
  for (const migration of missing) await apply(session, migration);
  return missing.map(({ name }) => name);
}

interface HistoryEntry {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

async function readHistory(session: Session): Promise<readonly HistoryEntry[]> {
  const entries = await session.query(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return entries as HistoryEntry[];
}

function refuseMisfit(history: readonly HistoryEntry[], known: readonly Migration[]): void {
  const checksums = new Map(known.map(({ name, checksum }) => [name, checksum]));
  const newest = known.at(-1)?.name ?? '';
  for (const { name, checksum, finished } of history) {
    if (!finished) throw new MigrationRefused(unfinished(name));
    const expected = checksums.get(name);
    // A newer release has been here: migrations expand before they contract, so that this one still runs on what it left.
    if (expected === undefined && name > newest) continue;
    if (expected === undefined) throw new MigrationRefused(unknown(name));
    if (expected !== checksum) throw new MigrationRefused(changed(name));
  }
}

const unfinished = (name: string): string =>
  `the migration ${name} was begun by another tool and did not finish; look into _prisma_migrations.logs, then settle it with prisma migrate resolve`;

const unknown = (name: string): string =>
  `the database has had the migration ${name}, which this release of Bylaw does not have: it belongs to another product or another line of releases; check DATABASE_URL`;

const changed = (name: string): string =>
  `the migration ${name} was changed after this database had it; install the release of Bylaw that the database was made with, or a later one, unchanged`;

async function apply(session: Session, { name, sql, checksum }: Migration): Promise<void> {
  await session.script('BEGIN');
  try {
    await session.script(sql);
    await session.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await session.script('COMMIT');
  } catch (error) {
    await session.script('ROLLBACK').catch(() => undefined);
    const message = error instanceof Error ? error.message : String(error);
    throw new MigrationRefused(`the migration ${name} failed and was taken back: ${message}`, error);
  }
}
