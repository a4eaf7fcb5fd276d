import type { Database } from '../../api/database/database.ts';
import { rows } from '../../api/database/transaction.ts';

/** Everything in the database, table by table, row by row in an order of their own: equal dumps are equal states. */
export async function dumpTables(
  database: Database,
  except: readonly string[] = [],
): Promise<Record<string, unknown[]>> {
  return database.snapshot(async (tx) => {
    const tables = await rows<{ name: string }>(
      tx,
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
    );
    const dump: Record<string, unknown[]> = {};
    for (const { name } of tables) {
      if (except.includes(name)) continue;
      dump[name] = await rows(
        tx,
        `SELECT to_jsonb(t) AS row FROM "${name}" t ORDER BY to_jsonb(t)::text COLLATE "C"`,
      );
    }
    return dump;
  });
}
