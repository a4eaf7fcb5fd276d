import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import type { Selection } from './selection.ts';

/** Roles and teams carry their folded names in `resource`. */
const statement = `
  WITH role_wanted AS (
    SELECT r.id, x.within FROM jsonb_to_recordset($3::jsonb) AS x(scope uuid, key text, within uuid)
    JOIN resource r ON r.organisation_id = $1::uuid AND r.kind = 'Role' AND r.scope_id = x.scope AND r.name_key = x.key
  )
  SELECT u.id FROM jsonb_to_recordset($2::jsonb) AS x(account uuid, key text)
    JOIN app_user u ON u.organisation_id = $1::uuid AND u.account_id = x.account AND u.username_key = x.key
  UNION
  SELECT u.id FROM role_wanted w
    JOIN user_role g ON g.organisation_id = $1::uuid AND g.role_id = w.id
    JOIN app_user u ON u.organisation_id = $1::uuid AND u.id = g.user_id
    WHERE w.within IS NULL OR u.account_id = w.within
  UNION
  SELECT m.user_id FROM role_wanted w
    JOIN team_role g ON g.organisation_id = $1::uuid AND g.role_id = w.id
    JOIN team t ON t.organisation_id = $1::uuid AND t.id = g.team_id AND (w.within IS NULL OR t.account_id = w.within)
    JOIN team_member m ON m.organisation_id = $1::uuid AND m.team_id = t.id
  UNION
  SELECT m.user_id FROM jsonb_to_recordset($4::jsonb) AS x(account uuid, key text)
    JOIN resource r ON r.organisation_id = $1::uuid AND r.kind = 'Team' AND r.scope_id = x.account AND r.name_key = x.key
    JOIN team_member m ON m.organisation_id = $1::uuid AND m.team_id = r.id`;

/** Ids of the people that a selection names one way or another; those of whole accounts are not listed. One statement. */
export async function findWanted(
  tx: Tx,
  organisationId: string,
  { users, roles, teams }: Selection,
): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    tx,
    statement,
    organisationId,
    JSON.stringify(users),
    JSON.stringify(roles),
    JSON.stringify(teams),
  );
  return found.map(({ id }) => id);
}
