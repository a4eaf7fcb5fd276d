import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RiskLevel } from '../../../schemas/contract/plan.ts';
import { colourOfRisk } from './impact-colour.ts';

/** How careful one should be. */
export function RiskBadge({ level }: { readonly level: RiskLevel }) {
  const { t } = useTranslation('shell');
  if (level === 'none') return null;
  return (
    <Badge color={colourOfRisk(level)} variant="light">
      {t(`impact.risk.${level}`)}
    </Badge>
  );
}
