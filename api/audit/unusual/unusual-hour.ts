import type { Finding } from './finding.ts';

export interface HourFacts {
  /** Hour of the sign-in in the person's or the account's time zone (else UTC): 0 to 23. */
  readonly hour: number;
  /** How often he has signed in at each hour of the day, 24 numbers in the same time zone: a quarter of a year works well. */
  readonly usual: readonly number[];
}

const hours = 24;
/** Before that many sign-ins nobody's hours are known. */
const fewestSignIns = 30;
/**
 * Hours on either side that count as the same time of day. With two, every fifth sign-in in the middle of the night passed for an early
 * riser's on the traffic that this was chosen on; rates on other traffic stand in the test.
 */
const around = 1;
/** Fewer than this share of his sign-ins at that time of day make it unusual. */
const smallestShare = 0.015;

/** The sign-ins within some hours of one, around midnight as well. */
function near(usual: readonly number[], hour: number): number {
  const offsets = Array.from({ length: 2 * around + 1 }, (_, index) => index - around);
  return offsets.reduce((sum, offset) => sum + (usual[(hour + offset + hours) % hours] ?? 0), 0);
}

function clock(hour: number): string {
  return `${String((hour + hours) % hours).padStart(2, '0')}:00`;
}

/** Somebody signs in at a time of day at which he never, or hardly ever, does. */
export function findUnusualHour({ hour, usual }: HourFacts): Finding | null {
  const signIns = usual.reduce((sum, count) => sum + count, 0);
  const alike = near(usual, hour);
  if (signIns < fewestSignIns || alike >= signIns * smallestShare) return null;
  return {
    kind: 'unusual-hour',
    reason: `A sign-in between ${clock(hour)} and ${clock(hour + 1)}; of the ${signIns} before, ${alike} came within an hour of that.`,
    detail: { hour, signIns, signInsAround: alike },
  };
}
