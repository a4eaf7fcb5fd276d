import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import { valuesOf } from '../own-values.ts';

const statement = `
  SELECT u.id, u.email, u.name_id AS "nameId", u.first_name AS "firstName", u.last_name AS "lastName", u.language,
    u.mobile_number AS "mobileNumber", u.enabled, u.invitation, u.allowed_networks AS "allowedNetworks",
    u.allowed_methods AS "allowedMethods", u.expires,
    ARRAY(
      SELECT DISTINCT r.name COLLATE "C" FROM user_role g
      JOIN role r ON r.organisation_id = g.organisation_id AND r.id = g.role_id
      WHERE g.organisation_id = u.organisation_id AND g.user_id = u.id AND g.origin IN ('manual', 'manifest')
      ORDER BY 1
    ) AS roles,
    ARRAY(
      SELECT DISTINCT g.role COLLATE "C" FROM user_conversations_role g
      WHERE g.organisation_id = u.organisation_id AND g.user_id = u.id AND g.origin IN ('manual', 'manifest')
      ORDER BY 1
    ) AS "conversationsRoles"
  FROM app_user u WHERE u.organisation_id = $1::uuid AND u.id = ANY($2::uuid[])`;

/** Own values of users, by id. */
export async function readUsers(
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const found = await rows<{ id: string } & Record<string, Json>>(tx, statement, organisationId, ids);
  return new Map(found.map(({ id, ...values }) => [id, valuesOf(values)]));
}
