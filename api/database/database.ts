import type { Database } from './database-contract.ts';
import { openPGlite } from './open-pglite.ts';
import { openPostgresql } from './open-postgresql.ts';

export type { Database } from './database-contract.ts';

/**
 * Where the state is: a PostgreSQL server, over at most so many connections for transactions (10) and some for look-ups; a data folder with PGlite in it; or memory, gone on close. `dump` (a tar of PGlite's
 * folder, as its `dumpDataDir` makes it) is what memory begins with: far faster than an empty one.
 */
export type Location =
  | { readonly url: string; readonly connections?: number }
  | { readonly dataDir: string }
  | { readonly memory: true; readonly dump?: Blob };

/**
 * Opens the database and applies the migrations that it lacks; several replicas may do so at once.
 * @throws DataFolderLocked, DataFolderVersionMismatch, MigrationRefused, DatabaseFailure
 */
export function openDatabase(location: Location): Promise<Database> {
  return 'url' in location ? openPostgresql(location) : openPGlite(location);
}
