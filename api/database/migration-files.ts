import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One step of the schema, as it stands in `prisma/migrations/{name}/migration.sql`. */
export interface Migration {
  /** `20261124000000_initial`: names sort in the order in which they are applied. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hex, as Prisma computes it. */
  readonly checksum: string;
}

/** The migrations in a folder, in order; without a folder, those of this package. */
export async function readMigrations(folder: string = migrationsFolder()): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
}

/** Found from the root of the package, since this code runs both from its source and from one bundled file in `dist/`. */
function migrationsFolder(): string {
  return join(packageRoot(dirname(fileURLToPath(import.meta.url))), 'prisma', 'migrations');
}

function packageRoot(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'bylaw') return folder;
  if (dirname(folder) === folder)
    throw new Error('the package "bylaw" is incomplete: its package.json was not found');
  return packageRoot(dirname(folder));
}
