import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../parts/column.ts';
import { useFormats } from '../../parts/formats.ts';
import { nameOf } from '../../parts/person-name.ts';
import type { sorts } from './people-search.ts';
import { originOf, type Person, statusOf } from './person.ts';
import { StatusBadge } from './status-badge.tsx';

type Sort = (typeof sorts)[number];

interface Sorting {
  readonly sort: Sort;
  readonly setSort: (sort: Sort) => void;
}

/** Who it is, how things stand, what he holds. */
export function useUserColumns({ sort, setSort }: Sorting): readonly Column<Person>[] {
  const { t } = useTranslation(['people', 'shell']);
  const { date } = useFormats();
  const sorted = (by: Sort): NonNullable<Column<Person>['sort']> => ({
    direction: sort === by ? 'ascending' : null,
    toggle: () => setSort(by),
  });
  return [
    {
      key: 'username',
      header: t('name'),
      sort: sorted('username'),
      cell: (person) => (
        <>
          <Anchor
            size="sm"
            renderRoot={(props) => (
              <Link
                {...props}
                to="/users/$account/$name"
                params={{ account: person.account, name: person.username }}
              />
            )}
          >
            {nameOf(person)}
          </Anchor>
          <Text size="xs" c="dimmed">
            {person.username} · {person.email}
          </Text>
        </>
      ),
    },
    { key: 'account', header: t('account'), wideOnly: true, cell: ({ account }) => account },
    {
      key: 'status',
      header: t('status'),
      narrow: true,
      cell: (person) => <StatusBadge status={statusOf(person)} />,
    },
    { key: 'roles', header: t('roles'), wideOnly: true, cell: ({ roles }) => roles.join(', ') },
    { key: 'teams', header: t('teams'), wideOnly: true, cell: ({ teams }) => teams.join(', ') },
    {
      key: 'seat',
      header: t('seat'),
      narrow: true,
      wideOnly: true,
      cell: ({ seat }) => t(seat ? 'shell:yes' : 'shell:no'),
    },
    {
      key: 'last-sign-in',
      header: t('lastSignIn'),
      narrow: true,
      wideOnly: true,
      sort: sorted('last-sign-in'),
      cell: ({ lastSignInAt }) => (lastSignInAt === null ? t('shell:never') : date(lastSignInAt)),
    },
    {
      key: 'origin',
      header: t('origin'),
      narrow: true,
      wideOnly: true,
      cell: ({ origin, managedBy }) =>
        managedBy.length === 0
          ? t(`origins.${originOf(origin)}`)
          : t('originOfSet', { set: managedBy.join(', ') }),
    },
  ];
}
