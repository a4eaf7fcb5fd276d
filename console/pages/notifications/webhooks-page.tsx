import { ActionIcon, Badge, Button, Group, Table, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { useMay, useWho } from '../../client/who.ts';
import { AccountSelect } from '../../parts/account-select.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { ManagedMark } from '../../parts/managed-mark.tsx';
import { onDemand } from '../../parts/on-demand.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { type AccountNotifications, useAccountNotifications, type Webhook } from './account-notifications.ts';
import { NotificationsFrame } from './notifications-frame.tsx';

const AddWebhook = onDemand(
  async () => (await import('./add-webhook.tsx')).AddWebhook,
  ({ isOpen }) => isOpen,
);

const route = getRouteApi('/notifications/webhooks');

interface ListProps {
  readonly account: string;
  readonly webhooks: readonly Webhook[];
  /** null: one cannot. */
  readonly onRemove: ((name: string) => void) | null;
}

function List({ account, webhooks, onRemove }: ListProps) {
  const { t } = useTranslation('notifications');
  return (
    <Table.ScrollContainer minWidth={320} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <caption hidden>{t('webhooks.table')}</caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('webhooks.name')}</Table.Th>
            <Table.Th scope="col">{t('webhooks.events')}</Table.Th>
            {onRemove === null ? null : <Table.Td />}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {webhooks.map(({ name, url, events = [] }) => (
            <Table.Tr key={name}>
              <Table.Td>
                <Link to="/notifications/webhooks/$account/$name" params={{ account, name }}>
                  {name}
                </Link>
                <Text size="xs" c="dimmed">
                  {url}
                </Text>
              </Table.Td>
              <Table.Td>
                <Group gap={6}>
                  {events.map((event) => (
                    <Badge key={event} variant="light" color="gray">
                      {t(`events.${event}`)}
                    </Badge>
                  ))}
                </Group>
              </Table.Td>
              {onRemove === null ? null : (
                <Table.Td ta="end">
                  <ActionIcon
                    variant="subtle"
                    color="red"
                    aria-label={t('webhooks.remove', { name })}
                    onClick={() => onRemove(name)}
                  >
                    <Trash2 size={16} aria-hidden />
                  </ActionIcon>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function editOf(account: string, { version }: AccountNotifications, webhooks: readonly Webhook[]): Edit {
  return {
    path: resourcePath('accounts', account, 'notifications'),
    method: 'PATCH',
    spec: { webhooks: webhooks.length === 0 ? null : webhooks },
    ...(version === null ? {} : { version }),
  };
}

/** Systems of the account's own that are told of events. */
export function WebhooksPage() {
  const { t } = useTranslation('notifications');
  const may = useMay();
  const who = useWho();
  const navigate = route.useNavigate();
  const { account = who.account ?? who.organisation } = route.useSearch();
  const { data, error } = useAccountNotifications(account);
  const [edit, setEdit] = useState<Edit | null>(null);
  const [isAdding, setIsAdding] = useState(false);
  const mayManage = may('notifications/manage');
  const change = (webhooks: readonly Webhook[]): void =>
    data === undefined ? undefined : setEdit(editOf(account, data, webhooks));
  if (!may('notifications/read'))
    return (
      <NotificationsFrame part="webhooks">
        <EmptyNote
          title={t('webhooks.noRight')}
          hint={t('webhooks.noRightHint', { permission: 'notifications/read' })}
        />
      </NotificationsFrame>
    );
  return (
    <NotificationsFrame
      part="webhooks"
      acts={
        mayManage ? (
          <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setIsAdding(true)}>
            {t('webhooks.add')}
          </Button>
        ) : null
      }
    >
      <Group justify="space-between" align="flex-end" mb="md">
        <AccountSelect
          value={account}
          onChange={(next) => void navigate({ search: { account: next }, replace: true })}
        />
        <ManagedMark owners={data?.owners ?? []} />
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {t('webhooks.lead')}
      </Text>
      {error === null ? null : <ProblemAlert error={error} />}
      {data === undefined ? null : data.webhooks.length === 0 ? (
        <EmptyNote title={t('webhooks.none')} hint={t('webhooks.noneHint')} />
      ) : (
        <List
          account={account}
          webhooks={data.webhooks}
          onRemove={mayManage ? (name) => change(data.ownWebhooks.filter((one) => one.name !== name)) : null}
        />
      )}
      <AddWebhook
        isOpen={isAdding}
        taken={data?.webhooks.map(({ name }) => name) ?? []}
        onClose={() => setIsAdding(false)}
        onAdd={(webhook) => {
          setIsAdding(false);
          change([...(data?.ownWebhooks ?? []), webhook]);
        }}
      />
      <ReviewEdit edit={edit} onClose={() => setEdit(null)} />
    </NotificationsFrame>
  );
}
