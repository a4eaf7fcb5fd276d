import { oneOf, present } from '../../parts/search-params.ts';

/** What is looked at, as it stands in the address. */
export interface KeysSearch {
  /** Left out: the keys. */
  readonly tab?: 'machines';
  /** The drawer to make a key is open. */
  readonly open?: 'new';
}

export function keysSearch(search: Record<string, unknown>): KeysSearch {
  return present({
    tab: oneOf(search, 'tab', ['machines'] as const),
    open: oneOf(search, 'open', ['new'] as const),
  });
}
