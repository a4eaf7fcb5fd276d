import { nameKey } from '../../schemas/contract/address.ts';
import { rows, type Tx } from '../database/transaction.ts';
import { unitedPermissions } from '../identity/united-permissions.ts';
import type { Subscription } from './declared.ts';
import { type Channel, type EventName, permissionFor } from './events.ts';

/** Somebody to tell, and how. */
export interface Recipient {
  readonly userId: string;
  readonly channel: Channel;
}

/** A subscription as the statement reads it: names in the form in which they are compared. */
interface Target {
  readonly roles: readonly string[];
  readonly teams: readonly string[];
  readonly users: readonly string[];
  readonly channels: readonly string[];
  readonly mandatory: boolean;
}

function targetOf({ to = {}, channels = [], mandatory = false }: Subscription): Target {
  return {
    roles: (to.roles ?? []).map(nameKey),
    teams: (to.teams ?? []).map(nameKey),
    users: (to.users ?? []).map(nameKey),
    channels,
    mandatory,
  };
}

/** Those that a subscription `s` names: by username, by team, by role, by a team's role. Roles are the account's or the organisation's. */
const named = `
  SELECT u.id FROM app_user u
    WHERE u.organisation_id = $1::uuid AND u.account_id = $2::uuid AND u.username_key = ANY(s.users)
  UNION ALL SELECT m.user_id FROM resource t
    JOIN team_member m ON m.organisation_id = t.organisation_id AND m.team_id = t.id
    WHERE t.organisation_id = $1::uuid AND t.kind = 'Team' AND t.scope_id = $2::uuid AND t.name_key = ANY(s.teams)
  UNION ALL SELECT g.user_id FROM resource r
    JOIN user_role g ON g.organisation_id = r.organisation_id AND g.role_id = r.id
    WHERE r.organisation_id = $1::uuid AND r.kind = 'Role' AND r.scope_id IN ($1::uuid, $2::uuid) AND r.name_key = ANY(s.roles)
  UNION ALL SELECT m.user_id FROM resource r
    JOIN team_role g ON g.organisation_id = r.organisation_id AND g.role_id = r.id
    JOIN team_member m ON m.organisation_id = g.organisation_id AND m.team_id = g.team_id
    WHERE r.organisation_id = $1::uuid AND r.kind = 'Role' AND r.scope_id IN ($1::uuid, $2::uuid) AND r.name_key = ANY(s.roles)`;

/**
 * Declared ones, less those who switched off what is not mandatory; and those who switched it on for themselves and may know of it.
 * Nobody is told who is disabled, suspended or past his last day.
 */
const statement = `
  WITH declared AS (
    SELECT p.id AS user_id, channel, bool_or(s.mandatory) AS mandatory
    FROM jsonb_to_recordset($3::jsonb) AS s(roles text[], teams text[], users text[], channels text[], mandatory boolean)
    CROSS JOIN LATERAL (${named}) AS p
    CROSS JOIN LATERAL unnest(s.channels) AS channel
    GROUP BY p.id, channel
  ), told AS (
    SELECT d.user_id, d.channel FROM declared d
      LEFT JOIN subscription_switch w ON w.organisation_id = $1::uuid AND w.user_id = d.user_id AND w.event = $4 AND w.channel = d.channel
      WHERE d.mandatory OR coalesce(w."on", true)
    UNION
    SELECT w.user_id, w.channel FROM subscription_switch w
      WHERE w.organisation_id = $1::uuid AND w.event = $4 AND w."on"
        AND ${unitedPermissions('$1::uuid', 'w.user_id', 'NULL::uuid')} && $5::text[]
  )
  SELECT t.user_id AS "userId", t.channel FROM told t
  JOIN app_user u ON u.organisation_id = $1::uuid AND u.id = t.user_id AND u.account_id = $2::uuid
  LEFT JOIN user_activity a ON a.organisation_id = $1::uuid AND a.user_id = u.id
  WHERE coalesce(u.enabled, true) AND a.suspended_at IS NULL AND (u.expires IS NULL OR u.expires >= $6)
  ORDER BY t.user_id, t.channel`;

/** The permissions that include one: itself, `manage` of its area, everything. */
function including(permission: string): readonly string[] {
  return [permission, permission.replace(/\/.*/, '/manage'), '*'];
}

/**
 * Who in an account is told of an event, each once for each channel. One statement.
 *
 * @param subscriptions the declared ones that are about the event
 */
export function findRecipients(
  tx: Tx,
  { organisationId, accountId, now }: { organisationId: string; accountId: string; now: Date },
  event: EventName,
  subscriptions: readonly Subscription[],
): Promise<Recipient[]> {
  return rows<Recipient>(
    tx,
    statement,
    organisationId,
    accountId,
    JSON.stringify(subscriptions.map(targetOf)),
    event,
    including(permissionFor[event]),
    now.toISOString().slice(0, 10),
  );
}

/** Which of an account's subscriptions name a person, by the subscriptions' names. One statement. */
export async function findSubscribers(
  tx: Tx,
  { organisationId, accountId, userId }: { organisationId: string; accountId: string; userId: string },
  subscriptions: readonly Subscription[],
): Promise<ReadonlySet<string>> {
  const targets = subscriptions.map((subscription) => ({
    name: subscription.name,
    ...targetOf(subscription),
  }));
  const found = await rows<{ name: string }>(
    tx,
    `SELECT s.name FROM jsonb_to_recordset($3::jsonb) AS s(name text, roles text[], teams text[], users text[])
     WHERE EXISTS (SELECT 1 FROM (${named}) AS p WHERE p.id = $4::uuid)`,
    organisationId,
    accountId,
    JSON.stringify(targets),
    userId,
  );
  return new Set(found.map(({ name }) => name));
}
