import { Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import { BreakGlass, isManaged } from '../../parts/break-glass.tsx';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { nameOf } from '../../parts/person-name.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { sayUndoable } from '../../parts/say-undoable.tsx';
import { present } from '../../parts/search-params.ts';
import { changeSeats } from './change-seats.ts';
import type { SeatPerson } from './person.ts';

interface Move {
  readonly person: SeatPerson;
  readonly seat: boolean;
}

interface AssignListProps {
  readonly account: string;
  readonly q: string | undefined;
}

/** Shows the switch as it was set at once, and as it is again where that is refused. */
function useMoves(reason: string) {
  const { t } = useTranslation(['seats', 'shell']);
  const queries = useQueryClient();
  const [moved, setMoved] = useState<Readonly<Record<string, boolean>>>({});
  const show = (username: string, seat: boolean | undefined): void =>
    setMoved(({ [username]: _, ...others }) =>
      seat === undefined ? others : { ...others, [username]: seat },
    );
  const why = reason.trim() === '' ? undefined : reason.trim();
  const moving = useMutation({
    scope: { id: 'seats of an account' },
    mutationFn: ({ person, seat }: Move) => changeSeats(seat ? 'assign' : 'remove', [person], why),
    onMutate: ({ person, seat }) => show(person.username, seat),
    onSuccess: ({ changed }, { person, seat }) => {
      const name = nameOf(person);
      sayUndoable({
        message:
          changed.length === 0 ? t('assign.kept', { name }) : t(seat ? 'assign.on' : 'assign.off', { name }),
        label: t('shell:act.undo'),
        ...(changed.length === 0 ? {} : { undo: () => moving.mutate({ person, seat: !seat }) }),
      });
    },
    onSettled: async (_done, _error, { person }) => {
      await queries.invalidateQueries({ queryKey: ['seats'] });
      show(person.username, undefined);
    },
  });
  const isOn = ({ username, seat }: SeatPerson): boolean => moved[username] ?? seat;
  return {
    isOn,
    move: (person: SeatPerson, seat: boolean) => moving.mutate({ person, seat }),
    error: moving.error,
  };
}

/** The people of an account, each with a switch for the seat. */
export function AssignList({ account, q }: AssignListProps) {
  const { t } = useTranslation(['seats', 'shell']);
  const [reason, setReason] = useState('');
  const [wasManaged, setWasManaged] = useState<Error | null>(null);
  const { isOn, move, error } = useMoves(reason);
  if (error !== null && error !== wasManaged && isManaged(error)) setWasManaged(error);
  const pages = usePages(['seats', 'assign', account, q], (cursor) =>
    bodyOf(
      client.GET('/v1/accounts/{account}/seats/holders', {
        params: { path: { account }, query: { seat: 'any', ...present({ q, cursor }) } },
      }),
    ),
  );
  const columns: readonly Column<SeatPerson>[] = [
    {
      key: 'name',
      header: t('name'),
      cell: (person) => (
        <>
          <Text size="sm">{nameOf(person)}</Text>
          <Text size="xs" c="dimmed">
            {person.email}
          </Text>
        </>
      ),
    },
    {
      key: 'seat',
      header: t('filters.seat'),
      narrow: true,
      end: true,
      cell: (person) => (
        <Switch
          aria-label={t('assign.seatFor', { name: nameOf(person) })}
          checked={isOn(person)}
          onChange={(event) => move(person, event.currentTarget.checked)}
        />
      ),
    },
  ];
  return (
    <Stack gap="md">
      {wasManaged === null ? null : <BreakGlass error={wasManaged} reason={reason} onChange={setReason} />}
      {error === null || isManaged(error) ? null : <ProblemAlert error={error} />}
      <DataTable
        label={t('assign.title')}
        pages={pages}
        columns={columns}
        keyOf={({ username }) => username}
        empty={<EmptyNote title={q === undefined ? t('assign.nobody') : t('shell:table.noMatch')} />}
      />
    </Stack>
  );
}
