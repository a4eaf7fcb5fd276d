import { readFile } from 'node:fs/promises';
import { PGlite, type Transaction } from '@electric-sql/pglite';
import { openDataFolder } from './data-folder.ts';
import type { Database } from './database-contract.ts';
import { migrate } from './migrate.ts';
import { packageFile } from './package-file.ts';
import { pgliteSession } from './pglite-session.ts';
import type { Tx } from './transaction.ts';
import { databaseOver, type Engine } from './transaction-runner.ts';

/** Where PGlite keeps its files: in a folder that no other process has open, or in memory. */
export type PGliteLocation = { readonly dataDir: string } | { readonly memory: true; readonly dump?: Blob };

/** An initialised, empty PGlite that the package brings along once it is built: loading it takes a third of the time of making one. */
const EMPTY_CLUSTER = 'dist/empty-cluster.tar.gz';

/** Opens PGlite, which is PostgreSQL inside this process. */
export async function openPGlite(location: PGliteLocation): Promise<Database> {
  if ('dataDir' in location) return openFolder(location.dataDir);
  return openClient(loading(location.dump ?? (await emptyCluster())), async () => undefined);
}

async function openFolder(dataDir: string): Promise<Database> {
  const folder = await openDataFolder(dataDir);
  try {
    const options = {
      dataDir: folder.clusterDir,
      ...loading(folder.isNew ? await emptyCluster() : undefined),
    };
    const database = await openClient(options, folder.release);
    await folder.initialised();
    return database;
  } catch (error) {
    await folder.release();
    throw error;
  }
}

const loading = (dump: Blob | undefined): { loadDataDir?: Blob } => (dump ? { loadDataDir: dump } : {});

async function emptyCluster(): Promise<Blob | undefined> {
  const tar = await readFile(packageFile(EMPTY_CLUSTER)).catch(() => undefined);
  return tar && new Blob([tar], { type: 'application/x-gzip' });
}

async function openClient(
  options: { dataDir?: string; loadDataDir?: Blob },
  closed: () => Promise<void>,
): Promise<Database> {
  const client = await PGlite.create(options);
  try {
    await client.exec("SET TIME ZONE 'UTC'");
    await migrate(pgliteSession(client));
  } catch (error) {
    await client.close();
    throw error;
  }
  return databaseOver(engineOver(client, () => client.close().finally(closed)));
}

/**
 * Makes everything that a COMMIT could complain about come up before it: deferred constraints, and a transaction that is aborted already,
 * whose COMMIT PostgreSQL answers with a ROLLBACK that PGlite does not tell.
 */
const BEFORE_COMMIT = 'SET CONSTRAINTS ALL IMMEDIATE';

/** Writing is READ COMMITTED by default, which nobody can change in here; PGlite keeps no time limits of its own. */
const SNAPSHOT = 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY';

function engineOver(client: PGlite, close: () => Promise<void>): Engine {
  const transact: Engine['transact'] = (mode, _timeoutMs, work) =>
    client.transaction(async (transaction) => {
      if (mode === 'snapshot') await transaction.exec(SNAPSHOT);
      const result = await work({ query: queryOver(transaction) });
      await transaction.exec(BEFORE_COMMIT);
      return result;
    });
  // There is one connection and no way over a network to save: only a transaction holds it to reading.
  return { dialect: 'pglite', transact, lookUp: (work) => transact('snapshot', 0, work), close };
}

function queryOver(transaction: Transaction): Tx['query'] {
  return async (sql, params = []) => {
    const { rows, affectedRows = 0 } = await transaction.query<Record<string, string | null>>(sql, [
      ...params,
    ]);
    return { rows, count: affectedRows };
  };
}
