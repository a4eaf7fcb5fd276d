import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bodyOf, client } from '../../client/client.ts';
import { sayProblem } from '../../parts/say.ts';

const key = ['my notifications'] as const;
/** More than these are “many”. */
export const mostCounted = 99;
const minute = 60_000;

export function readNotifications(unread: boolean, cursor: string | undefined) {
  const query = { unread, ...(cursor === undefined ? {} : { cursor }) };
  return bodyOf(client.GET('/v1/me/notifications', { params: { query } }));
}

export type OwnNotification = Awaited<ReturnType<typeof readNotifications>>['items'][number];

export const listKey = (unread: boolean) => [...key, unread] as const;

/** How many are not read, up to one more than are counted; undefined: not known yet. */
export function useUnreadCount(): number | undefined {
  return useQuery({
    queryKey: [...key, 'count'],
    queryFn: () =>
      bodyOf(
        client.GET('/v1/me/notifications', { params: { query: { unread: true, limit: mostCounted + 1 } } }),
      ),
    select: ({ items }) => items.length,
    refetchInterval: minute,
  }).data;
}

/** Marks one, or all. */
export function useMark() {
  const queries = useQueryClient();
  const after = { onSettled: () => queries.invalidateQueries({ queryKey: key }), onError: sayProblem };
  const one = useMutation({
    mutationFn: ({ id, read }: { readonly id: string; readonly read: boolean }) =>
      client.PATCH('/v1/me/notifications/{id}', { params: { path: { id } }, body: { read } }),
    ...after,
  });
  const all = useMutation({ mutationFn: () => client.POST('/v1/me/notifications/read'), ...after });
  return { one, all };
}
