import { renderTable } from './table.ts';

/** What the table shows of an audit entry. */
export interface AuditRow {
  readonly at: string;
  readonly actor: { readonly name: string };
  readonly status: string;
  readonly item: string;
  readonly action: string;
  readonly description: string;
  readonly account: string | null;
  readonly address: string | null;
  readonly plan: string | null;
  readonly commit: string | null;
  readonly file: string | null;
  readonly line: number | null;
}

/** `2026-11-24 21:40:03` in a time zone; Swedish writes dates as ISO 8601 does. */
function timeIn(timeZone: string): (time: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (time) => (Number.isNaN(Date.parse(time)) ? time : format.format(new Date(time)));
}

function originOf({ file, line, commit, plan }: AuditRow): string {
  if (file !== null)
    return `${file}${line === null ? '' : `:${line}`}${commit === null ? '' : ` @ ${commit.slice(0, 8)}`}`;
  return plan === null ? '' : `plan ${plan.slice(0, 8)}`;
}

/** Audit entries as a table: when, who, what, on what, from where. */
export function renderAudit(
  entries: readonly AuditRow[],
  { timezone, colour }: { readonly timezone: string; readonly colour: boolean },
): string {
  if (entries.length === 0) return 'No audit entry fits.\n';
  const local = timeIn(timezone);
  return renderTable(
    [
      { title: `DATE (${timezone})`, text: ({ at }) => local(at) },
      { title: 'USER', text: ({ actor }) => actor.name },
      { title: 'STATUS', text: ({ status }) => status },
      { title: 'ITEM', text: ({ item }) => item },
      { title: 'ACTION', text: ({ action }) => action },
      { title: 'ON', text: ({ address, account }) => address ?? account ?? '' },
      { title: 'DESCRIPTION', text: ({ description }) => description },
      { title: 'FROM', text: originOf },
    ],
    entries,
    colour,
  );
}
