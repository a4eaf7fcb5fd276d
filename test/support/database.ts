import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type Database, openDatabase } from '../../api/database/database.ts';
import { execute, rows, type Tx } from '../../api/database/transaction.ts';
import { databaseUrl } from './postgresql-url.ts';
import type { TestDatabaseSource } from './test-database-source.ts';

type Source<Dialect> = Extract<TestDatabaseSource, { dialect: Dialect }>;

/**
 * A migrated, empty database of the project's dialect that nobody else uses, closed at the end of the test file.
 * To be called at the top of the file (`const database = await testDatabase();`) or of a `describe`; twice gives two.
 */
export async function testDatabase(): Promise<Database> {
  const source = inject('testDatabaseSource');
  const database = source.dialect === 'pglite' ? await borrowPGlite(source) : await copyTemplate(source);
  afterAll(() => database.close());
  return database;
}

/**
 * PGlites of this worker that no test file uses at the moment: emptying one takes milliseconds, starting one a second.
 * A worker runs one file after the other, so most of the time there is one.
 */
const idle: Database[] = [];

async function borrowPGlite({ dumpFile }: Source<'pglite'>): Promise<Database> {
  const database =
    idle.pop() ?? (await openDatabase({ memory: true, dump: new Blob([await readFile(dumpFile)]) }));
  const objects = await database.snapshot(countObjects);
  let returned: Promise<void> | undefined;
  const giveBack = async (): Promise<void> => {
    const clean = await emptied(database, objects);
    if (clean) idle.push(database);
    else await database.close();
  };
  return {
    ...database,
    close: () => {
      returned ??= giveBack();
      return returned;
    },
  };
}

/** False, and it is not used again, if a transaction still runs in it, or if the test made tables of its own. */
function emptied(database: Database, objects: number): Promise<boolean> {
  const work = async (tx: Tx): Promise<boolean> => {
    if ((await countObjects(tx)) !== objects) return false;
    await truncateAll(tx);
    return true;
  };
  return database.write(work, { waitMs: 2_000 }).catch(() => false);
}

async function countObjects(tx: Tx): Promise<number> {
  const [answer] = await rows<{ count: number }>(
    tx,
    'SELECT count(*) FROM pg_class WHERE oid >= 16384 AND relpersistence = $1',
    'p',
  );
  return answer?.count ?? 0;
}

async function truncateAll(tx: Tx): Promise<void> {
  const tables = await rows<{ name: string }>(
    tx,
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
  );
  await execute(tx, 'ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only');
  await execute(tx, `TRUNCATE ${tables.map(({ name }) => name).join(', ')}`);
  await execute(tx, 'ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_append_only');
}

async function copyTemplate({ url, prefix, template }: Source<'postgresql'>): Promise<Database> {
  const name = prefix + randomUUID().replaceAll('-', '');
  await administrate(url, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  // What a test loses in a crash of the server is no loss.
  await administrate(url, `ALTER DATABASE ${name} SET synchronous_commit = off`);
  const database = await openDatabase({ url: databaseUrl(url, name) });
  return {
    ...database,
    close: async () => {
      await database.close();
      await administrate(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function administrate(url: string, statement: string): Promise<void> {
  const admin = new pg.Client(url);
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
