import { useQuery } from '@tanstack/react-query';
import { bodyOf, client } from '../../client/client.ts';

/** How often it is looked whether a test has worked, in milliseconds. */
const pause = 3000;

const read = (account: string) =>
  bodyOf(client.GET('/v1/accounts/{account}/single-sign-on/set-up', { params: { path: { account } } }));

export type SsoSetUp = Awaited<ReturnType<typeof read>>;

/** How far the account's single sign-on is; `watched`: while a test runs in another tab. */
export function useSetUp(account: string, isWatched = false) {
  return useQuery({
    queryKey: ['single sign-on set-up', account],
    queryFn: () => read(account),
    refetchOnWindowFocus: true,
    refetchInterval: isWatched ? pause : false,
  });
}
