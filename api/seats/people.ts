import { type Parameter, rows, type Tx } from '../database/transaction.ts';
import { type InactiveReason, noConversationsRole, noSignIn } from './inactive.ts';
import { containing } from './like.ts';
import { seatedUsers } from './seated.ts';

/** A user as lists of seats show him. */
interface SeatPerson {
  readonly account: string;
  readonly username: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string;
  readonly conversationsRoles: readonly string[];
  readonly lastSignInAt: string | null;
  /** He holds a seat that is in use. */
  readonly seat: boolean;
  readonly assignedAt: string | null;
  /** manual, manifest, sso, scim, template. */
  readonly origins: readonly string[];
  /** A rule took his seat back then; assigning it lifts that. */
  readonly releasedAt: string | null;
  /** Reasons why he would count, or counts, as inactive with a seat. */
  readonly inactive: readonly InactiveReason[];
}

export interface PeopleFilter {
  /** Names of the accounts that are looked at; null: all. */
  readonly accounts: readonly string[] | null;
  readonly account?: string;
  /** Part of the username, the name or the e-mail address. */
  readonly q?: string;
  /** With a seat in use, without one, or without one because a rule took it back. */
  readonly seat?: 'assigned' | 'none' | 'released';
  /** With a seat, and inactive: for any reason, or for this one. */
  readonly inactive?: 'any' | InactiveReason;
  /** A role in Conversations; `none`: no role. */
  readonly conversationsRole?: string;
  /** Last sign-in before this time, or never. */
  readonly lastSignInBefore?: Date;
  readonly lastSignInFrom?: Date;
  readonly assignedBefore?: Date;
  readonly assignedFrom?: Date;
}

/** Where a page ended. */
export interface PersonPosition {
  readonly account: string;
  readonly username: string;
}

export interface ListedPerson extends SeatPerson {
  readonly position: PersonPosition;
}

const now = '$2::timestamptz';
const away = noSignIn(now);

const select = `
  SELECT a.name AS account, u.username, u.first_name AS "firstName", u.last_name AS "lastName", u.email,
    ARRAY(SELECT DISTINCT c.role COLLATE "C" FROM user_conversations_role c
      WHERE c.organisation_id = u.organisation_id AND c.user_id = u.id ORDER BY 1) AS "conversationsRoles",
    t.last_sign_in_at AS "lastSignInAt", held.since_at IS NOT NULL AND held.released_at IS NULL AS seat,
    held.since_at AS "assignedAt", coalesce(held.origins, '{}') AS origins, held.released_at AS "releasedAt",
    array_remove(ARRAY[CASE WHEN ${away} THEN 'no-sign-in' END, CASE WHEN ${noConversationsRole} THEN 'no-conversations-role' END], NULL)
      AS inactive,
    json_build_object('account', a.name, 'username', u.username_key) AS position
  FROM app_user u
  JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
  LEFT JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
  CROSS JOIN LATERAL (
    SELECT min(s.assigned_at) AS since_at, CASE WHEN bool_and(s.released_at IS NOT NULL) THEN max(s.released_at) END AS released_at,
      array_agg(DISTINCT s.origin ORDER BY s.origin) AS origins
    FROM seat s WHERE s.organisation_id = u.organisation_id AND s.user_id = u.id
  ) AS held`;

const held = `u.id IN (${seatedUsers})`;
const seats = {
  assigned: held,
  none: `NOT ${held}`,
  released: 'held.released_at IS NOT NULL',
};
const reasons = {
  any: `(${away} OR ${noConversationsRole})`,
  'no-sign-in': away,
  'no-conversations-role': noConversationsRole,
};

/** Each filter that is there, as a condition on its parameter. */
function conditions(filter: PeopleFilter): readonly [(parameter: string) => string, Parameter | undefined][] {
  const { q, conversationsRole: role } = filter;
  const hasRole = (parameter: string): string =>
    `EXISTS (SELECT FROM user_conversations_role c WHERE c.organisation_id = u.organisation_id AND c.user_id = u.id AND c.role = ${parameter})`;
  const before = (column: string) => (parameter: string) => `${column} < ${parameter}::timestamptz`;
  const from = (column: string) => (parameter: string) => `${column} >= ${parameter}::timestamptz`;
  const neverOrBefore = (parameter: string): string =>
    `(t.last_sign_in_at IS NULL OR t.last_sign_in_at < ${parameter}::timestamptz)`;
  return [
    [(parameter) => `a.name = ANY(${parameter}::text[])`, filter.accounts ?? undefined],
    [(parameter) => `a.name = ${parameter}`, filter.account],
    [
      (parameter) =>
        `(u.username ILIKE ${parameter} OR u.email ILIKE ${parameter} OR concat_ws(' ', u.first_name, u.last_name) ILIKE ${parameter})`,
      q === undefined ? undefined : containing(q),
    ],
    [hasRole, role === 'none' ? undefined : role],
    [neverOrBefore, filter.lastSignInBefore?.toISOString()],
    [from('t.last_sign_in_at'), filter.lastSignInFrom?.toISOString()],
    [before('held.since_at'), filter.assignedBefore?.toISOString()],
    [from('held.since_at'), filter.assignedFrom?.toISOString()],
  ];
}

/** Conditions without a parameter. */
function plainConditions({ seat, inactive, conversationsRole }: PeopleFilter): readonly string[] {
  return [
    ...(seat === undefined ? [] : [seats[seat]]),
    ...(inactive === undefined ? [] : [held, reasons[inactive]]),
    ...(conversationsRole === 'none' ? [noConversationsRole] : []),
  ];
}

/**
 * One page of people by account and username, with their seats. One statement.
 *
 * @param at the time that "inactive" is judged at
 */
export function readSeatPeople(
  tx: Tx,
  organisationId: string,
  filter: PeopleFilter,
  { at, after, limit }: { readonly at: Date; readonly after: PersonPosition | null; readonly limit: number },
): Promise<ListedPerson[]> {
  const params: Parameter[] = [organisationId, at.toISOString()];
  const add = (value: Parameter): string => `$${params.push(value)}`;
  const where = ['u.organisation_id = $1::uuid', ...plainConditions(filter)];
  for (const [condition, value] of conditions(filter))
    if (value !== undefined) where.push(condition(add(value)));
  const position = '(a.name COLLATE "C", u.username_key COLLATE "C")';
  if (after !== null) where.push(`${position} > (${add(after.account)}::text, ${add(after.username)}::text)`);
  const statement = `${select} WHERE ${where.join(' AND ')}
    ORDER BY a.name COLLATE "C", u.username_key COLLATE "C" LIMIT ${add(limit)}::int`;
  return rows<ListedPerson>(tx, statement, ...params);
}
