import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import type { RoleKey, Selection } from './selection.ts';

interface RoleRow {
  readonly id: string;
  readonly within: string | null;
}

/** Ids of the selected roles, found first so that the next statement is planned with them: most roles have few holders, some have all. */
async function findRoles(
  tx: Tx,
  organisationId: string,
  roles: readonly RoleKey[],
): Promise<readonly RoleRow[]> {
  return rows<RoleRow>(
    tx,
    `SELECT r.id, x.within FROM jsonb_to_recordset($2::jsonb) AS x(scope uuid, key text, within uuid)
     JOIN resource r ON r.organisation_id = $1::uuid AND r.kind = 'Role' AND r.scope_id = x.scope AND r.name_key = x.key`,
    organisationId,
    JSON.stringify(roles),
  );
}

/** Holders of roles, by themselves or by a team: of $4 in all accounts, of $5 in account $6 (the main one). Members of the teams in $3; users in $2; who has a seat in one of $7. */
const statement = `
  SELECT u.id FROM jsonb_to_recordset($2::jsonb) AS x(account uuid, key text)
    JOIN app_user u ON u.organisation_id = $1::uuid AND u.account_id = x.account AND u.username_key = x.key
  UNION
  SELECT m.user_id FROM jsonb_to_recordset($3::jsonb) AS x(account uuid, key text)
    JOIN resource r ON r.organisation_id = $1::uuid AND r.kind = 'Team' AND r.scope_id = x.account AND r.name_key = x.key
    JOIN team_member m ON m.organisation_id = $1::uuid AND m.team_id = r.id
  UNION
  SELECT user_id FROM user_role WHERE organisation_id = $1::uuid AND role_id = ANY($4::uuid[])
  UNION
  SELECT m.user_id FROM team_role g JOIN team_member m ON m.organisation_id = $1::uuid AND m.team_id = g.team_id
    WHERE g.organisation_id = $1::uuid AND g.role_id = ANY($4::uuid[])
  UNION
  SELECT g.user_id FROM user_role g
    WHERE g.organisation_id = $1::uuid AND g.role_id = ANY($5::uuid[]) AND $6::uuid = (
      SELECT u.account_id FROM app_user u WHERE u.organisation_id = $1::uuid AND u.id = g.user_id
    )
  UNION
  SELECT m.user_id FROM team_role g
    JOIN team t ON t.organisation_id = $1::uuid AND t.id = g.team_id AND t.account_id = $6::uuid
    JOIN team_member m ON m.organisation_id = $1::uuid AND m.team_id = g.team_id
    WHERE g.organisation_id = $1::uuid AND g.role_id = ANY($5::uuid[])
  UNION
  SELECT user_id FROM seat WHERE organisation_id = $1::uuid AND account_id = ANY($7::uuid[]) AND released_at IS NULL`;

/** Ids of the people that a selection names one way or another; those of whole accounts are not listed. Two statements. */
export async function findWanted(
  tx: Tx,
  organisationId: string,
  { users, roles, teams, seated }: Selection,
): Promise<readonly string[]> {
  const found = await findRoles(tx, organisationId, roles);
  const anywhere = found.filter(({ within }) => within === null);
  const inMain = found.filter(({ within }) => within !== null);
  const people = await rows<{ id: string }>(
    tx,
    statement,
    organisationId,
    JSON.stringify(users),
    JSON.stringify(teams),
    anywhere.map(({ id }) => id),
    inMain.map(({ id }) => id),
    inMain[0]?.within ?? null,
    seated,
  );
  return people.map(({ id }) => id);
}
