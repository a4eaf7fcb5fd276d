import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from './postgresql.mjs';

/**
 * A database of the bench's own: PostgreSQL by DATABASE_URL in `env`, or PGlite in `dataDir`.
 * @typedef {{ env: Record<string, string>, dataDir?: string, remove: () => Promise<void> }} BenchDatabase
 */

/** @type {Record<string, (folder: string, purpose: string) => Promise<BenchDatabase>>} */
export const databases = {
  PGlite: async (folder, purpose) => {
    const dataDir = join(folder, `pglite-${purpose}`);
    mkdirSync(dataDir, { recursive: true });
    return { env: {}, dataDir, remove: async () => rmSync(dataDir, { recursive: true, force: true }) };
  },
  PostgreSQL: async (_folder, purpose) => {
    const { url, drop } = await createDatabase(purpose);
    return { env: { DATABASE_URL: url }, remove: drop };
  },
};
