import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

const addresses = {
  list: '/notifications',
  subscriptions: '/notifications/subscriptions',
  webhooks: '/notifications/webhooks',
} as const;

type Part = keyof typeof addresses;
const parts = ['list', 'subscriptions', 'webhooks'] as const;

interface NotificationsFrameProps {
  readonly part: Part;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

/** What the pages of notifications have in common. */
export function NotificationsFrame({ part, acts, children }: NotificationsFrameProps) {
  const { t } = useTranslation('notifications');
  const navigate = useNavigate();
  return (
    <PageFrame title={t('title')} lead={t('lead')} acts={acts}>
      <Tabs
        value={part}
        onChange={(next) => void navigate({ to: addresses[(next ?? 'list') as Part] })}
        activateTabWithKeyboard={false}
      >
        <Tabs.List aria-label={t('tabs.label')} mb="lg">
          {parts.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={part}>{children}</Tabs.Panel>
      </Tabs>
    </PageFrame>
  );
}
