import type { Database } from '../../api/database/database.ts';
import { rows } from '../../api/database/transaction.ts';

const columnOf: Readonly<Record<string, string>> = { organisation: 'id' };

/**
 * Everything that the database holds of an organisation, table by table, row by row in an order of their own: equal dumps
 * are equal states.
 */
export async function dumpTables(
  database: Database,
  organisationId: string,
  except: readonly string[] = [],
): Promise<Record<string, unknown[]>> {
  return database.snapshot(async (tx) => {
    const tables = await rows<{ name: string }>(
      tx,
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
    );
    const kept = tables.filter(({ name }) => name !== '_prisma_migrations' && !except.includes(name));
    const parts = kept.map(
      ({
        name,
      }) => `SELECT '${name}' AS name, coalesce(json_agg(to_jsonb(t) ORDER BY to_jsonb(t)::text COLLATE "C"), '[]') AS content
        FROM "${name}" t WHERE t."${columnOf[name] ?? 'organisation_id'}" = $1::uuid`,
    );
    const found = await rows<{ name: string; content: unknown[] }>(
      tx,
      parts.join(' UNION ALL '),
      organisationId,
    );
    return Object.fromEntries(found.map(({ name, content }) => [name, content]));
  });
}
