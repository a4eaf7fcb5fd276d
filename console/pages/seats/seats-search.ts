import { oneOf, present, textOf } from '../../parts/search-params.ts';

export const conversationsRoles = ['setup', 'agent', 'analytics', 'supervisor', 'viewer', 'none'] as const;
export const reasons = ['any', 'no-sign-in', 'no-conversations-role'] as const;
export const seatStates = ['assigned', 'none', 'released', 'any'] as const;
export const ranges = [
  'last-15-minutes',
  'last-3-hours',
  'today',
  'yesterday',
  'this-week',
  'last-week',
] as const;
export const seatEvents = ['assign', 'release', 'settings'] as const;

type Search = Record<string, unknown>;

/** Accounts: part of a name, with a limit or without, and how full at least. */
export function accountsSearch(search: Search) {
  const usage = Number(textOf(search, 'usageFrom'));
  return present({
    q: textOf(search, 'q'),
    limited: oneOf(search, 'limited', ['set', 'none']),
    usageFrom: Number.isInteger(usage) && usage > 0 ? usage : undefined,
    /** The account for which the panel to assign is open. */
    assign: textOf(search, 'assign'),
  });
}

/** People who hold seats, or might. Dates are days. */
export function peopleSearch(search: Search) {
  return present({
    q: textOf(search, 'q'),
    account: textOf(search, 'account'),
    conversationsRole: oneOf(search, 'conversationsRole', conversationsRoles),
    lastSignInBefore: textOf(search, 'lastSignInBefore'),
    assignedBefore: textOf(search, 'assignedBefore'),
  });
}

export function inactiveSearch(search: Search) {
  return present({ ...peopleSearch(search), reason: oneOf(search, 'reason', reasons) });
}

export function holdersSearch(search: Search) {
  const { account: _account, ...people } = peopleSearch(search);
  return present({ ...people, seat: oneOf(search, 'seat', seatStates) });
}

export function logSearch(search: Search) {
  return present({
    q: textOf(search, 'q'),
    account: textOf(search, 'account'),
    user: textOf(search, 'user'),
    event: oneOf(search, 'event', seatEvents),
    range: oneOf(search, 'range', ranges),
    from: textOf(search, 'from'),
    to: textOf(search, 'to'),
  });
}
