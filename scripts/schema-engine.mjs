import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { emptyCluster } from './empty-cluster.mjs';

const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * The SQL that leads from what the migrations make to what the schema says; '' where they agree. Prisma's own engine compares, with
 * PGlite for its shadow database. It does not see what it cannot model: triggers, functions, collations, indexes over expressions.
 * @param {{ path: string, content: string }[]} schema
 * @param {{ name: string, sql: string }[]} migrations
 * @returns {Promise<string>}
 */
export async function difference(schema, migrations) {
  const shadow = shadowDatabase();
  try {
    return await compare(shadow.factory, schema, migrations);
  } finally {
    await shadow.close();
  }
}

async function compare(factory, schema, migrations) {
  const schemaEngine = await startEngine(factory, schema);
  const { stdout } = await schemaEngine.diff({
    from: migrations.length === 0 ? { tag: 'empty' } : { tag: 'migrations', ...migrationList(migrations) },
    to: { tag: 'schemaDatamodel', files: schema },
    script: true,
    shadowDatabaseUrl: null,
    exitCode: null,
    filters: NO_FILTER,
  });
  const sql = stdout ?? '';
  return sql.includes('This is an empty migration') ? '' : sql;
}

/**
 * The package's own loader imports the WebAssembly file, which Node 20 cannot. One engine a process: a second one panics.
 */
async function startEngine(factory, schema) {
  const loader = import.meta.resolve('@prisma/schema-engine-wasm');
  const module = await WebAssembly.compile(readFileSync(new URL('schema_engine_bg.wasm', loader)));
  const { exports } = await WebAssembly.instantiate(module, { './schema_engine_bg.js': engine });
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };
  engine.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  const datamodels = schema.map(({ path, content }) => [path, content]);
  return engine.SchemaEngine.new(
    { datamodels },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
}

/**
 * A PGlite for the engine to make the migrations in, started when it asks for one. The adapter's own shadow database initialises another
 * PGlite, and its `executeScript` does not wait for the end of the script.
 */
function shadowDatabase() {
  let client;
  const connect = async () => {
    client ??= await PGlite.create({ loadDataDir: await emptyCluster() });
    const adapter = await new PrismaPGlite(client).connect();
    adapter.executeScript = async (script) => void (await client.exec(script));
    return adapter;
  };
  return {
    factory: { provider: 'postgres', adapterName: 'pglite', connect, connectToShadowDb: connect },
    close: async () => client?.close(),
  };
}

const migrationList = (migrations) => ({
  baseDir: '/migrations',
  lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"' },
  shadowDbInitScript: '',
  migrationDirectories: migrations.map(({ name, sql }) => ({
    path: name,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
  })),
});
