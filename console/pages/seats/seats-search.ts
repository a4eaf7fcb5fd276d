import { oneOf, present, textOf } from '../../parts/search-params.ts';

type Search = Record<string, unknown>;

export const conversationsRoles = ['setup', 'agent', 'analytics', 'supervisor', 'viewer', 'none'] as const;
export const signIns = ['within-30', 'before-30', 'before-90', 'before-180'] as const;
export const assignments = ['within-30', 'before-30', 'before-90', 'before-365'] as const;
export const seatStates = ['none', 'released', 'any'] as const;
export const reasons = ['no-sign-in', 'no-conversations-role'] as const;
export const usages = ['50', '85', '95', '100'] as const;
export const events = ['assign', 'release', 'settings'] as const;
export const ranges = [
  'last-15-minutes',
  'last-3-hours',
  'today',
  'yesterday',
  'this-week',
  'last-week',
] as const;

/** Which people are looked at, as it stands in the address. */
export interface PeopleSearch {
  readonly q?: string;
  readonly account?: string;
  readonly role?: (typeof conversationsRoles)[number];
  readonly signIn?: (typeof signIns)[number];
  readonly assigned?: (typeof assignments)[number];
  /** Left out: with a seat. */
  readonly seat?: (typeof seatStates)[number];
  readonly reason?: (typeof reasons)[number];
  /** The panel to assign seats is open, for this account. */
  readonly assign?: string;
}

/** undefined takes a filter away. */
export type Change<Given> = { readonly [Name in keyof Given]?: Given[Name] | undefined };

function peopleSearch(search: Search): PeopleSearch {
  return present({
    q: textOf(search, 'q'),
    account: textOf(search, 'account'),
    role: oneOf(search, 'role', conversationsRoles),
    signIn: oneOf(search, 'signIn', signIns),
    assigned: oneOf(search, 'assigned', assignments),
    assign: textOf(search, 'assign'),
  });
}

export function holdersSearch(search: Search): PeopleSearch {
  return { ...peopleSearch(search), ...present({ seat: oneOf(search, 'seat', seatStates) }) };
}

export function inactiveSearch(search: Search): PeopleSearch {
  return { ...peopleSearch(search), ...present({ reason: oneOf(search, 'reason', reasons) }) };
}

export interface AccountsSearch extends PeopleSearch {
  readonly limited?: 'set' | 'none';
  readonly usage?: (typeof usages)[number];
  /** The account whose holders are shown in the list. */
  readonly open?: string;
}

/** Filters of accounts, and of people for whoever sees one account's holders at once. */
export function accountsSearch(search: Search): AccountsSearch {
  return {
    ...holdersSearch(search),
    ...present({
      limited: oneOf(search, 'limited', ['set', 'none']),
      usage: oneOf(search, 'usage', usages),
      open: textOf(search, 'open'),
    }),
  };
}

export interface LogSearch {
  readonly q?: string;
  readonly account?: string;
  readonly event?: (typeof events)[number];
  readonly range?: (typeof ranges)[number];
  readonly from?: string;
  readonly to?: string;
}

export function logSearch(search: Search): LogSearch {
  const range = oneOf(search, 'range', ranges);
  return present({
    q: textOf(search, 'q'),
    account: textOf(search, 'account'),
    event: oneOf(search, 'event', events),
    range,
    // A named range and times of one's own exclude each other.
    from: range === undefined ? textOf(search, 'from') : undefined,
    to: range === undefined ? textOf(search, 'to') : undefined,
  });
}
