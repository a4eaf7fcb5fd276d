import { Drawer, Group, Stack, Switch, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import { AccountSelect } from '../../parts/account-select.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import { sayDone, sayProblem } from '../../parts/say.ts';
import { keyOfPerson, nameOfPerson, type SeatPerson } from './people-columns.tsx';

interface AssignDrawerProps {
  /** undefined: closed. */
  readonly account: string | undefined;
  readonly onAccount: (account: string | undefined) => void;
}

/** A seat by a switch: it moves at once, and back where the server refuses. */
function SeatSwitch({ person }: { readonly person: SeatPerson }) {
  const { t } = useTranslation('seats');
  const queries = useQueryClient();
  const { account, username, seat } = person;
  const switching = useMutation({
    mutationFn: (on: boolean) => {
      const init = { params: { path: { account } }, body: { users: [username] } };
      return bodyOf(
        on
          ? client.POST('/v1/accounts/{account}/seats/assign', init)
          : client.POST('/v1/accounts/{account}/seats/remove', init),
      );
    },
    onSuccess: (_, on) => sayDone(t(on ? 'given' : 'taken', { name: nameOfPerson(person) })),
    onError: sayProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: ['seats'] }),
  });
  const isOn = switching.isPending ? switching.variables : seat;
  return (
    <Switch
      checked={isOn}
      aria-label={t('seatOf', { name: nameOfPerson(person) })}
      onChange={({ currentTarget: { checked } }) => switching.mutate(checked)}
    />
  );
}

/** Chooses an account and people, and gives them seats or takes them. */
export function AssignDrawer({ account, onAccount }: AssignDrawerProps) {
  const { t } = useTranslation(['seats', 'shell']);
  return (
    <Drawer
      opened={account !== undefined}
      onClose={() => onAccount(undefined)}
      position="right"
      size="lg"
      title={t('assign')}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      {account === undefined ? null : <People account={account} onAccount={onAccount} />}
    </Drawer>
  );
}

function People({ account, onAccount }: AssignDrawerProps & { readonly account: string }) {
  const { t } = useTranslation('seats');
  const [q, setQ] = useState<string>();
  const pages = usePages<SeatPerson>(['seats', 'to assign', account, q], (cursor) =>
    bodyOf(
      client.GET('/v1/accounts/{account}/seats/holders', {
        params: {
          path: { account },
          query: {
            seat: 'any',
            ...(q === undefined ? {} : { q }),
            ...(cursor === undefined ? {} : { cursor }),
          },
        },
      }),
    ),
  );
  return (
    <Stack>
      <Group align="end">
        <AccountSelect value={account} onChange={onAccount} />
        <FilterText label={t('findPerson')} value={q} onChange={setQ} />
      </Group>
      <DataTable
        label={t('assign')}
        pages={pages}
        keyOf={keyOfPerson}
        columns={[
          {
            key: 'name',
            header: t('name'),
            cell: (person) => (
              <>
                <Text size="sm">{nameOfPerson(person)}</Text>
                <Text size="xs" c="dimmed">
                  {person.username}
                </Text>
              </>
            ),
          },
          {
            key: 'seat',
            header: t('seat'),
            narrow: true,
            end: true,
            cell: (person) => <SeatSwitch person={person} />,
          },
        ]}
      />
    </Stack>
  );
}
