import type { Json } from '../../../schemas/contract/json.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import type { GrantRow } from './grants.ts';
import { Grants } from './grants.ts';
import type { NameSets } from './name-sets.ts';
import type { PersonRow } from './person-row.ts';

/** People to read: all of some accounts, and some by id. */
export interface Wanted {
  readonly accounts: readonly string[];
  readonly ids: readonly string[];
}

interface Row {
  readonly type: 'people' | GrantRow['type'];
  /** Account id; folded name of a role or team; conversations role. */
  readonly name: string;
  readonly own: boolean;
  readonly value: Json;
}

/** `extract` would calculate with numerics, at five times the cost. */
const ms = (column: string): string => `(date_part('epoch', ${column}) * 1000)::bigint`;

/** By hand or manifest; else by sso, scim or a template. */
const own = "g.origin IN ('manual', 'manifest')";

/** Grants of one table by what is granted: there are few roles and teams, and many people, who stand in them by their number. */
function grantsOf(type: GrantRow['type'], table: string, target: string): string {
  return `
    SELECT '${type}' AS type, target::text AS target, own, json_agg(n) AS value FROM (
      SELECT ${target} AS target, ${own} AS own, p.n
      FROM person p JOIN ${table} g ON g.organisation_id = $1::uuid AND g.user_id = p.id
    ) AS of_${type} GROUP BY target, own`;
}

/**
 * People by account, as arrays without field names (read by `person-row.ts`), and what is granted to them. Few rows, large values: a
 * hundred thousand rows would repeat every name and id.
 */
const statement = `
  WITH person AS MATERIALIZED (
    SELECT row_number() OVER () AS n, u.id, u.account_id FROM app_user u
    WHERE u.organisation_id = $1::uuid AND (u.account_id = ANY($2::uuid[]) OR u.id = ANY($3::uuid[]))
  ), session_of AS (
    SELECT p.id, json_agg(json_build_array(
      s.method, s.second_factor, ${ms('s.created_at')}, ${ms('s.last_seen_at')}, ${ms('s.not_after_at')}
    )) AS open
    FROM person p JOIN session s ON s.organisation_id = $1::uuid AND s.user_id = p.id AND s.stage = 'complete'
    GROUP BY p.id
  ), device_of AS (
    SELECT d.user_id AS id, json_agg(d.failed_attempts) AS failures FROM known_device d
    JOIN person p ON p.id = d.user_id
    LEFT JOIN user_activity a ON a.organisation_id = $1::uuid AND a.user_id = d.user_id
    WHERE d.organisation_id = $1::uuid AND (d.failed_attempts > 0 OR a.locked_at IS NOT NULL)
    GROUP BY d.user_id
  ), seat_of AS (
    SELECT g.user_id AS id, json_build_array(
      coalesce(bool_or(g.released_at IS NULL) FILTER (WHERE ${own}), false), ${ms(`max(g.assigned_at) FILTER (WHERE ${own})`)},
      coalesce(bool_or(g.released_at IS NULL) FILTER (WHERE NOT ${own}), false), ${ms(`max(g.assigned_at) FILTER (WHERE NOT ${own})`)}
    ) AS held
    FROM person p JOIN seat g ON g.organisation_id = $1::uuid AND g.user_id = p.id
    GROUP BY g.user_id
  ), granted AS (
    ${grantsOf('role', 'user_role', 'g.role_id')}
    UNION ALL ${grantsOf('team', 'team_member', 'g.team_id')}
    UNION ALL ${grantsOf('conversations', 'user_conversations_role', 'g.role')}
  )
  SELECT 'people' AS type, p.account_id::text AS name, true AS own, json_agg(json_build_array(
    p.n, u.id, u.username, u.username_key, u.email, u.enabled, u.allowed_methods, u.allowed_networks, u.expires,
    ${ms('u.created_at')}, ${ms('a.invited_at')}, ${ms('a.activated_at')}, ${ms('a.last_sign_in_at')}, a.last_sign_in_method,
    a.failed_attempts, ${ms('c.password_set_at')}, ${ms('c.second_factor_enrolled_at')}, ${ms('a.locked_at')},
    ${ms('a.suspended_at')}, s.open, d.failures, h.held
  )) AS value
  FROM person p
  JOIN app_user u ON u.organisation_id = $1::uuid AND u.id = p.id
  LEFT JOIN user_activity a ON a.organisation_id = $1::uuid AND a.user_id = p.id
  LEFT JOIN user_credential c ON c.organisation_id = $1::uuid AND c.user_id = p.id
  LEFT JOIN session_of s ON s.id = p.id
  LEFT JOIN device_of d ON d.id = p.id
  LEFT JOIN seat_of h ON h.id = p.id
  GROUP BY p.account_id
  UNION ALL
  SELECT g.type, CASE WHEN g.type IN ('role', 'team')
    THEN (SELECT r.name_key FROM resource r WHERE r.organisation_id = $1::uuid AND r.id = g.target::uuid)
    ELSE g.target END, g.own, g.value
  FROM granted g`;

/** People by id of their account, each once, and what they have. */
export interface ReadPeople {
  readonly people: ReadonlyMap<string, readonly PersonRow[]>;
  readonly grants: Grants;
}

/** People with the facts of their sign-ins, their roles, teams and seats. One statement. */
export async function readPeople(
  tx: Tx,
  organisationId: string,
  wanted: Wanted,
  sets: NameSets,
): Promise<ReadPeople> {
  const found = await rows<Row>(tx, statement, organisationId, wanted.accounts, wanted.ids);
  const people = found.filter(({ type }) => type === 'people');
  const grants = found.filter((row): row is Row & GrantRow => row.type !== 'people');
  return {
    people: new Map(people.map(({ name, value }) => [name, value as unknown as readonly PersonRow[]])),
    grants: new Grants(grants, sets),
  };
}
