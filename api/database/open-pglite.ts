import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { openDataFolder } from './data-folder.ts';
import type { Database } from './database-contract.ts';
import { migrate } from './migrate.ts';
import { packageFile } from './package-file.ts';
import { pgliteAdapter } from './pglite-adapter.ts';
import { pgliteSession } from './pglite-session.ts';
import { databaseOver } from './transaction-runner.ts';

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
  const close = (): Promise<void> => client.close().finally(closed);
  return databaseOver({ dialect: 'pglite', adapter: pgliteAdapter(client), opening, close });
}

/** Writing is READ COMMITTED by default, which nobody can change in here; PGlite keeps no time limits of its own. */
const opening = (mode: 'write' | 'snapshot'): string | undefined =>
  mode === 'write' ? undefined : 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY';
