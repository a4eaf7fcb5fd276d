/**
 * Opens the database that the floor is measured on: PostgreSQL by DATABASE_URL, PGlite in DATA_DIR.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<(sql: string, parameters?: unknown[]) => Promise<any[]>>} runs a statement, in a transaction of its own
 */
export async function openFloorDatabase({ DATABASE_URL, DATA_DIR }) {
  if (DATABASE_URL !== undefined) {
    const { default: pg } = await import('pg');
    const pool = new pg.Pool({ connectionString: DATABASE_URL });
    return async (sql, parameters) => (await pool.query(sql, parameters)).rows;
  }
  const { PGlite } = await import('@electric-sql/pglite');
  const database = await PGlite.create(DATA_DIR);
  return async (sql, parameters) => (await database.query(sql, parameters)).rows;
}
