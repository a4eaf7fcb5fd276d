import { Button, Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Download, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { peopleFields } from '../../../schemas/contract/search-fields.ts';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import { useMay } from '../../client/who.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { onDemand } from '../../parts/on-demand.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { nameOf } from '../../parts/person-name.ts';
import { SearchBar } from '../../parts/search-bar.tsx';
import { present } from '../../parts/search-params.ts';
import { useSelection } from '../../parts/selection.ts';
import { InviteActs } from './invite-acts.tsx';
import { useRoles, useTeams } from './named-resources.ts';
import type { UsersSearch } from './people-search.ts';
import { keyOfPerson, type Person, withCursor } from './person.ts';
import { useUserColumns } from './user-columns.tsx';

const AddUser = onDemand(
  async () => (await import('./add-user.tsx')).AddUser,
  ({ opened }) => opened,
);

const route = getRouteApi('/users');

/** undefined takes a filter away. */
type Change = { readonly [Name in keyof UsersSearch]?: UsersSearch[Name] | undefined };

function useSearchValues() {
  const roles = useRoles().data ?? [];
  const teams = useTeams().data ?? [];
  return { role: roles.map(({ name }) => name), team: teams.map(({ name }) => name) };
}

/** Everybody of the accounts that are reached: users, and invitations that nobody has taken up. */
export function UsersPage() {
  const { t } = useTranslation(['people', 'shell']);
  const may = useMay();
  const { tab, q, sort = 'username', open } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: Change): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as UsersSearch, replace: true });
  const asked = [tab === 'invites' ? 'status:invited' : '', q ?? ''].filter(Boolean).join(' ');
  const pages = usePages<Person>(['people', asked, sort], (cursor) =>
    bodyOf(client.GET('/v1/people', { params: { query: { q: asked, sort, ...withCursor(cursor) } } })),
  );
  const selection = useSelection();
  const isSelectable = tab === 'invites' && may('users/manage');
  const columns = useUserColumns({ sort, setSort: (next) => change({ sort: next }) });
  return (
    <PageFrame
      title={t('shell:nav.users')}
      lead={t('lead')}
      acts={
        <>
          <Button
            component="a"
            href={`/v1/people/report?${new URLSearchParams({ q: asked })}`}
            download
            variant="default"
            leftSection={<Download size={16} aria-hidden />}
          >
            {t('shell:act.csv')}
          </Button>
          {may('users/manage') ? (
            <Button onClick={() => change({ open: 'new' })} leftSection={<UserPlus size={16} aria-hidden />}>
              {t('add')}
            </Button>
          ) : null}
        </>
      }
    >
      <Tabs
        value={tab ?? 'users'}
        keepMounted={false}
        onChange={(next) => {
          selection.set([]);
          change({ tab: next === 'invites' ? 'invites' : undefined });
        }}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="users">{t('tabs.users')}</Tabs.Tab>
          <Tabs.Tab value="invites">{t('tabs.invites')}</Tabs.Tab>
        </Tabs.List>
        <SearchBar
          label={t('find')}
          fields={peopleFields}
          value={q}
          values={useSearchValues()}
          onChange={(next) => change({ q: next })}
        />
        {(['users', 'invites'] as const).map((value) => (
          <Tabs.Panel key={value} value={value} pt="md">
            {isSelectable ? <InviteActs people={pages.items} selection={selection} query={asked} /> : null}
            <DataTable
              label={t(value === 'users' ? 'tabs.users' : 'tabs.invites')}
              pages={pages}
              columns={columns}
              keyOf={keyOfPerson}
              nameOf={nameOf}
              {...(isSelectable ? { selection } : {})}
              empty={
                <EmptyNote title={t('nobody')} hint={q === undefined ? t('nobodyYet') : t('nobodyHint')} />
              }
            />
          </Tabs.Panel>
        ))}
      </Tabs>
      <AddUser opened={open === 'new'} onClose={() => change({ open: undefined })} />
    </PageFrame>
  );
}
