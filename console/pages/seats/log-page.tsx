import { Button, Group, Stack, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import type { operations } from '../../generated/api.d.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { useFormats } from '../../parts/formats.ts';
import { present } from '../../parts/search-params.ts';
import { LogFilters } from './log-filters.tsx';
import { reportAddress } from './report-address.ts';
import { SeatsFrame } from './seats-frame.tsx';

type Movement = operations['getSeatsLog']['responses'][200]['content']['application/json']['items'][number];

const route = getRouteApi('/seats/log');

function useColumns(): readonly Column<Movement>[] {
  const { t } = useTranslation('seats');
  const { time } = useFormats();
  return [
    {
      key: 'at',
      header: t('log.at'),
      narrow: true,
      cell: ({ at }) => <time dateTime={at}>{time(at)}</time>,
    },
    { key: 'doneBy', header: t('log.doneBy'), wideOnly: true, cell: ({ doneBy }) => doneBy },
    {
      key: 'event',
      header: t('log.event'),
      cell: ({ event, reason, plan }) => (
        <>
          {event}
          {reason === null ? null : (
            <Text size="xs" c="dimmed">
              {reason}
            </Text>
          )}
          {plan === null ? null : (
            <Text size="xs">
              <Link to="/changes/$id" params={{ id: plan }}>
                {t('log.plan')}
              </Link>
            </Text>
          )}
        </>
      ),
    },
    { key: 'user', header: t('log.user'), cell: ({ user }) => user },
    {
      key: 'account',
      header: t('account'),
      wideOnly: true,
      cell: ({ account }) =>
        account === null ? null : (
          <Link to="/seats/accounts/$account" params={{ account }}>
            {account}
          </Link>
        ),
    },
  ];
}

/** Who gave or took which seat, when and why. */
export function LogPage() {
  const { t } = useTranslation(['seats', 'shell']);
  const search = route.useSearch();
  const filters = { ...search, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const pages = usePages(['seats', 'log', filters], (cursor) =>
    bodyOf(client.GET('/v1/seats/log', { params: { query: { ...filters, ...present({ cursor }) } } })),
  );
  const isFiltered = Object.keys(search).length > 0;
  return (
    <SeatsFrame tab="log">
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <LogFilters />
          <Button
            component="a"
            href={reportAddress('/v1/seats/log/report', filters)}
            download
            variant="default"
            leftSection={<Download size={16} aria-hidden />}
          >
            {t('shell:act.csv')}
          </Button>
        </Group>
        <DataTable
          label={t('tabs.log')}
          pages={pages}
          columns={useColumns()}
          keyOf={({ id }) => id}
          empty={<EmptyNote title={isFiltered ? t('shell:table.noMatch') : t('log.empty')} />}
        />
      </Stack>
    </SeatsFrame>
  );
}
