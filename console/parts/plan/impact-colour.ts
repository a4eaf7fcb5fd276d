import type { ImpactCode, RiskLevel } from '../../../schemas/contract/plan.ts';

const grave = new Set<ImpactCode>([
  'locked-out',
  'will-be-locked',
  'removed',
  'disabled',
  'will-be-disabled',
  'weakens',
]);
const good = new Set<ImpactCode>(['gains-seat', 'gains-permission', 'invited']);

/** Red for whoever can no longer work, green for whoever can do more, amber for the rest. Never the only sign: the sentence says it. */
export function colourOf(code: ImpactCode): string {
  if (grave.has(code)) return 'red';
  return good.has(code) ? 'teal' : 'orange';
}

const ofRisk: Readonly<Record<RiskLevel, string>> = {
  none: 'gray',
  low: 'teal',
  medium: 'orange',
  high: 'red',
};

export const colourOfRisk = (level: RiskLevel): string => ofRisk[level];
