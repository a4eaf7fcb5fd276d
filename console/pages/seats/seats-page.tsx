import { Button, Group } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Download, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay, useWho } from '../../client/who.ts';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import { present } from '../../parts/search-params.ts';
import { AccountsTable } from './accounts-table.tsx';
import { AssignDrawer } from './assign-drawer.tsx';
import { SeatFigures } from './seat-figures.tsx';
import { SeatsFrame } from './seats-frame.tsx';

const route = getRouteApi('/seats');
const usages = ['50', '85', '95', '100'] as const;

/** Seats of the organisation: figures, and the accounts that use them. */
export function SeatsPage() {
  const { t } = useTranslation(['seats', 'shell']);
  const { account, organisation } = useWho();
  const may = useMay();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: Partial<Record<keyof typeof search, unknown>>): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as typeof search, replace: true });
  return (
    <SeatsFrame
      tab="seats"
      acts={
        <>
          <Button
            component="a"
            href="/v1/seats/accounts/report"
            variant="default"
            leftSection={<Download size={16} aria-hidden />}
          >
            {t('shell:act.csv')}
          </Button>
          {may('seats/manage') ? (
            <Button
              leftSection={<UserPlus size={16} aria-hidden />}
              onClick={() => change({ assign: account ?? organisation })}
            >
              {t('assign')}
            </Button>
          ) : null}
        </>
      }
    >
      <SeatFigures />
      <Group gap="sm">
        <FilterText label={t('findAccount')} value={search.q} onChange={(q) => change({ q })} />
        <FilterSelect
          label={t('limit')}
          value={search.limited}
          options={[
            { value: 'set', label: t('limited.set') },
            { value: 'none', label: t('limited.none') },
          ]}
          onChange={(limited) => change({ limited })}
        />
        <FilterSelect
          label={t('usage')}
          value={search.usageFrom === undefined ? undefined : String(search.usageFrom)}
          options={usages.map((value) => ({ value, label: t('usageFrom', { share: value }) }))}
          onChange={(usage) => change({ usageFrom: usage === undefined ? undefined : Number(usage) })}
        />
      </Group>
      <AccountsTable onAssign={(name) => change({ assign: name })} />
      <AssignDrawer account={search.assign} onAccount={(assign) => change({ assign })} />
    </SeatsFrame>
  );
}
