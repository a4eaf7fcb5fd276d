import type { JsonObject } from '../contract/json.ts';
import { type AccessFacts, quietSince } from './hindrance.ts';

const day = 24 * 60 * 60 * 1000;

/** What decides whether a rule takes somebody's seat back. Times in milliseconds. */
export interface SeatFacts extends Pick<AccessFacts, 'createdAt' | 'activatedAt' | 'lastSignInAt'> {
  /** The last assignment, of whatever origin. */
  readonly assignedAt: number | null;
}

/** How long somebody may be away and keep his seat, by effective Seats (`releaseAfterInactiveDays`), in milliseconds; null: for ever. */
export function seatReleaseSpan(seats: JsonObject): number | null {
  const days = seats['releaseAfterInactiveDays'];
  return typeof days === 'number' ? days * day : null;
}

/**
 * Whether the next run of the rule takes a seat back that is in use: what the job does and what plans foretell. Inactive for that long, to the
 * millisecond; a seat that was assigned while its user was away counts from then, since an assignment lifts a release and must last.
 */
export function isSeatDue(facts: SeatFacts, span: number | null, now: number): boolean {
  return span !== null && Math.max(quietSince(facts), facts.assignedAt ?? 0) + span <= now;
}
