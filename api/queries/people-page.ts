import { type Parameter, rows, type Tx } from '../database/transaction.ts';
import { type Add, peopleConditions, statusOf } from './people-conditions.ts';

/** A user as the list of people shows him. */
export interface Person {
  readonly account: string;
  readonly username: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly status: string;
  /** Held directly, by any origin. */
  readonly roles: readonly string[];
  readonly conversationsRoles: readonly string[];
  readonly teams: readonly string[];
  readonly seat: boolean;
  readonly lastSignInAt: string | null;
  readonly origin: string;
  /** Manifest sets that own fields of him. */
  readonly managedBy: readonly string[];
}

export const peopleSorts = ['username', 'email', 'last-sign-in'] as const;
export type PeopleSort = (typeof peopleSorts)[number];

/** Where a page ended: what it is sorted by, and the user's id. */
export interface PeoplePosition {
  readonly key: string;
  readonly id: string;
}

export interface ListedUser extends Person {
  readonly position: PeoplePosition;
}

/** Who is looked for: what the caller wrote, within the accounts that he reaches (null: all), now. */
export interface PeopleSearch {
  readonly q: string;
  readonly accounts: readonly string[] | null;
  readonly now: Date;
}

interface Sorting {
  readonly key: string;
  readonly type: string;
  /** The key as the cursor holds it. */
  readonly written: string;
}

const byText = (key: string): Sorting => ({ key, type: 'text', written: key });
/** Who never signed in comes first. */
const signedIn = `coalesce(t.last_sign_in_at, 'epoch')`;

const sortings: Record<PeopleSort, Sorting> = {
  username: byText('u.username_key'),
  email: byText('u.email_key'),
  'last-sign-in': {
    key: signedIn,
    type: 'timestamptz',
    written: `to_char(${signedIn} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  },
};

const from = `FROM app_user u
  JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
  LEFT JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id`;

function names(table: string, column: string, where: string): string {
  return `ARRAY(SELECT DISTINCT ${column} COLLATE "C" FROM ${table} WHERE x.organisation_id = $1::uuid AND ${where} ORDER BY 1)`;
}

/** Only of the users on the page: what else a user has is looked up when it is known that he is shown. */
const details = `
  ${names('user_role x JOIN role r ON r.organisation_id = x.organisation_id AND r.id = x.role_id', 'r.name', 'x.user_id = u.id')} AS roles,
  ${names('user_conversations_role x', 'x.role', 'x.user_id = u.id')} AS "conversationsRoles",
  ${names('team_member x JOIN team g ON g.organisation_id = x.organisation_id AND g.id = x.team_id', 'g.name', 'x.user_id = u.id')} AS teams,
  EXISTS (SELECT FROM seat x WHERE x.organisation_id = $1::uuid AND x.user_id = u.id AND x.released_at IS NULL) AS seat,
  ${names('ownership x', 'x.set_name', 'x.resource_id = u.id')} AS "managedBy"`;

/** `$2` is always used: PostgreSQL takes no parameter whose type nothing says. */
function whereOf({ q, accounts, now }: PeopleSearch, add: Add): readonly string[] {
  const reached = accounts === null ? [] : [`a.name = ANY(${add(accounts)}::text[])`];
  return [
    'u.organisation_id = $1::uuid',
    '$2::timestamptz IS NOT NULL',
    ...reached,
    ...peopleConditions(q, add, now),
  ];
}

/**
 * One page of people, by keyset on what it is sorted by and the id. One statement.
 *
 * @param after the last person of the page before; null: the first page
 * @throws Refusal 400 for a search that is at fault
 */
export function readPeoplePage(
  tx: Tx,
  organisationId: string,
  search: PeopleSearch,
  {
    sort,
    after,
    limit,
  }: { readonly sort: PeopleSort; readonly after: PeoplePosition | null; readonly limit: number },
): Promise<ListedUser[]> {
  const params: Parameter[] = [organisationId, search.now.toISOString()];
  const add: Add = (value) => `$${params.push(value)}`;
  const { key, type, written } = sortings[sort];
  const where = [...whereOf(search, add)];
  if (after !== null) where.push(`(${key}, u.id) > (${add(after.key)}::${type}, ${add(after.id)}::uuid)`);
  const page = `SELECT a.name AS account, u.id, u.username, u.email, u.first_name, u.last_name, u.origin, t.last_sign_in_at,
    ${statusOf} AS status, ${written} AS key, row_number() OVER (ORDER BY ${key}, u.id) AS place
    ${from} WHERE ${where.join(' AND ')} ORDER BY ${key}, u.id LIMIT ${add(limit)}::int`;
  const statement = `SELECT u.account, u.username, u.email, u.first_name AS "firstName", u.last_name AS "lastName", u.status, ${details},
    u.last_sign_in_at AS "lastSignInAt", u.origin, json_build_object('key', u.key, 'id', u.id) AS position
    FROM (${page}) AS u ORDER BY u.place`;
  return rows<ListedUser>(tx, statement, ...params);
}

/**
 * How many people a search finds.
 * @throws Refusal 400 for a search that is at fault
 */
export async function countPeople(tx: Tx, organisationId: string, search: PeopleSearch): Promise<number> {
  const params: Parameter[] = [organisationId, search.now.toISOString()];
  const where = whereOf(search, (value) => `$${params.push(value)}`);
  const statement = `SELECT count(*) AS count ${from} WHERE ${where.join(' AND ')}`;
  const [row] = await rows<{ count: number }>(tx, statement, ...params);
  return row?.count ?? 0;
}
