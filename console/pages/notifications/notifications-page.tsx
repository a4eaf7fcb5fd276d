import { ActionIcon, Badge, Button, Group, Switch, Text, Tooltip } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { CheckCheck, Mail, MailOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../client/pages.ts';
import type { Column } from '../../parts/column.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EmptyNote } from '../../parts/empty-note.tsx';
import { useFormats } from '../../parts/formats.ts';
import { AboutLink } from './about-link.tsx';
import { NotificationsFrame } from './notifications-frame.tsx';
import {
  listKey,
  mostCounted,
  type OwnNotification,
  readNotifications,
  useMark,
  useUnreadCount,
} from './own-notifications.ts';

const route = getRouteApi('/notifications');

function useColumns(mark: (id: string, read: boolean) => void): readonly Column<OwnNotification>[] {
  const { t } = useTranslation('notifications');
  const { time } = useFormats();
  return [
    {
      key: 'state',
      header: t('state'),
      narrow: true,
      cell: ({ readAt }) => (
        <Badge variant="light" color={readAt === null ? 'blue' : 'gray'}>
          {t(readAt === null ? 'new' : 'read')}
        </Badge>
      ),
    },
    {
      key: 'type',
      header: t('type'),
      wideOnly: true,
      narrow: true,
      cell: ({ event }) => t(`events.${event}`),
    },
    {
      key: 'what',
      header: t('what'),
      cell: (item) => (
        <>
          <Text size="sm" fw={item.readAt === null ? 600 : 400}>
            {item.text}
          </Text>
          <AboutLink {...item} />
        </>
      ),
    },
    {
      key: 'at',
      header: t('at'),
      narrow: true,
      wideOnly: true,
      cell: ({ createdAt }) => <time dateTime={createdAt}>{time(createdAt)}</time>,
    },
    {
      key: 'act',
      header: '',
      end: true,
      cell: ({ id, readAt, text }) => {
        const label = t(readAt === null ? 'markRead' : 'markUnread');
        return (
          <Tooltip label={label}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${label}: ${text}`}
              onClick={() => mark(id, readAt === null)}
            >
              {readAt === null ? <MailOpen size={16} aria-hidden /> : <Mail size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        );
      },
    },
  ];
}

/** What one was told of, newest first. */
export function NotificationsPage() {
  const { t } = useTranslation('notifications');
  const { show } = route.useSearch();
  const navigate = route.useNavigate();
  const isUnread = show === 'unread';
  const unread = useUnreadCount() ?? 0;
  const mark = useMark();
  const pages = usePages(listKey(isUnread), (cursor) => readNotifications(isUnread, cursor));
  const columns = useColumns((id, read) => mark.one.mutate({ id, read }));
  return (
    <NotificationsFrame
      part="list"
      acts={
        <Button
          variant="default"
          leftSection={<CheckCheck size={16} aria-hidden />}
          disabled={unread === 0}
          loading={mark.all.isPending}
          onClick={() => mark.all.mutate()}
        >
          {t('allRead')}
        </Button>
      }
    >
      <Group justify="space-between" mb="md">
        <Switch
          label={t('onlyUnread')}
          checked={isUnread}
          onChange={({ currentTarget }) =>
            void navigate({ search: currentTarget.checked ? { show: 'unread' } : {}, replace: true })
          }
        />
        <Text size="sm" c="dimmed" role="status">
          {unread > mostCounted ? t('many', { count: mostCounted }) : t('unread', { count: unread })}
        </Text>
      </Group>
      <DataTable
        label={t('title')}
        pages={pages}
        columns={columns}
        keyOf={({ id }) => id}
        empty={<EmptyNote title={t(isUnread ? 'emptyUnread' : 'empty')} hint={t('emptyHint')} />}
      />
    </NotificationsFrame>
  );
}
