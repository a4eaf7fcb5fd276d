import { oneOf, present, textOf } from '../../parts/search-params.ts';

export const ranges = [
  'last-15-minutes',
  'last-3-hours',
  'today',
  'yesterday',
  'this-week',
  'last-week',
] as const;

/** What of the log is looked at, as it stands in the address. */
export interface AuditSearch {
  readonly range?: (typeof ranges)[number];
  /** `2026-11-24`, or with a time. */
  readonly from?: string;
  readonly to?: string;
  readonly q?: string;
  readonly user?: string;
  readonly item?: string;
  readonly action?: string;
  readonly account?: string;
  readonly address?: string;
  readonly plan?: string;
  readonly status?: 'success' | 'failure';
  /** New entries are shown as they come. */
  readonly live?: 'on';
}

export const exactFilters = ['user', 'item', 'action', 'account', 'address', 'plan'] as const;

export function auditSearch(search: Record<string, unknown>): AuditSearch {
  const range = oneOf(search, 'range', ranges);
  return present({
    range,
    // A named range and times of one's own exclude each other.
    from: range === undefined ? textOf(search, 'from') : undefined,
    to: range === undefined ? textOf(search, 'to') : undefined,
    q: textOf(search, 'q'),
    status: oneOf(search, 'status', ['success', 'failure']),
    live: oneOf(search, 'live', ['on']),
    ...Object.fromEntries(exactFilters.map((name) => [name, textOf(search, name)])),
  });
}

/** The same for the API, in the person's own time zone. */
export function auditQuery({ live: _live, ...filters }: AuditSearch) {
  return { ...filters, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}
