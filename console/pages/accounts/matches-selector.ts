import type { components } from '../../generated/api.d.ts';
import type { Labels } from './account-item.ts';

export type Selector = components['schemas']['SettingsTemplateSpec']['selector'];
type Condition = NonNullable<Selector['matchExpressions']>[number];

function holds({ key, operator, values = [] }: Condition, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** Whether a template is for an account with these labels. */
export function matchesSelector(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Labels,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every((condition) => holds(condition, labels))
  );
}

/** A selector as one reads it: `region=emea`, `tier In gold, silver`. */
export function selectorTexts({ matchLabels = {}, matchExpressions = [] }: Selector): readonly string[] {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) =>
      [key, operator, values.join(', ')].filter((text) => text !== '').join(' '),
    ),
  ];
}
