import { Button, Group } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import { useMay } from '../../client/who.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { present } from '../../parts/search-params.ts';
import { useSelection } from '../../parts/selection.ts';
import { keyOfPerson, nameOfPerson, type SeatPerson, usePeopleColumns } from './people-columns.tsx';
import { PeopleFilters } from './people-filters.tsx';
import { RemoveSeats } from './remove-seats.tsx';
import { seatStates } from './seats-search.ts';

const route = getRouteApi('/seats/accounts/$account');

/** Seat holders of an account, or who of its people has none. */
export function HoldersPage() {
  const { t } = useTranslation(['seats', 'shell']);
  const { account } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const selection = useSelection();
  const may = useMay();
  const change = (to: Partial<Record<keyof typeof search, unknown>>): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as typeof search, replace: true });
  const query = { seat: 'assigned' as const, ...search };
  const pages = usePages<SeatPerson>(['seats', 'holders', account, search], (cursor) =>
    bodyOf(
      client.GET('/v1/accounts/{account}/seats/holders', {
        params: { path: { account }, query: { ...query, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  );
  const columns = usePeopleColumns({ withAccount: false });
  return (
    <PageFrame
      title={t('holdersOf', { account })}
      lead={<Link to="/seats">{t('allAccounts')}</Link>}
      acts={
        <Button
          component="a"
          href={`/v1/accounts/${encodeURIComponent(account)}/seats/holders/report?${new URLSearchParams(query as Record<string, string>)}`}
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
        >
          {t('shell:act.csv')}
        </Button>
      }
    >
      <Group gap="sm" align="end">
        <PeopleFilters search={search} change={change} />
        <FilterSelect
          label={t('seat')}
          value={query.seat}
          options={seatStates.map((value) => ({ value, label: t(`seatStates.${value}`) }))}
          onChange={(seat) => change({ seat })}
        />
      </Group>
      <RemoveSeats people={pages.items} selection={selection} />
      <DataTable
        label={t('holdersOf', { account })}
        pages={pages}
        columns={columns}
        keyOf={keyOfPerson}
        nameOf={nameOfPerson}
        isSelectable={({ seat }) => seat}
        {...(may('seats/manage') ? { selection } : {})}
        empty={<EmptyNote title={t('nobody')} hint={t('nobodyHint')} />}
      />
    </PageFrame>
  );
}
