import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import { valuesOf } from '../own-values.ts';

/** Names as the members and roles themselves are written; `DISTINCT`, since a grant may have both origins for a moment. */
const statement = `
  SELECT t.id, t.description, t.membership, t.sso_group AS "group",
    ARRAY(
      SELECT DISTINCT u.username COLLATE "C" FROM team_member m
      JOIN app_user u ON u.organisation_id = m.organisation_id AND u.id = m.user_id
      WHERE m.organisation_id = t.organisation_id AND m.team_id = t.id AND m.origin IN ('manual', 'manifest')
      ORDER BY 1
    ) AS members,
    ARRAY(
      SELECT DISTINCT r.name COLLATE "C" FROM team_role g
      JOIN role r ON r.organisation_id = g.organisation_id AND r.id = g.role_id
      WHERE g.organisation_id = t.organisation_id AND g.team_id = t.id AND g.origin IN ('manual', 'manifest')
      ORDER BY 1
    ) AS roles
  FROM team t WHERE t.organisation_id = $1::uuid AND t.id = ANY($2::uuid[])`;

/** Own values of teams, by id. */
export async function readTeams(
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const found = await rows<{ id: string } & Record<string, Json>>(tx, statement, organisationId, ids);
  return new Map(found.map(({ id, ...values }) => [id, valuesOf(values)]));
}
