import { Badge, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import type { operations } from '../../generated/api.d.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { useFormats } from '../../parts/formats.ts';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { nameOf } from './account-item.ts';

type Team =
  operations['getAccountsByAccountTeams']['responses'][200]['content']['application/json']['items'][number];

const route = getRouteApi('/accounts/$account/teams');

function useColumns(account: string): readonly Column<Team>[] {
  const { t } = useTranslation('accounts');
  const { number } = useFormats();
  return [
    {
      key: 'name',
      header: t('team'),
      cell: (team) => (
        <>
          <Link to="/teams/$account/$name" params={{ account, name: nameOf(team) }}>
            {nameOf(team)}
          </Link>
          {team.origin === 'sso' ? (
            <Badge ms="xs" variant="light">
              SSO
            </Badge>
          ) : null}
          <Text size="xs" c="dimmed">
            {team.spec.description}
          </Text>
        </>
      ),
    },
    { key: 'roles', header: t('roles'), wideOnly: true, cell: ({ spec }) => spec.roles?.join(', ') },
    {
      key: 'members',
      header: t('members'),
      narrow: true,
      end: true,
      cell: ({ spec }) => number(spec.members?.length ?? 0),
    },
    {
      key: 'owners',
      header: t('managed'),
      wideOnly: true,
      cell: ({ owners }) => <ManagedMark owners={owners} />,
    },
  ];
}

/** The teams of an account. */
export function TeamsTab() {
  const { t } = useTranslation('accounts');
  const { account } = route.useParams();
  const pages = usePages(['teams of', account], (cursor) =>
    bodyOf(
      client.GET('/v1/accounts/{account}/teams', {
        params: { path: { account }, query: cursor === undefined ? {} : { cursor } },
      }),
    ),
  );
  return (
    <DataTable
      label={t('tabs.teams')}
      pages={pages}
      columns={useColumns(account)}
      keyOf={nameOf}
      empty={<EmptyNote title={t('noTeams')} />}
    />
  );
}
