import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';

const statement = `
  SELECT s.id, s.spec,
    ARRAY(
      SELECT DISTINCT u.username COLLATE "C" FROM seat g
      JOIN app_user u ON u.organisation_id = g.organisation_id AND u.id = g.user_id
      WHERE g.organisation_id = s.organisation_id AND g.account_id = s.account_id AND g.origin IN ('manual', 'manifest')
      ORDER BY 1
    ) AS holders
  FROM setting s WHERE s.organisation_id = $1::uuid AND s.id = ANY($2::uuid[])`;

/** Own values of Seats, by id: the settings, and who holds a seat. */
export async function readSeats(
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const found = await rows<{ id: string; spec: JsonObject; holders: Json }>(
    tx,
    statement,
    organisationId,
    ids,
  );
  return new Map(found.map(({ id, spec, holders }) => [id, { ...spec, holders }]));
}
