import { rows, type Tx } from '../database/transaction.ts';

/** One way by which a user came to a role: directly, or as a member of a team that has it. */
interface RoleGrant {
  readonly role: string;
  /** null: held directly. */
  readonly team: string | null;
  /** manual, manifest, sso, scim, template: of the role, or of the membership in the team. */
  readonly origin: string;
  readonly permissions: readonly string[];
}

/** One permission and every way by which a user has it. */
interface PermissionWithSources {
  readonly permission: string;
  readonly sources: readonly Omit<RoleGrant, 'permissions'>[];
}

/** What somebody was given, and by whom: why he may do what he may. */
export interface UserGrants {
  readonly permissions: readonly PermissionWithSources[];
  readonly teams: readonly { readonly team: string; readonly origin: string }[];
  readonly conversationsRoles: readonly { readonly role: string; readonly origin: string }[];
  readonly seats: readonly {
    readonly origin: string;
    readonly assignedAt: string;
    readonly releasedAt: string | null;
  }[];
}

interface Row extends Omit<UserGrants, 'permissions'> {
  readonly roles: readonly RoleGrant[];
}

/** Of one list all items as JSON, in their order. */
const list = (item: string, from: string, order: string): string =>
  `(SELECT coalesce(json_agg(json_build_object(${item}) ORDER BY ${order}), '[]') FROM ${from})`;

const own = (alias: string): string =>
  `${alias}.organisation_id = u.organisation_id AND ${alias}.user_id = u.id`;

const granted = `(
    SELECT x.role_id, NULL::text AS team, x.origin FROM user_role x WHERE ${own('x')}
    UNION ALL
    SELECT tr.role_id, t.name, m.origin FROM team_member m
      JOIN team t ON t.organisation_id = m.organisation_id AND t.id = m.team_id
      JOIN team_role tr ON tr.organisation_id = m.organisation_id AND tr.team_id = m.team_id
      WHERE ${own('m')}
  ) AS g JOIN role r ON r.organisation_id = u.organisation_id AND r.id = g.role_id`;

const statement = `
  SELECT
    ${list(`'role', r.name, 'team', g.team, 'origin', g.origin, 'permissions', r.permissions`, granted, `r.name COLLATE "C", g.team COLLATE "C" NULLS FIRST, g.origin`)} AS roles,
    ${list(`'team', t.name, 'origin', m.origin`, `team_member m JOIN team t ON t.organisation_id = m.organisation_id AND t.id = m.team_id WHERE ${own('m')}`, `t.name COLLATE "C", m.origin`)} AS teams,
    ${list(`'role', c.role, 'origin', c.origin`, `user_conversations_role c WHERE ${own('c')}`, 'c.role, c.origin')} AS "conversationsRoles",
    ${list(
      `'origin', s.origin, 'assignedAt', to_char(s.assigned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'releasedAt', to_char(s.released_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
      `seat s WHERE ${own('s')}`,
      's.origin',
    )} AS seats
  FROM app_user u JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
  WHERE u.organisation_id = $1::uuid AND a.name = $2 AND u.username_key = $3`;

/** The other way round: by permission, with the roles that give it. */
function byPermission(roles: readonly RoleGrant[]): readonly PermissionWithSources[] {
  const sources = new Map<string, Omit<RoleGrant, 'permissions'>[]>();
  for (const { permissions, ...grant } of roles) {
    for (const permission of permissions)
      sources.set(permission, [...(sources.get(permission) ?? []), grant]);
  }
  return [...sources.keys()]
    .sort()
    .map((permission) => ({ permission, sources: sources.get(permission) ?? [] }));
}

/** Why a user may do what he may; undefined where there is no such user. One statement. */
export async function readUserGrants(
  tx: Tx,
  organisationId: string,
  account: string,
  usernameKey: string,
): Promise<UserGrants | undefined> {
  const [found] = await rows<Row>(tx, statement, organisationId, account, usernameKey);
  if (found === undefined) return undefined;
  const { roles, ...grants } = found;
  return { permissions: byPermission(roles), ...grants };
}
