import { Badge, Button, Group } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay, useWho } from '../../client/who.ts';
import { AccountSelect } from '../../parts/account-select.tsx';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { onDemand } from '../../parts/on-demand.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { present } from '../../parts/search-params.ts';
import { type Team, useTeams, wholeList } from './named-resources.ts';
import type { NamedSearch } from './people-search.ts';

const AddTeam = onDemand(
  async () => (await import('./add-team.tsx')).AddTeam,
  ({ opened }) => opened,
);

const route = getRouteApi('/teams');

function useColumns(account: string): readonly Column<Team>[] {
  const { t } = useTranslation(['people', 'shell']);
  return [
    {
      key: 'name',
      header: t('team'),
      cell: (team) => (
        <Group gap="xs">
          <Link to="/teams/$account/$name" params={{ account, name: team.name }}>
            {team.name}
          </Link>
          {team.origin === undefined && team.spec.membership !== 'sso' ? null : (
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
  const account = search.account ?? own ?? organisation;
  const teams = useTeams();
  const wanted = search.q?.toLowerCase() ?? '';
  const shown = (teams.data ?? []).filter(
    (team) => team.account === account && team.name.toLowerCase().includes(wanted),
  );
  const change = (to: { readonly [Name in keyof NamedSearch]?: NamedSearch[Name] | undefined }): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as NamedSearch, replace: true });
  return (
    <PageFrame
      title={t('shell:nav.teams')}
      lead={t('teamsLead')}
      acts={
        may('teams/manage') ? (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => change({ open: 'new' })}>
            {t('addTeam')}
          </Button>
        ) : null
      }
    >
      <Group gap="sm" align="end">
        <AccountSelect value={account} onChange={(next) => change({ account: next })} />
        <FilterText label={t('findTeam')} value={search.q} onChange={(q) => change({ q })} />
      </Group>
      <DataTable
        label={t('shell:nav.teams')}
        pages={wholeList(shown, teams)}
        columns={useColumns(account)}
        keyOf={({ name }) => name}
        empty={
          <EmptyNote
            title={t('noTeams')}
            hint={wanted === '' ? t('noTeamsHint') : t('shell:table.noMatch')}
          />
        }
      />
      <AddTeam account={account} opened={search.open === 'new'} onClose={() => change({ open: undefined })} />
    </PageFrame>
  );
}
