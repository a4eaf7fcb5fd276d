import type { TFunction } from 'i18next';
import type { PlanSummary } from '../../../schemas/contract/plan.ts';

const acts = ['create', 'update', 'move', 'adopt', 'disable', 'delete', 'release'] as const;

/** `2 to create, 1 to delete`: how much a plan does. */
export function summaryText(summary: Partial<PlanSummary>, t: TFunction<'changes'>): string {
  const parts = acts
    .filter((act) => (summary[act] ?? 0) > 0)
    .map((act) => t(`summary.${act}`, { count: summary[act] ?? 0 }));
  return parts.length === 0 ? t('summary.nothing') : parts.join(', ');
}
