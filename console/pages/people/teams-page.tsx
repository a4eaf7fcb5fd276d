import { Badge, Button, Group } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import { useMay, useWho } from '../../client/who.ts';
import type { components } from '../../generated/api.d.ts';
import { AccountSelect } from '../../parts/account-select.tsx';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { ManagedMark, type Owner } from '../../parts/managed-mark.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { present } from '../../parts/search-params.ts';
import { AddTeam } from './add-team.tsx';

const route = getRouteApi('/teams');

interface Team {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly spec: components['schemas']['TeamSpec'];
  readonly owners: readonly Owner[];
  readonly origin?: string;
}

const nameOf = ({ metadata }: Team): string => String(metadata['name']);

function useColumns(account: string): readonly Column<Team>[] {
  const { t } = useTranslation(['people', 'shell']);
  return [
    {
      key: 'name',
      header: t('team'),
      cell: (team) => (
        <Group gap="xs">
          <Link to="/teams/$account/$name" params={{ account, name: nameOf(team) }}>
            {nameOf(team)}
          </Link>
          {team.origin === undefined ? null : (
            <Badge color="blue" variant="light">
              {t('keptBySso')}
            </Badge>
          )}
        </Group>
      ),
    },
    {
      key: 'members',
      header: t('members'),
      narrow: true,
      end: true,
      cell: ({ spec }) => spec.members?.length ?? 0,
    },
    {
      key: 'roles',
      header: t('roles'),
      wideOnly: true,
      cell: ({ spec }) => spec.roles?.join(', ') || t('shell:none'),
    },
    { key: 'description', header: t('description'), wideOnly: true, cell: ({ spec }) => spec.description },
    {
      key: 'owner',
      header: t('managed'),
      wideOnly: true,
      cell: ({ owners }) => <ManagedMark owners={owners} />,
    },
  ];
}

/** Teams of an account; those that the identity provider keeps are marked. */
export function TeamsPage() {
  const { t } = useTranslation(['people', 'shell']);
  const { account: own, organisation } = useWho();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const may = useMay();
  const [isAdding, setIsAdding] = useState(false);
  const account = search.account ?? own ?? organisation;
  const pages = usePages<Team>(['teams', account], (cursor) =>
    bodyOf(
      client.GET('/v1/accounts/{account}/teams', {
        params: { path: { account }, query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  );
  return (
    <PageFrame
      title={t('shell:nav.teams')}
      lead={t('teamsLead')}
      acts={
        may('teams/manage') ? (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
            {t('addTeam')}
          </Button>
        ) : null
      }
    >
      <AccountSelect
        value={account}
        onChange={(next) => void navigate({ search: (former) => present({ ...former, account: next }) })}
      />
      <DataTable
        label={t('shell:nav.teams')}
        pages={pages}
        columns={useColumns(account)}
        keyOf={nameOf}
        empty={<EmptyNote title={t('noTeams')} hint={t('noTeamsHint')} />}
      />
      <AddTeam account={account} opened={isAdding} onClose={() => setIsAdding(false)} />
    </PageFrame>
  );
}
