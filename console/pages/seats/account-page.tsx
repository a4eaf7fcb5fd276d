import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../client/who.ts';
import { onDemand } from '../../parts/on-demand.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { present } from '../../parts/search-params.ts';
import { BackToSeats } from './back-to-seats.tsx';
import { AccountHolders } from './holders.tsx';
import type { Change, PeopleSearch } from './seats-search.ts';

const AssignDrawer = onDemand(
  async () => (await import('./assign-drawer.tsx')).AssignDrawer,
  ({ account }) => account !== undefined,
);

const route = getRouteApi('/seats/accounts/$account');

/** The seat holders of one account, under an address of their own. */
export function AccountPage() {
  const { t } = useTranslation('seats');
  const { account } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const change = (to: Change<PeopleSearch>): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as PeopleSearch, replace: true });
  return (
    <PageFrame
      title={t('holders.of', { account })}
      lead={<BackToSeats here={account} />}
      acts={
        may('seats/manage') ? (
          <Button
            leftSection={<UserPlus size={16} aria-hidden />}
            onClick={() => change({ assign: account })}
          >
            {t('assign.open')}
          </Button>
        ) : undefined
      }
    >
      <AccountHolders account={account} search={search} change={change} />
      <AssignDrawer account={search.assign} onChange={(assign) => change({ assign })} />
    </PageFrame>
  );
}
