import { PGlite } from '@electric-sql/pglite';
import { openDataFolder } from './data-folder.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { pgliteAdapter } from './pglite-adapter.ts';
import { pgliteSession } from './pglite-session.ts';
import { databaseOver } from './transaction-runner.ts';

/** Where PGlite keeps its files: in a folder that no other process has open, or in memory. */
export type PGliteLocation = { readonly dataDir: string } | { readonly memory: true; readonly dump?: Blob };

/** Opens PGlite, which is PostgreSQL inside this process. */
export function openPGlite(location: PGliteLocation): Promise<Database> {
  if ('dataDir' in location) return openFolder(location.dataDir);
  return openClient(location.dump ? { loadDataDir: location.dump } : {}, async () => undefined);
}

async function openFolder(dataDir: string): Promise<Database> {
  const folder = await openDataFolder(dataDir);
  try {
    const database = await openClient({ dataDir: folder.clusterDir }, folder.release);
    await folder.initialised();
    return database;
  } catch (error) {
    await folder.release();
    throw error;
  }
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
