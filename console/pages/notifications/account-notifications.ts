import { useQuery } from '@tanstack/react-query';
import { bodyOf, client } from '../../client/client.ts';
import type { Subscription } from './own-subscriptions.ts';

type EventName = Subscription['event'];

/** A subscription of the account, as it ends up with it. */
export interface DeclaredSubscription {
  readonly name: string;
  readonly events?: readonly EventName[];
  readonly to?: Readonly<Partial<Record<'roles' | 'teams' | 'users', readonly string[]>>>;
  readonly channels?: readonly Subscription['channel'][];
  readonly mandatory?: boolean;
}

export interface Webhook {
  readonly name: string;
  readonly url?: string;
  readonly events?: readonly EventName[];
}

const read = async (account: string) => {
  const item = await bodyOf(
    client.GET('/v1/accounts/{account}/notifications', { params: { path: { account } } }),
  );
  const value = item.effective?.value ?? {};
  const own = (item.spec as { readonly webhooks?: readonly Webhook[] }).webhooks ?? [];
  return {
    owners: item.owners,
    version: item.version,
    subscriptions: (value['subscriptions'] ?? []) as readonly DeclaredSubscription[],
    webhooks: (value['webhooks'] ?? []) as readonly Webhook[],
    /** Without those of templates. */
    ownWebhooks: own,
  };
};

export type AccountNotifications = Awaited<ReturnType<typeof read>>;

/** Who in an account is told of what, and how. */
export function useAccountNotifications(account: string) {
  return useQuery({ queryKey: ['notifications of', account], queryFn: () => read(account) });
}
