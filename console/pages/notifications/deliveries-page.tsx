import { Badge, Button, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import { usePages } from '../../client/pages.ts';
import { useMay } from '../../client/who.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { useFormats } from '../../parts/formats.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { NewSecret } from './new-secret.tsx';

const route = getRouteApi('/notifications/webhooks/$account/$name');

const read = (account: string, name: string, cursor: string | undefined) =>
  bodyOf(
    client.GET('/v1/accounts/{account}/webhooks/{name}/deliveries', {
      params: { path: { account, name }, query: cursor === undefined ? {} : { cursor } },
    }),
  );

type Delivery = Awaited<ReturnType<typeof read>>['items'][number];

const colours = { waiting: 'orange', delivered: 'teal', failed: 'red' } as const;

function Fate({ deliveredAt, failedAt, nextAttemptAt, lastError }: Delivery) {
  const { t } = useTranslation('notifications');
  const { time } = useFormats();
  const said =
    deliveredAt !== null
      ? t('deliveries.delivered', { when: time(deliveredAt) })
      : failedAt !== null
        ? t('deliveries.failed', { when: time(failedAt) })
        : nextAttemptAt === null
          ? ''
          : t('deliveries.next', { when: time(nextAttemptAt) });
  return (
    <>
      <Text size="sm">{said}</Text>
      {lastError === null ? null : (
        <Text size="xs" c="dimmed">
          {lastError}
        </Text>
      )}
    </>
  );
}

function useColumns(): readonly Column<Delivery>[] {
  const { t } = useTranslation('notifications');
  const { time, number } = useFormats();
  return [
    { key: 'created', header: t('deliveries.created'), cell: ({ createdAt }) => time(createdAt) },
    {
      key: 'event',
      header: t('deliveries.event'),
      wideOnly: true,
      cell: ({ event }) => t(`events.${event as 'balance'}`, { defaultValue: event }),
    },
    {
      key: 'status',
      header: t('deliveries.status'),
      narrow: true,
      cell: ({ status }) => (
        <Badge variant="light" color={colours[status]}>
          {t(`deliveries.statuses.${status}`)}
        </Badge>
      ),
    },
    { key: 'fate', header: '', cell: (delivery) => <Fate {...delivery} /> },
    {
      key: 'attempts',
      header: t('deliveries.attempts'),
      end: true,
      wideOnly: true,
      cell: ({ attempts }) => number(attempts),
    },
    { key: 'id', header: t('deliveries.id'), wideOnly: true, cell: ({ id }) => <code>{id}</code> },
  ];
}

/** What a webhook was sent, and how that went. */
export function DeliveriesPage() {
  const { t } = useTranslation('notifications');
  const { account, name } = route.useParams();
  const may = useMay();
  const [isAsking, setIsAsking] = useState(false);
  const pages = usePages(['deliveries', account, name], (cursor) => read(account, name, cursor));
  return (
    <PageFrame
      title={t('deliveries.title', { name })}
      lead={
        <Link to="/notifications/webhooks" search={{ account }}>
          {t('deliveries.back')}
        </Link>
      }
      acts={
        may('notifications/manage') ? (
          <Button
            variant="default"
            leftSection={<KeyRound size={16} aria-hidden />}
            onClick={() => setIsAsking(true)}
          >
            {t('webhooks.secret')}
          </Button>
        ) : null
      }
    >
      <DataTable
        label={t('deliveries.table')}
        pages={pages}
        columns={useColumns()}
        keyOf={({ id }) => id}
        empty={<EmptyNote title={t('deliveries.none')} hint={t('deliveries.noneHint')} />}
      />
      <NewSecret account={account} name={name} isOpen={isAsking} onClose={() => setIsAsking(false)} />
    </PageFrame>
  );
}
