import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import { roleKey } from '../people/permissions.ts';

interface Row {
  readonly account: string | null;
  readonly key: string;
  readonly permissions: readonly string[];
}

/** Permissions of the organisation's roles and of those of the given accounts: what people have and may be given. One statement. */
export async function readRolePermissions(
  tx: Tx,
  organisationId: string,
  accounts: ReadonlyMap<string, string>,
): Promise<Map<string, ReadonlySet<string>>> {
  const found = await rows<Row>(
    tx,
    `SELECT o.account_id AS account, r.name_key AS key, o.permissions FROM role o
     JOIN resource r ON r.organisation_id = o.organisation_id AND r.id = o.id
     WHERE o.organisation_id = $1::uuid AND (o.account_id IS NULL OR o.account_id = ANY($2::uuid[]))`,
    organisationId,
    [...accounts.keys()],
  );
  return new Map(
    found.map(({ account, key, permissions }) => [
      roleKey(account === null ? null : (accounts.get(account) ?? null), key),
      new Set(permissions),
    ]),
  );
}
