import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import { valuesOf } from '../own-values.ts';

const statement = `
  SELECT id, description, ARRAY(SELECT p FROM unnest(permissions) AS p ORDER BY p COLLATE "C") AS permissions
  FROM role WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])`;

/** Own values of roles, by id. */
export async function readRoles(
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const found = await rows<{ id: string } & Record<string, Json>>(tx, statement, organisationId, ids);
  return new Map(found.map(({ id, ...values }) => [id, valuesOf(values)]));
}
