import type { PlanSummary, RiskLevel } from '../../schemas/contract/plan.ts';
import { renderTable } from './table.ts';

/** What the history shows of a plan. */
export interface HistoryRow {
  readonly id: string;
  readonly set: string | null;
  readonly appliedAt: string | null;
  readonly appliedBy: string | null;
  readonly risk: RiskLevel;
  readonly summary: PlanSummary;
  readonly source?: { readonly commit?: string };
}

const signs = [
  ['create', '+'],
  ['update', '~'],
  ['move', '>'],
  ['adopt', '<='],
  ['disable', '!'],
  ['release', 'x'],
  ['delete', '-'],
] as const;

/** `+3 ~2 -1`, or `no changes`. */
function changesText({ summary }: HistoryRow): string {
  const parts = signs
    .filter(([action]) => summary[action] > 0)
    .map(([action, sign]) => `${sign}${summary[action]}`);
  return parts.length === 0 ? 'no changes' : parts.join(' ');
}

/** `2026-11-24 20:40` in UTC, as all times of the history. */
function minute(time: string | null): string {
  return time === null ? '' : time.slice(0, 16).replace('T', ' ');
}

/** Applied plans, newest first: when, by whom, from which commit, what. */
export function renderHistory(rows: readonly HistoryRow[], colour: boolean): string {
  if (rows.length === 0) return 'No plan has been applied yet.\n';
  return renderTable(
    [
      { title: 'APPLIED (UTC)', text: (row) => minute(row.appliedAt) },
      { title: 'BY', text: (row) => row.appliedBy ?? '' },
      { title: 'SET', text: (row) => row.set ?? 'by hand' },
      { title: 'COMMIT', text: (row) => row.source?.commit?.slice(0, 8) ?? '' },
      { title: 'RISK', text: (row) => row.risk },
      { title: 'CHANGES', text: changesText },
      { title: 'PLAN', text: (row) => row.id },
    ],
    rows,
    colour,
  );
}
