import { type PeopleField, peopleFields } from '../../schemas/contract/search-fields.ts';
import type { SearchTerm } from '../../schemas/contract/search-text.ts';
import { instantAgo } from '../audit/instant-ago.ts';
import { searched } from '../audit/searched.ts';
import type { Parameter } from '../database/transaction.ts';
import { containing } from '../seats/like.ts';

/** Adds a parameter to the statement and returns its place, as in `$3`. */
export type Add = (value: Parameter) => string;

/** SQL over user `u`, activity `t` and `$2`, the time: what keeps a person from signing in comes first. */
export const statusOf = `CASE WHEN NOT coalesce(u.enabled, true) THEN 'disabled'
  WHEN u.expires < to_char($2::timestamptz AT TIME ZONE 'UTC', 'YYYY-MM-DD') THEN 'ended'
  WHEN t.suspended_at IS NOT NULL THEN 'suspended' WHEN t.locked_at IS NOT NULL THEN 'locked'
  WHEN t.invited_at IS NOT NULL AND t.activated_at IS NULL AND t.last_sign_in_at IS NULL THEN 'invited' ELSE 'active' END`;

const ofUser = (table: string): string =>
  `SELECT FROM ${table} x WHERE x.organisation_id = u.organisation_id AND x.user_id = u.id`;
const roleIds = (value: string): string =>
  `SELECT r.id FROM role r WHERE r.organisation_id = $1::uuid AND r.name = ${value}`;

const seatConditions: Readonly<Record<string, string>> = {
  yes: `EXISTS (${ofUser('seat')} AND x.released_at IS NULL)`,
  no: `NOT EXISTS (${ofUser('seat')} AND x.released_at IS NULL)`,
  released: `EXISTS (${ofUser('seat')}) AND NOT EXISTS (${ofUser('seat')} AND x.released_at IS NULL)`,
};

function lastSignIn(value: string, add: Add, now: Date): string {
  if (value === 'never') return 't.last_sign_in_at IS NULL';
  const at = `${add(instantAgo(value.slice(1), now))}::timestamptz`;
  const isAge = /[mhdw]$/.test(value);
  // An age that is greater lies before; a date that is greater lies after.
  const before = value.startsWith('>') === isAge;
  return before ? `(t.last_sign_in_at IS NULL OR t.last_sign_in_at < ${at})` : `t.last_sign_in_at >= ${at}`;
}

type FieldTerm = Extract<SearchTerm<PeopleField>, { kind: 'field' }>;

function byField({ field, value }: FieldTerm, add: Add, now: Date): string {
  const conditions: Record<PeopleField, () => string> = {
    account: () => `a.name = ${add(value)}`,
    status: () => `${statusOf} = ${add(value)}`,
    role: () => {
      const name = add(value);
      return `(EXISTS (${ofUser('user_role')} AND x.role_id IN (${roleIds(name)}))
        OR EXISTS (SELECT FROM team_member m JOIN team_role x ON x.organisation_id = m.organisation_id AND x.team_id = m.team_id
          WHERE m.organisation_id = u.organisation_id AND m.user_id = u.id AND x.role_id IN (${roleIds(name)})))`;
    },
    team: () => `EXISTS (${ofUser('team_member')} AND x.team_id IN
      (SELECT g.id FROM team g WHERE g.organisation_id = $1::uuid AND g.name = ${add(value)}))`,
    origin: () => `u.origin = ${add(value)}`,
    seat: () => `(${seatConditions[value]})`,
    'last-sign-in': () => lastSignIn(value, add, now),
  };
  return conditions[field]();
}

function byText(value: string, add: Add): string {
  const pattern = add(containing(value));
  return `(u.username ILIKE ${pattern} OR u.email ILIKE ${pattern} OR concat_ws(' ', u.first_name, u.last_name) ILIKE ${pattern})`;
}

/** Values of one field are alternatives; what is excluded, and every word, holds by itself. */
function joined(terms: readonly SearchTerm<PeopleField>[], add: Add, now: Date): readonly string[] {
  const alternatives = new Map<PeopleField, string[]>();
  const all: string[] = [];
  for (const term of terms) {
    const condition = term.kind === 'field' ? byField(term, add, now) : byText(term.value, add);
    if (term.exclude) all.push(`(${condition}) IS NOT TRUE`);
    else if (term.kind !== 'field') all.push(condition);
    else alternatives.set(term.field, [...(alternatives.get(term.field) ?? []), condition]);
  }
  return [...all, ...[...alternatives.values()].map((some) => `(${some.join(' OR ')})`)];
}

/**
 * SQL for a search of people, over user `u`, account `a` and activity `t`. `$1` is the organisation, `$2` the time.
 * @throws Refusal 400 for an unknown field or a value that does not fit
 */
export function peopleConditions(q: string, add: Add, now: Date): readonly string[] {
  return joined(searched(q, peopleFields), add, now);
}
