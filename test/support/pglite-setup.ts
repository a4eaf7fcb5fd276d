import { createHash } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../api/database/migrate.ts';
import { readMigrations } from '../../api/database/migration-files.ts';
import { pgliteSession } from '../../api/database/pglite-session.ts';
import { cachedDump, emptyCluster } from '../../scripts/empty-cluster.mjs';
import './test-database-source.ts';

/** Makes the dump of a migrated, empty database that the test files begin with, unless these very migrations have one already. */
export async function setup(project: TestProject): Promise<void> {
  const migrations = await readMigrations();
  const checksum = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16);
  const dumpFile = await cachedDump(`migrated-${checksum}`, async () => {
    const client = await PGlite.create({ loadDataDir: await emptyCluster() });
    await migrate(pgliteSession(client), migrations);
    return client;
  });
  project.provide('testDatabaseSource', { dialect: 'pglite', dumpFile });
}
