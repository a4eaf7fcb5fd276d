import { searchTime } from '../../schemas/contract/search-time.ts';
import { Refusal } from '../request/refusal.ts';
import { instantWritten } from './time-range.ts';

const earliest = '1970-01-01T00:00:00.000Z';

/**
 * The instant, in ISO 8601, of a moment in a search: `3h` ago, or a date (its beginning, in UTC) or time.
 * @throws Refusal 400 for what is none
 */
export function instantAgo(text: string, now: Date): string {
  const time = searchTime(text);
  if (time?.kind === 'age') {
    const at = now.getTime() - time.milliseconds;
    return at < 0 ? earliest : new Date(at).toISOString();
  }
  const written = instantWritten(text, 'UTC', false);
  if (written !== undefined) return written.toISOString();
  throw new Refusal(400, 'request/bad-time', `This is no time: ${text}`, {
    remedy: 'write how long ago (3h, 7d), a date (2026-03-29) or a time with its offset',
  });
}
