import { Button, Group, Stack } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import { onDemand } from '../../parts/on-demand.tsx';
import { present } from '../../parts/search-params.ts';
import { useAccountColumns } from './account-columns.tsx';
import { AccountHoldersBelow } from './holders-below.tsx';
import type { AccountSeats } from './person.ts';
import { reportAddress } from './report-address.ts';
import { type AccountsSearch, type Change, usages } from './seats-search.ts';
import { useRemoveLimit } from './use-remove-limit.tsx';

const LimitDrawer = onDemand(
  async () => (await import('./limit-drawer.tsx')).LimitDrawer,
  ({ account }) => account !== null,
);

interface AccountsListProps {
  readonly search: AccountsSearch;
  readonly change: (to: Change<AccountsSearch>) => void;
  readonly purchased: number;
}

function Filters({ search, change }: Omit<AccountsListProps, 'purchased'>) {
  const { t } = useTranslation('seats');
  return (
    <Group gap="sm" role="search">
      <FilterText label={t('filters.account')} value={search.q} onChange={(q) => change({ q })} />
      <FilterSelect
        label={t('filters.limit')}
        value={search.limited}
        options={(['set', 'none'] as const).map((value) => ({ value, label: t(`filters.limits.${value}`) }))}
        onChange={(limited) => change({ limited: limited as AccountsSearch['limited'] })}
      />
      <FilterSelect
        label={t('usage')}
        value={search.usage}
        options={usages.map((value) => ({ value, label: t('filters.usageFrom', { value }) }))}
        onChange={(usage) => change({ usage: usage as AccountsSearch['usage'] })}
      />
    </Group>
  );
}

/** Accounts with their seats; each opens to its holders. */
export function AccountsList({ search, change, purchased }: AccountsListProps) {
  const { t } = useTranslation(['seats', 'shell']);
  const [limiting, setLimiting] = useState<AccountSeats | null>(null);
  const removal = useRemoveLimit();
  const { q, limited, usage } = search;
  const filters = present({ q, limited, usageFrom: usage === undefined ? undefined : Number(usage) });
  const pages = usePages(['seats', 'accounts', filters], (cursor) =>
    bodyOf(client.GET('/v1/seats/accounts', { params: { query: { ...filters, ...present({ cursor }) } } })),
  );
  const columns = useAccountColumns({
    purchased,
    open: search.open,
    onOpen: (open) => change({ open }),
    onLimit: setLimiting,
    onRemoveLimit: removal.ask,
    onAssign: (assign) => change({ assign }),
  });
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <Filters search={search} change={change} />
        <Button
          component="a"
          href={reportAddress('/v1/seats/accounts/report', filters)}
          download
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
        >
          {t('shell:act.csv')}
        </Button>
      </Group>
      <DataTable
        label={t('accounts')}
        pages={pages}
        columns={columns}
        keyOf={({ account }) => account}
        expanded={({ account }) =>
          account === search.open ? <AccountHoldersBelow account={account} /> : null
        }
        empty={<EmptyNote title={t('shell:table.noMatch')} />}
      />
      <LimitDrawer account={limiting} purchased={purchased} onClose={() => setLimiting(null)} />
      {removal.review}
    </Stack>
  );
}
