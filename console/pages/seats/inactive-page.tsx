import { Button, Group } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
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
import { reasons } from './seats-search.ts';

const route = getRouteApi('/seats/inactive');

/** Who holds a seat and does not use it, for either reason. */
export function InactivePage() {
  const { t } = useTranslation(['seats', 'shell']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const selection = useSelection();
  const may = useMay();
  const change = (to: Partial<Record<keyof typeof search, unknown>>): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as typeof search, replace: true });
  const pages = usePages<SeatPerson>(['seats', 'inactive', search], (cursor) =>
    bodyOf(
      client.GET('/v1/seats/inactive', {
        params: { query: { ...search, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  );
  const columns = usePeopleColumns({ withAccount: true });
  return (
    <PageFrame
      title={t('inactiveTitle')}
      lead={t('inactiveLead')}
      acts={
        <Button
          component="a"
          href={`/v1/seats/inactive/report?${new URLSearchParams(search as Record<string, string>)}`}
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
        >
          {t('shell:act.csv')}
        </Button>
      }
    >
      <Group gap="sm">
        <PeopleFilters search={search} change={change} withAccount />
        <FilterSelect
          label={t('why')}
          value={search.reason}
          options={reasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          onChange={(reason) => change({ reason })}
        />
      </Group>
      <RemoveSeats people={pages.items} selection={selection} />
      <DataTable
        label={t('inactiveTitle')}
        pages={pages}
        columns={columns}
        keyOf={keyOfPerson}
        nameOf={nameOfPerson}
        {...(may('seats/manage') ? { selection } : {})}
        empty={<EmptyNote title={t('nobodyInactive')} hint={t('nobodyInactiveHint')} />}
      />
    </PageFrame>
  );
}
