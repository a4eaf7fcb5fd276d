import pg from 'pg';

/** Where the bench may make and drop databases of its own. */
const server = process.env['BENCH_DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

/**
 * Makes an empty database.
 *
 * @param {string} purpose part of its name
 * @returns {Promise<{ url: string, drop: () => Promise<void> }>}
 * @throws where there is no PostgreSQL to use
 */
export async function createDatabase(purpose) {
  const name = `bylaw_bench_${purpose}_${process.pid}`;
  await runStatement(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runStatement(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** Version of the server; undefined: there is none. */
export async function postgresqlVersion() {
  try {
    const [{ server_version: version }] = await runStatement('SHOW server_version');
    return version;
  } catch {
    return undefined;
  }
}

async function runStatement(sql) {
  const client = new pg.Client({ connectionString: server, connectionTimeoutMillis: 2_000 });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
