import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageFrame } from '../../parts/page-frame.tsx';
import { Attention } from './attention.tsx';
import { LastApplies } from './last-applies.tsx';
import { LastEntries } from './last-entries.tsx';

/** Where one begins: what needs somebody, and what happened last. */
export function OverviewPage() {
  const { t } = useTranslation('overview');
  return (
    <PageFrame title={t('title')} lead={t('lead')}>
      <Attention />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <LastApplies />
        <LastEntries />
      </SimpleGrid>
    </PageFrame>
  );
}
