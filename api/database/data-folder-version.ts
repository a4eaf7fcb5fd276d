import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The major version of the PostgreSQL inside the installed PGlite; a test compares it with the real one. */
export const EMBEDDED_POSTGRESQL = 18;

/** The folder was written by another major version of PostgreSQL, whose files this one cannot read. */
class DataFolderVersionMismatch extends Error {
  constructor(dataDir: string, found: string) {
    super(
      `the data folder ${dataDir} was written by PostgreSQL ${found}, and this release of Bylaw has PostgreSQL ${EMBEDDED_POSTGRESQL} inside. ` +
        'Start it with the release of Bylaw that made it; `bylaw export` there writes its settings as manifests, which ' +
        '`bylaw apply` takes into a new folder of this release. Nothing was changed.',
    );
    this.name = 'DataFolderVersionMismatch';
  }
}

/**
 * PostgreSQL records its major version in its folder, in the file PG_VERSION; with another one's files PGlite fails in ways that
 * nobody can read. A folder that is yet to be made has none.
 */
export async function refuseOtherVersion(dataDir: string, clusterDir: string): Promise<void> {
  const found = await readFile(join(clusterDir, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (found !== undefined && found.trim() !== String(EMBEDDED_POSTGRESQL)) {
    throw new DataFolderVersionMismatch(dataDir, found.trim());
  }
}
