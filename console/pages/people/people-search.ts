import { oneOf, present, textOf } from '../../parts/search-params.ts';

export const sorts = ['username', 'email', 'last-sign-in'] as const;

/** Which people are looked at, as it stands in the address. */
export interface UsersSearch {
  /** Left out: users. */
  readonly tab?: 'invites';
  readonly q?: string;
  readonly sort?: (typeof sorts)[number];
  /** The drawer to make somebody is open. */
  readonly open?: 'new';
}

export function usersSearch(search: Record<string, unknown>): UsersSearch {
  return present({
    tab: oneOf(search, 'tab', ['invites'] as const),
    q: textOf(search, 'q'),
    sort: oneOf(search, 'sort', sorts),
    open: oneOf(search, 'open', ['new'] as const),
  });
}

/** Which teams or roles are looked at. */
export interface NamedSearch {
  readonly q?: string;
  readonly account?: string;
  readonly open?: 'new';
}

export function namedSearch(search: Record<string, unknown>): NamedSearch {
  return present({
    q: textOf(search, 'q'),
    account: textOf(search, 'account'),
    open: oneOf(search, 'open', ['new'] as const),
  });
}
