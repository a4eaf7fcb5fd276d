import { searchTime } from './search-time.ts';

/** What a field of a search takes: whether a value fits, and what does, for whoever wrote another. */
export interface SearchField {
  readonly fits: (value: string) => boolean;
  readonly takes: string;
}

/** The fields of one search by their names: lower case, words joined by `-`. */
export type SearchFields<Name extends string = string> = Readonly<Record<Name, SearchField>>;

const text = (takes: string): SearchField => ({ fits: (value) => value !== '', takes });

const oneOf = (...values: readonly string[]): SearchField => ({
  fits: (value) => values.includes(value),
  takes: `one of ${values.join(', ')}`,
});

const form = (pattern: RegExp, takes: string): SearchField => ({
  fits: (value) => pattern.test(value),
  takes,
});

const time: SearchField = {
  fits: (value) => searchTime(value) !== undefined,
  takes: 'how long ago (15m, 3h, 7d, 2w), a date (2026-03-29) or a time with its offset',
};

/** `>` is longer ago, `<` more recent. */
const lastSignIn: SearchField = {
  fits: (value) => value === 'never' || (/^[<>]/.test(value) && searchTime(value.slice(1)) !== undefined),
  takes: '`>90d` (longer ago, or never), `<7d` (more recently), a date in place of the days, or never',
};

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** What the audit log is searched by. */
export const auditFields = {
  actor: text('the name of a user or a service account'),
  item: text('what was acted on, as in User'),
  action: text('what was done, as in Update, or with its item, as in seat.release'),
  account: text('the name of an account'),
  address: text('the address of a resource, as in Team/emea/Support'),
  status: oneOf('success', 'failure'),
  plan: form(id, 'the id of a plan'),
  since: time,
  until: time,
} as const satisfies SearchFields;

/** What people are searched by. */
export const peopleFields = {
  account: text('the name of an account'),
  status: oneOf('active', 'invited', 'disabled', 'ended', 'locked', 'suspended'),
  role: text('the name of a role, held directly or by a team'),
  team: text('the name of a team'),
  origin: oneOf('manual', 'manifest', 'sso', 'scim'),
  seat: oneOf('yes', 'no', 'released'),
  'last-sign-in': lastSignIn,
} as const satisfies SearchFields;

export type AuditField = keyof typeof auditFields;
export type PeopleField = keyof typeof peopleFields;
