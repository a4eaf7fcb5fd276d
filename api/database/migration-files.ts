import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFile } from './package-file.ts';

/** One step of the schema, as it stands in `prisma/migrations/{name}/migration.sql`. */
export interface Migration {
  /** `20261124000000_initial`: names sort in the order in which they are applied. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hex, as Prisma computes it. */
  readonly checksum: string;
}

/** The migrations in a folder, in order; without a folder, those of this package. */
export async function readMigrations(
  folder: string = packageFile('prisma/migrations'),
): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}
