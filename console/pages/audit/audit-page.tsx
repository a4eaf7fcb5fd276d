import { Badge, Button, Group, Menu, Switch, Text } from '@mantine/core';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import type { components } from '../../generated/api.d.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { useFormats } from '../../parts/formats.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { type AuditSearch, auditQuery } from './audit-search.ts';

export type AuditEntry = components['schemas']['AuditEntry'];

const route = getRouteApi('/audit');
/** How often new entries are asked for while the tail is live, in milliseconds. */
const livePause = 3000;

function useColumns(): readonly Column<AuditEntry>[] {
  const { t } = useTranslation('audit');
  const { time } = useFormats();
  return [
    { key: 'at', header: t('at'), narrow: true, cell: ({ at }) => <time dateTime={at}>{time(at)}</time> },
    { key: 'actor', header: t('actor'), cell: ({ actor }) => actor.name },
    {
      key: 'description',
      header: t('what'),
      cell: ({ id, description, address }) => (
        <>
          <Link from="/audit" to="/audit/$id" params={{ id }} search={(former) => former}>
            {description}
          </Link>
          {address ? (
            <Text span size="xs" c="dimmed" ms="xs">
              {address}
            </Text>
          ) : null}
        </>
      ),
    },
    { key: 'account', header: t('account'), wideOnly: true, cell: ({ account }) => account },
    {
      key: 'status',
      header: t('status'),
      narrow: true,
      wideOnly: true,
      cell: ({ status }) => (
        <Badge color={status === 'success' ? 'teal' : 'red'} variant="light">
          {t(status)}
        </Badge>
      ),
    },
  ];
}

function ExportMenu({ search }: { readonly search: AuditSearch }) {
  const { t } = useTranslation('audit');
  const query = (format: string): string =>
    new URLSearchParams({ ...auditQuery(search), format } as Record<string, string>).toString();
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={<Download size={16} aria-hidden />}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['csv', 'jsonl'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={`/v1/audit/export?${query(format)}`} download>
            {t(`formats.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Everything that was done and refused, newest first. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { live, ...filters } = search;
  const pages = usePages(
    ['audit', filters],
    (cursor) =>
      bodyOf(
        client.GET('/v1/audit', {
          params: { query: { ...auditQuery(filters), ...(cursor === undefined ? {} : { cursor }) } },
        }),
      ),
    { refetchInterval: live === 'on' ? livePause : false },
  );
  return (
    <PageFrame
      title={t('title')}
      lead={t('lead')}
      acts={
        <Group>
          <Switch
            label={t('live')}
            checked={live === 'on'}
            onChange={({ currentTarget: { checked } }) =>
              void navigate({
                search: ({ live: _, ...former }) => (checked ? { ...former, live: 'on' } : former),
              })
            }
          />
          <ExportMenu search={filters} />
        </Group>
      }
    >
      <AuditFilters />
      <DataTable
        label={t('title')}
        pages={pages}
        columns={useColumns()}
        keyOf={({ id }) => id}
        empty={<EmptyNote title={t('empty')} hint={t('emptyHint')} />}
      />
      <Outlet />
    </PageFrame>
  );
}
