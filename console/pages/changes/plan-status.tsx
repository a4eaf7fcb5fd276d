import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanStatus } from '../../../schemas/contract/plan.ts';

const colours: Readonly<Record<PlanStatus, string>> = {
  planned: 'blue',
  waiting: 'orange',
  approved: 'teal',
  rejected: 'red',
  applied: 'teal',
  stale: 'gray',
  refused: 'red',
  'nothing-to-do': 'gray',
};

/** What became of a plan. */
export function PlanStatusBadge({ status }: { readonly status: PlanStatus }) {
  const { t } = useTranslation('changes');
  return (
    <Badge color={colours[status]} variant="light">
      {t(`statuses.${status}`)}
    </Badge>
  );
}
