import { Badge, Stack, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import type { operations } from '../../generated/api.d.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { nameOf } from './account-item.ts';

type User =
  operations['getAccountsByAccountUsers']['responses'][200]['content']['application/json']['items'][number];

const route = getRouteApi('/accounts/$account/users');

function useColumns(account: string): readonly Column<User>[] {
  const { t } = useTranslation('accounts');
  return [
    {
      key: 'name',
      header: t('user'),
      cell: (user) => {
        const name = nameOf(user);
        const { firstName, lastName, email } = user.spec;
        const whole = [firstName, lastName].filter(Boolean).join(' ');
        return (
          <>
            <Link to="/users/$account/$name" params={{ account, name }}>
              {whole === '' ? name : whole}
            </Link>
            <Text size="xs" c="dimmed">
              {[name, email].filter(Boolean).join(' · ')}
            </Text>
          </>
        );
      },
    },
    { key: 'roles', header: t('roles'), wideOnly: true, cell: ({ spec }) => spec.roles?.join(', ') },
    {
      key: 'state',
      header: t('state'),
      narrow: true,
      cell: ({ spec }) => (
        <Badge variant="light" color={spec.enabled === false ? 'red' : 'teal'}>
          {t(spec.enabled === false ? 'disabled' : 'enabled')}
        </Badge>
      ),
    },
    {
      key: 'owners',
      header: t('managed'),
      wideOnly: true,
      cell: ({ owners }) => <ManagedMark owners={owners} />,
    },
  ];
}

/** The people of an account. */
export function UsersTab() {
  const { t } = useTranslation('accounts');
  const { account } = route.useParams();
  const pages = usePages(['users of', account], (cursor) =>
    bodyOf(
      client.GET('/v1/accounts/{account}/users', {
        params: { path: { account }, query: cursor === undefined ? {} : { cursor } },
      }),
    ),
  );
  return (
    <Stack gap="sm">
      <DataTable
        label={t('tabs.users')}
        pages={pages}
        columns={useColumns(account)}
        keyOf={nameOf}
        empty={<EmptyNote title={t('noUsers')} />}
      />
    </Stack>
  );
}
