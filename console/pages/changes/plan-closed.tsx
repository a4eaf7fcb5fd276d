import { Alert, Code } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../schemas/contract/plan.ts';

const closed = ['stale', 'refused', 'rejected', 'nothing-to-do'] as const;

/** Why the plan cannot be applied any more, and what to do instead. */
export function PlanClosed({ plan }: { readonly plan: Plan }) {
  const { t } = useTranslation('changes');
  const status = closed.find((one) => one === plan.status);
  if (status === undefined) return null;
  return (
    <Alert
      color={status === 'rejected' || status === 'refused' ? 'red' : 'gray'}
      title={t(`statuses.${status}`)}
    >
      {t(`closed.${status}`)} {plan.set === null || status !== 'stale' ? null : <Code>bylaw plan</Code>}
    </Alert>
  );
}
