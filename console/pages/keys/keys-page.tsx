import { Button, Tabs, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import { useMay } from '../../client/who.ts';
import { AskBeforeDoing } from '../../parts/ask-before-doing.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { onDemand } from '../../parts/on-demand.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { sayDone } from '../../parts/say.ts';
import { present } from '../../parts/search-params.ts';
import type { ApiKey } from './api-key.ts';
import { useKeyColumns } from './key-columns.tsx';
import type { KeysSearch } from './keys-search.ts';
import { MachinesTable } from './machines-table.tsx';

const MakeKey = onDemand(
  async () => (await import('./make-key.tsx')).MakeKey,
  ({ opened }) => opened,
);

const route = getRouteApi('/keys');

function KeysTable() {
  const { t } = useTranslation('keys');
  const queries = useQueryClient();
  const [asked, setAsked] = useState<ApiKey | null>(null);
  const pages = usePages<ApiKey>(['api keys'], (cursor) =>
    bodyOf(
      client.GET('/v1/api-keys', {
        params: { query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  );
  const revoke = async (): Promise<void> => {
    if (asked === null) return;
    await bodyOf(client.DELETE('/v1/api-keys/{id}', { params: { path: { id: asked.id } } }));
    await queries.invalidateQueries({ queryKey: ['api keys'] });
    sayDone(t('revoked'));
    setAsked(null);
  };
  return (
    <>
      <DataTable
        label={t('title')}
        pages={pages}
        columns={useKeyColumns(setAsked)}
        keyOf={({ id }) => id}
        empty={<EmptyNote title={t('empty')} hint={t('emptyHint')} />}
      />
      <AskBeforeDoing
        opened={asked !== null}
        title={t('revokeKey', { name: asked?.name ?? '' })}
        label={t('revoke')}
        onClose={() => setAsked(null)}
        run={revoke}
      >
        <Text size="sm">{t('revokeDoes', { name: asked?.name ?? '' })}</Text>
      </AskBeforeDoing>
    </>
  );
}

/** What calls the API in place of people: keys, and the machines that hold them. */
export function KeysPage() {
  const { t } = useTranslation('keys');
  const may = useMay();
  const { tab, open } = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: { readonly [Name in keyof KeysSearch]?: KeysSearch[Name] | undefined }): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as KeysSearch, replace: true });
  const tabs = [
    ...(may('api-keys/read') ? (['keys'] as const) : []),
    ...(may('service-accounts/read') ? (['machines'] as const) : []),
  ];
  return (
    <PageFrame
      title={t('title')}
      lead={t('lead')}
      acts={
        may('api-keys/manage') ? (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => change({ open: 'new' })}>
            {t('make')}
          </Button>
        ) : null
      }
    >
      <Tabs
        value={tab ?? 'keys'}
        keepMounted={false}
        onChange={(next) => change({ tab: next === 'machines' ? next : undefined })}
      >
        <Tabs.List mb="md">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="keys">
          <KeysTable />
        </Tabs.Panel>
        <Tabs.Panel value="machines">
          <MachinesTable />
        </Tabs.Panel>
      </Tabs>
      <MakeKey opened={open === 'new'} onClose={() => change({ open: undefined })} />
    </PageFrame>
  );
}
