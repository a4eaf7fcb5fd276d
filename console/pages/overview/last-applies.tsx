import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlanSummary } from '../../../schemas/contract/plan.ts';
import { bodyOf, client } from '../../client/client.ts';
import { useFormats } from '../../parts/formats.ts';
import { Panel } from '../../parts/panel.tsx';
import { summaryText } from '../changes/summary-text.ts';

/** The plans that were applied last. */
export function LastApplies() {
  const { t } = useTranslation(['changes', 'overview']);
  const { time } = useFormats();
  const applied = useQuery({
    queryKey: ['overview', 'applied'],
    queryFn: () => bodyOf(client.GET('/v1/plans', { params: { query: { status: 'applied', limit: 6 } } })),
  });
  const plans = applied.data?.items ?? [];
  if (plans.length === 0) return null;
  return (
    <Panel title={t('overview:lastApplies')}>
      <Stack gap="sm">
        {plans.map(({ id, summary, set, createdBy, createdAt }) => (
          <div key={id}>
            <Link to="/changes/$id" params={{ id }}>
              {summaryText(summary as Partial<PlanSummary>, t)}
            </Link>
            <Text size="xs" c="dimmed">
              {[set ?? t('byHand'), createdBy, time(createdAt)].join(' · ')}
            </Text>
          </div>
        ))}
      </Stack>
    </Panel>
  );
}
