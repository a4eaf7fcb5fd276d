import type { UseQueryResult } from '@tanstack/react-query';
import type { Pages } from '../../client/pages.ts';

/** A list that is read whole, as tables take lists. */
export function pagesOf<Item>(
  query: Pick<UseQueryResult<unknown, Error>, 'isPending' | 'error' | 'refetch'>,
  items: readonly Item[],
): Pages<Item> {
  return {
    items,
    hasMore: false,
    isLoading: query.isPending,
    isLoadingMore: false,
    error: query.error,
    loadMore: () => undefined,
    reload: () => void query.refetch(),
  };
}
