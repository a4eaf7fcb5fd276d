import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { bodyOf, client } from '../../client/client.ts';
import type { components } from '../../generated/api.d.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { Panel } from '../../parts/panel.tsx';
import { pagesOf } from './pages-of.ts';

type Spec = components['schemas']['NotificationsSpec'];
type Subscription = Spec['subscriptions'][number];
type Webhook = Spec['webhooks'][number];

const route = getRouteApi('/accounts/$account/notifications');

function useNames() {
  const { t } = useTranslation('accounts');
  return {
    events: (events: Subscription['events']) =>
      (events ?? []).map((event) => t(`events.${event}`)).join(', '),
    recipients: ({ roles = [], teams = [], users = [] }: NonNullable<Subscription['to']> = {}) =>
      [
        ...roles.map((name) => t('to.role', { name })),
        ...teams.map((name) => t('to.team', { name })),
        ...users,
      ].join(', '),
    channels: (channels: Subscription['channels']) =>
      (channels ?? []).map((channel) => t(`channels.${channel}`)).join(', '),
  };
}

function useSubscriptionColumns(): readonly Column<Subscription>[] {
  const { t } = useTranslation('accounts');
  const names = useNames();
  return [
    { key: 'name', header: t('subscription'), cell: ({ name }) => <code>{name}</code> },
    { key: 'events', header: t('event'), cell: ({ events }) => names.events(events) },
    { key: 'to', header: t('recipients'), cell: ({ to }) => names.recipients(to) },
    { key: 'channels', header: t('channel'), wideOnly: true, cell: (each) => names.channels(each.channels) },
    {
      key: 'mandatory',
      header: t('mandatory'),
      wideOnly: true,
      narrow: true,
      cell: ({ mandatory }) => t(mandatory ? 'isMandatory' : 'isOptional'),
    },
  ];
}

function useWebhookColumns(): readonly Column<Webhook>[] {
  const { t } = useTranslation('accounts');
  const names = useNames();
  return [
    { key: 'name', header: t('webhook'), cell: ({ name }) => <code>{name}</code> },
    { key: 'url', header: t('address'), cell: ({ url }) => url },
    { key: 'events', header: t('event'), wideOnly: true, cell: ({ events }) => names.events(events) },
  ];
}

/** Who of an account is told of what, as it is declared; a person's own switches add to it. */
export function NotificationsTab() {
  const { t } = useTranslation('accounts');
  const { account } = route.useParams();
  const query = useQuery({
    queryKey: ['settings', 'Notifications', account],
    queryFn: () =>
      bodyOf(client.GET('/v1/accounts/{account}/notifications', { params: { path: { account } } })),
  });
  const value = (query.data?.effective?.value ?? {}) as Partial<Spec>;
  return (
    <Stack gap="lg">
      <ManagedMark owners={query.data?.owners ?? []} />
      <Panel title={t('subscriptions')} lead={t('subscriptionsHint')}>
        <DataTable
          label={t('subscriptions')}
          pages={pagesOf(query, value.subscriptions ?? [])}
          columns={useSubscriptionColumns()}
          keyOf={({ name }) => name}
          empty={<EmptyNote title={t('noSubscriptions')} />}
        />
      </Panel>
      <Panel title={t('webhooks')}>
        <DataTable
          label={t('webhooks')}
          pages={pagesOf(query, value.webhooks ?? [])}
          columns={useWebhookColumns()}
          keyOf={({ name }) => name}
          empty={<EmptyNote title={t('noWebhooks')} />}
        />
      </Panel>
    </Stack>
  );
}
