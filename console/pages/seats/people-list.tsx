import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { everyPage, type Page, usePages } from '../../client/pages.ts';
import { useMay } from '../../client/who.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { onDemand } from '../../parts/on-demand.tsx';
import { nameOf } from '../../parts/person-name.ts';
import { sayProblem } from '../../parts/say.ts';
import { useSelection } from '../../parts/selection.ts';
import { usePeopleColumns } from './people-columns.tsx';
import { keyOf, type PersonKey, personOf, type SeatPerson } from './person.ts';

const EditPerson = onDemand(
  async () => (await import('./edit-person.tsx')).EditPerson,
  ({ person }) => person !== null,
);

const RemoveSeats = onDemand(
  async () => (await import('./remove-seats.tsx')).RemoveSeats,
  ({ people }) => people !== null,
);

interface PeopleListProps {
  readonly label: string;
  /** Holds every filter: each selection is kept for itself. */
  readonly queryKey: readonly unknown[];
  readonly read: (cursor: string | undefined, limit?: number) => Promise<Page<SeatPerson>>;
  readonly also?: readonly ('account' | 'reason')[];
  readonly isFiltered: boolean;
  readonly empty: string;
}

/** People and their seats, with what can be done to one, to several, or to all that match. */
export function PeopleList({ label, queryKey, read, also = [], isFiltered, empty }: PeopleListProps) {
  const { t } = useTranslation(['seats', 'shell']);
  const may = useMay();
  const selection = useSelection();
  const [removing, setRemoving] = useState<readonly PersonKey[] | null>(null);
  const [editing, setEditing] = useState<SeatPerson | null>(null);
  const pages = usePages(['seats', ...queryKey], (cursor) => read(cursor));
  const all = useMutation({
    mutationFn: () => everyPage((cursor) => read(cursor, 200)),
    onSuccess: (people) => selection.set(people.filter(({ seat }) => seat).map(keyOf)),
    onError: sayProblem,
  });
  const mayRemove = may('seats/manage');
  const mayEdit = may('users/manage');
  const acts: Column<SeatPerson> = {
    key: 'acts',
    header: '',
    narrow: true,
    end: true,
    cell: (person) => (
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('actsOf', { name: nameOf(person) })}>
            <EllipsisVertical size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayEdit ? <Menu.Item onClick={() => setEditing(person)}>{t('edit.open')}</Menu.Item> : null}
          {mayRemove && person.seat ? (
            <Menu.Item color="red" onClick={() => setRemoving([person])}>
              {t('remove.one')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
    ),
  };
  const columns = [...usePeopleColumns(also), ...(mayEdit || mayRemove ? [acts] : [])];
  return (
    <>
      {mayRemove && selection.keys.length > 0 ? (
        <Group gap="sm" role="status">
          <Text size="sm" fw={600}>
            {t('shell:table.selected', { count: selection.keys.length })}
          </Text>
          <Button size="xs" color="red" onClick={() => setRemoving(selection.keys.map(personOf))}>
            {t('remove.several')}
          </Button>
          {pages.hasMore ? (
            <Button size="xs" variant="default" loading={all.isPending} onClick={() => all.mutate()}>
              {t('remove.allThatMatch')}
            </Button>
          ) : null}
          <Button size="xs" variant="subtle" color="gray" onClick={() => selection.set([])}>
            {t('shell:act.clear')}
          </Button>
        </Group>
      ) : null}
      <DataTable
        label={label}
        pages={pages}
        columns={columns}
        keyOf={keyOf}
        nameOf={nameOf}
        {...(mayRemove ? { selection, isSelectable: ({ seat }: SeatPerson) => seat } : {})}
        empty={<EmptyNote title={isFiltered ? t('shell:table.noMatch') : empty} />}
      />
      <RemoveSeats people={removing} onClose={() => setRemoving(null)} onDone={() => selection.set([])} />
      <EditPerson person={editing} onClose={() => setEditing(null)} />
    </>
  );
}
