import { Badge, Group, Stack, Switch, Table, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay, useWho } from '../../client/who.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { sayUndoable } from '../../parts/say-undoable.tsx';
import { DeclaredSubscriptions } from './declared-subscriptions.tsx';
import { NotificationsFrame } from './notifications-frame.tsx';
import { type Subscription, useFlip, useSubscriptions } from './own-subscriptions.ts';

const route = getRouteApi('/notifications/subscriptions');
const channels = ['console', 'email'] as const;

function OneSwitch({ item }: { readonly item: Subscription }) {
  const { t } = useTranslation(['notifications', 'shell']);
  const { flip, putBack } = useFlip();
  const { event, channel, on, mandatory, available, declared } = item;
  const what = t('subscriptions.switch', {
    event: t(`events.${event}`),
    channel: t(`subscriptions.channels.${channel}`),
  });
  const change = (next: boolean): void => {
    const before = flip(item, next);
    sayUndoable({
      message: t(next ? 'subscriptions.on' : 'subscriptions.off', { what }),
      label: t('shell:act.undo'),
      undo: () => putBack(before),
    });
  };
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Switch
          aria-label={what}
          checked={on}
          disabled={(mandatory && on) || (!on && !available && declared.length === 0)}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
        {mandatory ? (
          <Badge variant="light" color="orange">
            {t('subscriptions.mandatory')}
          </Badge>
        ) : null}
      </Group>
      {declared.length === 0 ? null : (
        <Text size="xs" c="dimmed">
          {t('subscriptions.declared', { names: declared.join(', ') })}
        </Text>
      )}
      {!on && !available && declared.length === 0 ? (
        <Text size="xs" c="dimmed">
          {t('subscriptions.unavailable')}
        </Text>
      ) : null}
    </Stack>
  );
}

function Switches({ items }: { readonly items: readonly Subscription[] }) {
  const { t } = useTranslation('notifications');
  const events = [...new Set(items.map(({ event }) => event))];
  return (
    <Table verticalSpacing="sm">
      <caption hidden>{t('subscriptions.table')}</caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('subscriptions.event')}</Table.Th>
          {channels.map((channel) => (
            <Table.Th key={channel} scope="col">
              {t(`subscriptions.channels.${channel}`)}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {events.map((event) => (
          <Table.Tr key={event}>
            <Table.Th scope="row" fw={500}>
              {t(`events.${event}`)}
            </Table.Th>
            {channels.map((channel) => {
              const item = items.find((one) => one.event === event && one.channel === channel);
              return (
                <Table.Td key={channel}>{item === undefined ? null : <OneSwitch item={item} />}</Table.Td>
              );
            })}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What one wants to be told of, and what the account has decided. */
export function SubscriptionsPage() {
  const { t } = useTranslation('notifications');
  const { data, error, refetch } = useSubscriptions();
  const may = useMay();
  const who = useWho();
  const { account = who.account ?? who.organisation } = route.useSearch();
  return (
    <NotificationsFrame part="subscriptions">
      <Stack gap="xl">
        <div>
          <Text size="sm" c="dimmed" mb="sm" maw="70ch">
            {t('subscriptions.lead')}
          </Text>
          {error === null ? null : <ProblemAlert error={error} onRetry={() => void refetch()} />}
          {data === undefined ? null : <Switches items={data.items} />}
        </div>
        {may('notifications/read') ? <DeclaredSubscriptions account={account} /> : null}
      </Stack>
    </NotificationsFrame>
  );
}
