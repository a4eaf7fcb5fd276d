import type { PGlite } from '@electric-sql/pglite';
import type { Session } from './migrate.ts';

/** PGlite as the migrations need it. */
export const pgliteSession = (client: PGlite): Session => ({
  query: async (sql, params = []) => (await client.query<Record<string, unknown>>(sql, [...params])).rows,
  script: async (sql) => void (await client.exec(sql)),
});
