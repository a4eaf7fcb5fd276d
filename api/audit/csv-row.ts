import { stringify } from 'csv-stringify/sync';
import type { AuditEntry } from './entry.ts';

/** The columns of the export, in their order; `detail` is JSON. */
const csvColumns = [
  'id',
  'at',
  'actorType',
  'actor',
  'item',
  'action',
  'status',
  'description',
  'account',
  'address',
  'ip',
  'requestId',
  'plan',
  'commit',
  'file',
  'line',
  'detail',
] as const;

/**
 * A spreadsheet takes a text that begins like this for a formula and runs it (OWASP, CSV injection). An apostrophe in
 * front makes it text again; `'` itself needs none.
 */
export function withoutFormula(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
}

function cells(entry: AuditEntry): string[] {
  const { actor, line, detail, ...rest } = entry;
  const flat: Record<string, string | number | null> = {
    ...rest,
    actor: actor.name,
    actorType: actor.type,
    line,
    detail: JSON.stringify(detail),
  };
  return csvColumns.map((column) => withoutFormula(String(flat[column] ?? '')));
}

/** The first row: names of the columns. */
export function csvHeader(): string {
  return stringify([[...csvColumns]]);
}

/** Rows of entries (RFC 4180 quoting, lines end with LF), safe to open in a spreadsheet. */
export function csvRows(entries: readonly AuditEntry[]): string {
  return stringify(entries.map(cells));
}
