/** The PostgreSQL server for tests, with a user who may create databases: `postgresql://postgres@127.0.0.1/test`. */
export function testServerUrl(): string {
  const url = process.env['BYLAW_TEST_DATABASE_URL'];
  if (!url) throw new Error('BYLAW_TEST_DATABASE_URL names no PostgreSQL server for the tests');
  return url;
}

/** The same server's database of that name. */
export function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}
