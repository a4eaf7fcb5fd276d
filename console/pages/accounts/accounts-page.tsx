import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Layers, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { useIsMain, useMay } from '../../client/who.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import { onDemand } from '../../parts/on-demand.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { present } from '../../parts/search-params.ts';
import { useAccountColumns } from './account-columns.tsx';
import { type AccountItem, isEnabled, labelsOf, labelTexts, nameOf, useAllAccounts } from './account-item.ts';
import { pagesOf } from './pages-of.ts';

const AccountDrawer = onDemand(
  async () => (await import('./account-drawer.tsx')).AccountDrawer,
  ({ account }) => account !== null,
);

const route = getRouteApi('/accounts');
const mostSeats = 200;

/** Seats assigned in each account, for whoever may see them. */
function useSeats(): ReadonlyMap<string, number> {
  const may = useMay();
  const seats = useQuery({
    queryKey: ['seats', 'by account'],
    queryFn: () => bodyOf(client.GET('/v1/seats/accounts', { params: { query: { limit: mostSeats } } })),
    enabled: may('seats/read'),
  });
  return new Map(seats.data?.items.map(({ account, assigned }) => [account, assigned]));
}

interface Wanted {
  readonly q?: string;
  readonly label?: string;
  readonly state?: 'enabled' | 'disabled';
}

function fits(account: AccountItem, { q, label, state }: Wanted): boolean {
  const texts = labelTexts(labelsOf(account));
  const words = [nameOf(account), account.spec.displayName ?? '', ...texts].join('\n').toLowerCase();
  return (
    (q === undefined || words.includes(q.toLowerCase())) &&
    (label === undefined || texts.includes(label)) &&
    (state === undefined || isEnabled(account) === (state === 'enabled'))
  );
}

function Acts({ onCreate }: { readonly onCreate: () => void }) {
  const { t } = useTranslation('accounts');
  const may = useMay();
  const isMain = useIsMain();
  const navigate = useNavigate();
  return (
    <>
      {may('templates/read') ? (
        <Button
          variant="default"
          leftSection={<Layers size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/accounts/templates' })}
        >
          {t('templates.title')}
        </Button>
      ) : null}
      {may('accounts/manage') && isMain ? (
        <Button leftSection={<Plus size={16} aria-hidden />} onClick={onCreate}>
          {t('create')}
        </Button>
      ) : null}
    </>
  );
}

/** The organisation's accounts. */
export function AccountsPage() {
  const { t } = useTranslation(['accounts', 'shell']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: Partial<Record<keyof Wanted, string | undefined>>): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as Wanted, replace: true });
  const accounts = useAllAccounts();
  const [editing, setEditing] = useState<AccountItem | 'new' | null>(null);
  const all = accounts.data ?? [];
  const labels = [...new Set(all.flatMap((account) => labelTexts(labelsOf(account))))].sort();
  const shown = all.filter((account) => fits(account, search));
  return (
    <PageFrame title={t('title')} lead={t('lead')} acts={<Acts onCreate={() => setEditing('new')} />}>
      <Group gap="sm" role="search">
        <FilterText label={t('search')} value={search.q} onChange={(q) => change({ q })} />
        {labels.length === 0 ? null : (
          <FilterSelect
            label={t('label')}
            value={search.label}
            options={labels.map((value) => ({ value, label: value }))}
            onChange={(label) => change({ label })}
          />
        )}
        <FilterSelect
          label={t('state')}
          value={search.state}
          options={(['enabled', 'disabled'] as const).map((value) => ({ value, label: t(value) }))}
          onChange={(state) => change({ state })}
        />
        <Text size="sm" c="dimmed" role="status">
          {accounts.data === undefined ? '' : t('count', { count: shown.length })}
        </Text>
      </Group>
      <DataTable
        label={t('title')}
        pages={pagesOf(accounts, shown)}
        columns={useAccountColumns(useSeats(), setEditing)}
        keyOf={nameOf}
        empty={
          <EmptyNote title={t('shell:table.noMatch')} act={<Link to="/accounts">{t('showAll')}</Link>} />
        }
      />
      <AccountDrawer account={editing} onClose={() => setEditing(null)} />
    </PageFrame>
  );
}
