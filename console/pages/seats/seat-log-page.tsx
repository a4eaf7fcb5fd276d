import { Button, Group, Text, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { FilterSelect } from '../../parts/filter-select.tsx';
import { FilterText } from '../../parts/filter-text.tsx';
import { useFormats } from '../../parts/formats.ts';
import { present } from '../../parts/search-params.ts';
import { SeatsFrame } from './seats-frame.tsx';
import { ranges, seatEvents } from './seats-search.ts';

const route = getRouteApi('/seats/log');

/** Every movement of a seat: who did what, to whom, when and why. */
export function SeatLogPage() {
  const { t } = useTranslation(['seats', 'shell', 'audit']);
  const { time } = useFormats();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (to: Partial<Record<keyof typeof search, unknown>>): void =>
    void navigate({ search: (former) => present({ ...former, ...to }) as typeof search, replace: true });
  const { range, ...others } = search;
  // Times of one's own go before a named range.
  const query = {
    ...others,
    ...(range === undefined || others.from !== undefined || others.to !== undefined ? {} : { range }),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const pages = usePages(['seats', 'log', search], (cursor) =>
    bodyOf(
      client.GET('/v1/seats/log', {
        params: { query: { ...query, ...(cursor === undefined ? {} : { cursor }) } },
      }),
    ),
  );
  return (
    <SeatsFrame
      tab="log"
      acts={
        <Button
          component="a"
          href={`/v1/seats/log/report?${new URLSearchParams(query as Record<string, string>)}`}
          variant="default"
          leftSection={<Download size={16} aria-hidden />}
        >
          {t('shell:act.csv')}
        </Button>
      }
    >
      <Group gap="sm" align="end">
        <FilterText label={t('shell:act.search')} value={search.q} onChange={(q) => change({ q })} />
        <FilterText label={t('account')} value={search.account} onChange={(account) => change({ account })} />
        <FilterSelect
          label={t('event')}
          value={search.event}
          options={seatEvents.map((value) => ({ value, label: t(`events.${value}`) }))}
          onChange={(event) => change({ event })}
        />
        <FilterSelect
          label={t('audit:range')}
          value={range}
          options={ranges.map((value) => ({ value, label: t(`audit:ranges.${value}`) }))}
          onChange={(next) => change({ range: next, from: undefined, to: undefined })}
        />
        {(['from', 'to'] as const).map((name) => (
          <TextInput
            key={name}
            type="datetime-local"
            label={t(`audit:${name}`)}
            value={search[name] ?? ''}
            onChange={(event) => change({ [name]: event.currentTarget.value, range: undefined })}
          />
        ))}
      </Group>
      <DataTable
        label={t('tabs.log')}
        pages={pages}
        keyOf={({ id }) => id}
        columns={[
          {
            key: 'at',
            header: t('date'),
            narrow: true,
            cell: ({ at }) => <time dateTime={at}>{time(at)}</time>,
          },
          { key: 'by', header: t('doneBy'), cell: ({ doneBy }) => doneBy },
          {
            key: 'event',
            header: t('event'),
            cell: ({ event, reason }) => (
              <>
                {event}
                {reason === null ? null : (
                  <Text span size="xs" c="dimmed" ms="xs">
                    {reason}
                  </Text>
                )}
              </>
            ),
          },
          { key: 'user', header: t('impacted'), cell: ({ user }) => user },
          { key: 'account', header: t('account'), wideOnly: true, cell: ({ account }) => account },
        ]}
        empty={<EmptyNote title={t('noMovement')} hint={t('noMovementHint')} />}
      />
    </SeatsFrame>
  );
}
