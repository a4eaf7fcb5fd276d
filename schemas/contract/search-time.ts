const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const units: Readonly<Record<string, number>> = { m: minute, h: hour, d: day, w: 7 * day };

const ageForm = /^(\d{1,5})([mhdw])$/;
const dateForm = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A moment as a search says it: so long ago (milliseconds), or a date or time as it was written. */
export type SearchTime =
  | { readonly kind: 'age'; readonly milliseconds: number }
  | { readonly kind: 'written'; readonly text: string };

/** Reads `3h`, `90d`, `2026-03-29` or `2026-03-29T10:00:00+02:00`; undefined: it is none of them. */
export function searchTime(text: string): SearchTime | undefined {
  const [, count, unit = ''] = ageForm.exec(text) ?? [];
  const length = units[unit];
  if (count !== undefined && length !== undefined)
    return { kind: 'age', milliseconds: Number(count) * length };
  const isDate = dateForm.test(text) && !Number.isNaN(Date.parse(text));
  return isDate ? { kind: 'written', text } : undefined;
}
