import { type InfiniteData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

/** A page of a list, as every list of the API comes. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null: this is the last. */
  readonly next: string | null;
}

/** A list that grows as one scrolls. */
export interface Pages<Item> {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly isLoadingMore: boolean;
  readonly error: Error | null;
  loadMore(): void;
  reload(): void;
}

/**
 * Reads a list page by page; `key` holds all filters, so that each selection is kept for itself. While another selection is read, the last one
 * stays, so that nothing jumps.
 */
export function usePages<Item>(
  key: QueryKey,
  read: (cursor: string | undefined) => Promise<Page<Item>>,
  options: { readonly refetchInterval?: number | false } = {},
): Pages<Item> {
  const query = useInfiniteQuery<Page<Item>, Error, InfiniteData<Page<Item>>, QueryKey, string | undefined>({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (former) => former,
    ...options,
  });
  return {
    items: query.data?.pages.flatMap(({ items }) => items) ?? [],
    hasMore: query.hasNextPage,
    isLoading: query.isPending,
    isLoadingMore: query.isFetchingNextPage,
    error: query.error,
    loadMore: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    reload: () => void query.refetch(),
  };
}

/** Reads every page of a list. */
export async function everyPage<Item>(
  read: (cursor: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let cursor: string | undefined;
  do {
    const { items, next } = await read(cursor);
    found.push(...items);
    cursor = next ?? undefined;
  } while (cursor !== undefined);
  return found;
}
