import { Alert, Button, Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { TriangleAlert, UserPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useWho } from '../../client/who.ts';
import { useFormats } from '../../parts/formats.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Figures } from './figures.tsx';
import { NeedMore } from './need-more.tsx';
import { useOverview } from './seats-overview.ts';

interface SeatsFrameProps {
  readonly tab: 'seats' | 'log';
  readonly children: ReactNode;
}

function Acts({ vendorContact }: { readonly vendorContact: string | null }) {
  const { t } = useTranslation('seats');
  const { account, organisation } = useWho();
  const may = useMay();
  const navigate = useNavigate();
  return (
    <>
      <NeedMore contact={vendorContact} />
      {may('seats/manage') ? (
        <Button
          leftSection={<UserPlus size={16} aria-hidden />}
          onClick={() =>
            void navigate({
              to: '/seats',
              search: (former) => ({ ...former, assign: account ?? organisation }) as never,
            })
          }
        >
          {t('assign.open')}
        </Button>
      ) : null}
    </>
  );
}

/** What both tabs of the seats have above them: the figures, and what can be done. */
export function SeatsFrame({ tab, children }: SeatsFrameProps) {
  const { t } = useTranslation('seats');
  const { number } = useFormats();
  const navigate = useNavigate();
  const overview = useOverview();
  const { data } = overview;
  return (
    <PageFrame
      title={t('title')}
      lead={t('lead')}
      acts={<Acts vendorContact={data?.vendorContact ?? null} />}
    >
      {overview.error === null ? null : (
        <ProblemAlert error={overview.error} onRetry={() => void overview.refetch()} />
      )}
      {data?.limits.exceedPurchased && data.purchased !== null ? (
        <Alert
          color="yellow"
          variant="light"
          icon={<TriangleAlert size={18} aria-hidden />}
          title={t('exceeds.title')}
        >
          {t('exceeds.text', { sum: number(data.limits.sum), purchased: number(data.purchased) })}
        </Alert>
      ) : null}
      {data === undefined ? null : <Figures overview={data} />}
      <Tabs
        value={tab}
        onChange={(next) => void navigate({ to: next === 'log' ? '/seats/log' : '/seats' })}
        keepMounted={false}
        activateTabWithKeyboard={false}
      >
        <Tabs.List aria-label={t('tabs.label')} mb="md">
          <Tabs.Tab value="seats">{t('tabs.seats')}</Tabs.Tab>
          <Tabs.Tab value="log">{t('tabs.log')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab}>{children}</Tabs.Panel>
      </Tabs>
    </PageFrame>
  );
}
