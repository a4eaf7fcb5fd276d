import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { bodyOf, client } from './client.ts';

/** Who works at this console: read once, before anything is shown. */
export const whoQuery = queryOptions({
  queryKey: ['who'],
  queryFn: () => bodyOf(client.GET('/v1/whoami')),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The person, his organisation and account. */
export function useWho() {
  return useSuspenseQuery(whoQuery).data;
}

function holds(permissions: readonly string[], wanted: string): boolean {
  const [area, action] = wanted.split('/');
  const reads = action === 'read' && permissions.includes(`${area}/manage`);
  return permissions.includes('*') || permissions.includes(wanted) || reads;
}

/** Whether the person holds a permission, `seats/manage`. It decides what is offered; the server decides what is done. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useWho();
  return (permission) => holds(permissions, permission);
}

/** Whether the person belongs to the main account, from which all accounts are seen. */
export function useIsMain(): boolean {
  const { account, organisation } = useWho();
  return account === organisation;
}
