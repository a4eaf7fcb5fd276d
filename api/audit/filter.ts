import { Refusal } from '../request/refusal.ts';
import type { AuditStatus } from './entry.ts';
import { type AuditCondition, auditSearch } from './search.ts';
import { instantWritten, isTimeZone, type RangeName, rangeNamed, type TimeRange } from './time-range.ts';

/** What of the log is asked for, as the query string says it. */
export interface AuditRequest {
  readonly range?: RangeName;
  readonly from?: string;
  readonly to?: string;
  readonly timeZone?: string;
  readonly user?: string;
  readonly item?: string;
  readonly action?: string;
  readonly status?: AuditStatus;
  readonly account?: string;
  readonly address?: string;
  readonly plan?: string;
  readonly q?: string;
}

/** What is read: times are instants, and accounts are those that the reader may see. */
export interface AuditFilter extends Omit<AuditRequest, 'range' | 'from' | 'to' | 'timeZone' | 'q'> {
  readonly id?: string;
  /** For full text search. */
  readonly words?: string;
  /** The fields that `q` names. */
  readonly search?: readonly AuditCondition[];
  readonly from: Date | null;
  readonly to: Date | null;
  /** null: all. */
  readonly accounts: readonly string[] | null;
}

function badTime(name: string, text: string): Refusal {
  return new Refusal(400, 'request/bad-time', `\`${name}\` is no time: ${text}`, {
    remedy: 'write a date (2026-03-29) or a time with its offset (2026-03-29T10:00:00+02:00)',
  });
}

function customRange({ from, to }: AuditRequest, timeZone: string): TimeRange {
  const instant = (name: 'from' | 'to', text: string | undefined): Date | null => {
    if (text === undefined) return null;
    const written = instantWritten(text, timeZone, name === 'to');
    if (written === undefined) throw badTime(name, text);
    return written;
  };
  return { from: instant('from', from), to: instant('to', to) };
}

function timesOf(request: AuditRequest, now: Date): TimeRange {
  const { range, from, to, timeZone = 'UTC' } = request;
  if (!isTimeZone(timeZone)) {
    throw new Refusal(400, 'request/bad-time-zone', `There is no time zone called ${timeZone}.`, {
      remedy: 'write a name such as Europe/Zagreb, or UTC',
    });
  }
  if (range === undefined) return customRange(request, timeZone);
  if (from !== undefined || to !== undefined) {
    throw new Refusal(400, 'request/two-ranges', '`range` and `from` or `to` exclude each other.', {
      remedy: 'leave one of them out',
    });
  }
  return rangeNamed(range, now, timeZone);
}

/**
 * The filter that a request stands for, narrowed to what the reader may see.
 *
 * @param accounts those that he reaches; null: all, and what belongs to no account
 * @throws Refusal 400 for times that are none and for a search that is at fault, 404 for an account out of reach
 */
export function auditFilter(
  request: AuditRequest,
  accounts: readonly string[] | null,
  now: Date,
): AuditFilter {
  const { range: _range, from: _from, to: _to, timeZone: _timeZone, q, ...rest } = request;
  if (rest.account !== undefined && accounts !== null && !accounts.includes(rest.account)) {
    throw new Refusal(404, 'resource/unknown', `There is no account ${rest.account}.`);
  }
  const { conditions, words } = auditSearch(q ?? '', now);
  return {
    ...rest,
    ...timesOf(request, now),
    accounts,
    search: conditions,
    ...(words === undefined ? {} : { words }),
  };
}
