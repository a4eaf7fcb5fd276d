import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bodyOf, client } from '../../client/client.ts';
import { sayProblem } from '../../parts/say.ts';

const key = ['my subscriptions'] as const;

const read = () => bodyOf(client.GET('/v1/me/subscriptions'));

export type Subscriptions = Awaited<ReturnType<typeof read>>;
export type Subscription = Subscriptions['items'][number];
type Switches = Parameters<typeof put>[0];

const put = (
  switches: readonly {
    readonly event: Subscription['event'];
    readonly channel: Subscription['channel'];
    readonly on: boolean;
  }[],
) => bodyOf(client.PUT('/v1/me/subscriptions', { body: { switches: [...switches] } }));

const isSame = (
  a: Pick<Subscription, 'event' | 'channel'>,
  b: Pick<Subscription, 'event' | 'channel'>,
): boolean => a.event === b.event && a.channel === b.channel;

/** All of one's own switches; whatever is not among them is as the account says. */
function ownSwitches({ items }: Subscriptions): Switches {
  return items.flatMap(({ event, channel, own }) => (own === null ? [] : [{ event, channel, on: own }]));
}

export function useSubscriptions() {
  return useQuery({ queryKey: key, queryFn: read });
}

/** Flips a switch at once; what the server refuses goes back. Gives the switches as they were, to undo it. */
export function useFlip() {
  const queries = useQueryClient();
  const now = (): Subscriptions => queries.getQueryData<Subscriptions>(key) ?? { items: [] };
  const save = useMutation({
    mutationFn: put,
    onSuccess: (items) => queries.setQueryData(key, items),
    onError: (error) => {
      sayProblem(error);
      void queries.invalidateQueries({ queryKey: key });
    },
  });
  return {
    flip: (which: Subscription, on: boolean): Switches => {
      const before = ownSwitches(now());
      const items = now().items.map((item) => (isSame(item, which) ? { ...item, on, own: on } : item));
      queries.setQueryData(key, { items });
      save.mutate(ownSwitches({ items }));
      return before;
    },
    putBack: (switches: Switches) => save.mutate(switches),
  };
}
