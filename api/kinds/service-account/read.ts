import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import { valuesOf } from '../own-values.ts';

const statement = `
  SELECT s.id, s.enabled, s.scope, s.allowed_networks AS "allowedNetworks", s.trust,
    ARRAY(
      SELECT DISTINCT r.name COLLATE "C" FROM service_account_role g
      JOIN role r ON r.organisation_id = g.organisation_id AND r.id = g.role_id
      WHERE g.organisation_id = s.organisation_id AND g.service_account_id = s.id AND g.origin IN ('manual', 'manifest')
      ORDER BY 1
    ) AS roles
  FROM service_account s WHERE s.organisation_id = $1::uuid AND s.id = ANY($2::uuid[])`;

/** Own values of service accounts, by id. `enabled` is there only where pruning has disabled one. */
export async function readServiceAccounts(
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const found = await rows<{ id: string } & Record<string, Json>>(tx, statement, organisationId, ids);
  return new Map(found.map(({ id, ...values }) => [id, valuesOf(values)]));
}
