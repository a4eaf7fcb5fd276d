import type { FieldChange } from '../../../schemas/contract/plan.ts';

/** A value as people read it: texts as they are, lists with commas, the rest as JSON. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** `/subscriptions/money/events` as it is read in a manifest: `subscriptions.money.events`. */
export function fieldName({ path }: Pick<FieldChange, 'path'>): string {
  const segments = path.split('/').slice(1);
  return segments.map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
}
