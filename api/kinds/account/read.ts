import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import { valuesOf } from '../own-values.ts';

const statement = `
  SELECT id, main, display_name AS "displayName", enabled
  FROM account WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])`;

/** Own values of accounts, by id. */
export async function readAccounts(
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const found = await rows<{ id: string } & Record<string, Json>>(tx, statement, organisationId, ids);
  return new Map(found.map(({ id, ...values }) => [id, valuesOf(values)]));
}
