import type { AuditEntry } from '../client/answers.ts';
import type { Client, Filters } from '../client/client.ts';
import { Failure } from '../client/failure.ts';
import { renderAudit } from '../render/audit-table.ts';
import { choiceOption, countOption, textOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { connect } from './connect.ts';
import { readSetServer } from './read-set-server.ts';
import { take } from './take.ts';

export const auditFormats = ['text', 'json', 'csv', 'jsonl'] as const;
export const auditRanges = [
  'last-15-minutes',
  'last-3-hours',
  'today',
  'yesterday',
  'this-week',
  'last-week',
] as const;
const defaultLimit = 50;
const largestPage = 200;

/** Options that go to the server under the name of its parameter. */
const filterNames = [
  'from',
  'to',
  'range',
  'user',
  'item',
  'action',
  'status',
  'account',
  'address',
  'plan',
] as const;

function timeZoneOf(raw: RawArguments): string {
  const zone = textOption(raw, 'timezone') ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch (cause) {
    throw new Failure(`'${zone}' is not a time zone`, {
      remedy: 'Write it as in Europe/Zagreb or UTC',
      cause,
    });
  }
}

function readFilters(raw: RawArguments, timeZone: string): Filters {
  if (
    textOption(raw, 'range') !== undefined &&
    (textOption(raw, 'from') ?? textOption(raw, 'to')) !== undefined
  ) {
    throw new Failure('--range and --from or --to exclude each other', { remedy: 'Leave one of them out' });
  }
  const filters = filterNames.map((name) => [name, textOption(raw, name)] as const);
  return { ...Object.fromEntries(filters), q: textOption(raw, 'search'), timeZone };
}

function readEntries(client: Client, filters: Filters, limit: number): Promise<AuditEntry[]> {
  return take(client.audit({ ...filters, limit: Math.min(Math.max(limit, 1), largestPage) }), limit);
}

/** An export says how many entries it has and ends with their hash: a part of it would be none. */
function assertWhole(limit: number | undefined): void {
  if (limit === undefined) return;
  throw new Failure('--limit does not go with csv and jsonl, which hold all that the filters let through', {
    remedy: 'Narrow it with --from, --to or --range, or take --format json',
  });
}

/** `bylaw audit`: who did what, newest first; as CSV or JSON Lines all that the filters let through, streamed. */
export async function audit(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  const format = choiceOption(raw, 'format', auditFormats);
  const timezone = timeZoneOf(raw);
  const filters = readFilters(raw, timezone);
  const limit = countOption(raw, 'limit', '--limit');
  const { client, server } = connect(context, { set: await readSetServer(context) });
  const waiting = `Reading the audit log at ${server}`;
  if (format === 'csv' || format === 'jsonl') {
    assertWhole(limit);
    return {
      output: await context.wait(waiting, client.exportAudit({ ...filters, format })),
      exitCode: 0,
    };
  }
  const entries = await context.wait(waiting, readEntries(client, filters, limit ?? defaultLimit));
  if (format === 'json') return { output: `${JSON.stringify(entries, undefined, 2)}\n`, exitCode: 0 };
  return { output: renderAudit(entries, { timezone, colour: context.colour }), exitCode: 0 };
}
