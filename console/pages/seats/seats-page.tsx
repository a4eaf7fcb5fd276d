import { Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useWho } from '../../client/who.ts';
import { Late } from '../../parts/late.tsx';
import { onDemand } from '../../parts/on-demand.tsx';
import { present } from '../../parts/search-params.ts';
import { AccountsList } from './accounts-list.tsx';
import { AccountHolders } from './holders.tsx';
import { SeatsFrame } from './seats-frame.tsx';
import { useOverview } from './seats-overview.ts';
import type { AccountsSearch, Change } from './seats-search.ts';

const AssignDrawer = onDemand(
  async () => (await import('./assign-drawer.tsx')).AssignDrawer,
  ({ account }) => account !== undefined,
);

const route = getRouteApi('/seats');

/** Accounts and their seats; where there is one account, its seat holders at once. */
export function SeatsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { account, organisation } = useWho();
  const { data } = useOverview();
  const change = (to: Change<AccountsSearch>, replace = true): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as AccountsSearch, replace });
  return (
    <SeatsFrame tab="seats">
      {data === undefined ? (
        <Late>
          <Skeleton height={200} />
        </Late>
      ) : data.accounts === 1 ? (
        <AccountHolders account={account ?? organisation} search={search} change={change} />
      ) : (
        <AccountsList search={search} change={change} purchased={data.purchased ?? 0} />
      )}
      <AssignDrawer account={search.assign} onChange={(assign) => change({ assign })} />
    </SeatsFrame>
  );
}
