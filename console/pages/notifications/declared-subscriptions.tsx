import { Badge, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AccountSelect } from '../../parts/account-select.tsx';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { SettingsGroup } from '../../parts/settings/settings-group.tsx';
import { type DeclaredSubscription, useAccountNotifications } from './account-notifications.ts';

function One({ name, events = [], to = {}, channels = [], mandatory }: DeclaredSubscription) {
  const { t } = useTranslation('notifications');
  const who = [...(to.roles ?? []), ...(to.teams ?? []), ...(to.users ?? [])].join(', ');
  const ways = channels.map((channel) => t(`subscriptions.channels.${channel}`)).join(', ');
  return (
    <Stack gap={4} py="sm">
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {name}
        </Text>
        {mandatory === true ? (
          <Badge variant="light" color="orange">
            {t('subscriptions.mandatory')}
          </Badge>
        ) : null}
      </Group>
      <Group gap={6}>
        {events.map((event) => (
          <Badge key={event} variant="light" color="gray">
            {t(`events.${event}`)}
          </Badge>
        ))}
      </Group>
      <Text size="sm" c="dimmed">
        {t('subscriptions.to', { who })} · {t('subscriptions.by', { channels: ways })}
      </Text>
    </Stack>
  );
}

/** Who in an account is told of what, as it is declared. */
export function DeclaredSubscriptions({ account }: { readonly account: string }) {
  const { t } = useTranslation('notifications');
  const navigate = useNavigate();
  const { data, error } = useAccountNotifications(account);
  return (
    <SettingsGroup title={t('subscriptions.account')} lead={t('subscriptions.accountLead')}>
      <Group align="flex-end" justify="space-between" mt="sm">
        <AccountSelect
          value={account}
          onChange={(next) =>
            void navigate({ to: '/notifications/subscriptions', search: { account: next }, replace: true })
          }
        />
        <ManagedMark owners={data?.owners ?? []} />
      </Group>
      {error === null ? null : <ProblemAlert error={error} />}
      {data?.subscriptions.map((subscription) => (
        <One key={subscription.name} {...subscription} />
      ))}
      {data?.subscriptions.length === 0 ? (
        <Text size="sm" mt="sm">
          {t('subscriptions.none')}
        </Text>
      ) : null}
    </SettingsGroup>
  );
}
