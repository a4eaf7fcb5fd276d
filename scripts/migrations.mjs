/**
 * Keeps `prisma/schema.prisma` and `prisma/migrations` in step, which `prisma migrate dev` does where its engine can be downloaded.
 *
 *   node scripts/migrations.mjs --check          fails, showing the SQL, where the two differ
 *   node scripts/migrations.mjs --create NAME    writes the difference as a new migration
 *   node scripts/migrations.mjs --reset          rewrites the first migration from the schema. Before the first release only:
 *                                                databases that had the former one are refused from then on
 *
 * `--schema FILE` and `--migrations FOLDER` name others than the package's own.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { difference } from './schema-engine.mjs';

const PRISMA = fileURLToPath(new URL('../prisma/', import.meta.url));

const { values } = parseArgs({
  options: {
    check: { type: 'boolean' },
    create: { type: 'string' },
    reset: { type: 'boolean' },
    schema: { type: 'string', default: join(PRISMA, 'schema.prisma') },
    migrations: { type: 'string', default: join(PRISMA, 'migrations') },
  },
});

async function run() {
  if (values.check) return check();
  if (values.create) return create(values.create);
  if (values.reset) return reset();
  console.error('node scripts/migrations.mjs --check | --create NAME | --reset');
  return 2;
}

async function check() {
  const sql = await difference(readSchema(), readMigrations());
  if (sql === '') return 0;
  console.error(`prisma/schema.prisma and prisma/migrations differ. Missing in the migrations:\n\n${sql}`);
  console.error('Write it as a migration: node scripts/migrations.mjs --create NAME');
  return 1;
}

async function create(name) {
  const sql = await difference(readSchema(), readMigrations());
  if (sql === '')
    console.error(
      'The migrations already make what the schema says: this one is empty, for SQL of your own.',
    );
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  writeMigration(`${stamp}_${name.replace(/\W+/g, '_').toLowerCase()}`, sql);
  return 0;
}

async function reset() {
  const [first] = readMigrations();
  writeMigration(first?.name ?? '20261124000000_initial', await difference(readSchema(), []));
  return 0;
}

const readSchema = () => [{ path: values.schema, content: readFileSync(values.schema, 'utf8') }];

function readMigrations() {
  if (!existsSync(values.migrations)) return [];
  const folders = readdirSync(values.migrations, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const names = folders.map((entry) => entry.name).sort();
  return names.map((name) => ({
    name,
    sql: readFileSync(join(values.migrations, name, 'migration.sql'), 'utf8'),
  }));
}

function writeMigration(name, sql) {
  const folder = join(values.migrations, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'migration.sql'), sql);
  console.error(`Wrote ${join(folder, 'migration.sql')}`);
}

process.exitCode = await run();
