import { useQuery } from '@tanstack/react-query';
import { bodyOf, client } from '../../client/client.ts';

const most = 200;

/** Accounts to choose from, as far as a menu can show them. */
export function useAccountNames(isOn = true): readonly { readonly value: string; readonly label: string }[] {
  const accounts = useQuery({
    queryKey: ['seats', 'account names'],
    queryFn: () => bodyOf(client.GET('/v1/seats/accounts', { params: { query: { limit: most } } })),
    enabled: isOn,
  });
  return (accounts.data?.items ?? []).map(({ account, displayName }) => ({
    value: account,
    label: displayName === null || displayName === account ? account : `${displayName} (${account})`,
  }));
}
