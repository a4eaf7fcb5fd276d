import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';

interface SeatsFrameProps {
  readonly tab: 'seats' | 'log';
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

/** The two tabs of Seats. */
export function SeatsFrame({ tab, acts, children }: SeatsFrameProps) {
  const { t } = useTranslation('seats');
  const navigate = useNavigate();
  return (
    <PageFrame title={t('title')} lead={t('lead')} acts={acts}>
      <Tabs
        value={tab}
        onChange={(value) => void navigate({ to: value === 'log' ? '/seats/log' : '/seats' })}
      >
        <Tabs.List>
          <Tabs.Tab value="seats">{t('tabs.seats')}</Tabs.Tab>
          <Tabs.Tab value="log">{t('tabs.log')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab} pt="lg" style={{ display: 'grid', gap: 'var(--mantine-spacing-lg)' }}>
          {children}
        </Tabs.Panel>
      </Tabs>
    </PageFrame>
  );
}
