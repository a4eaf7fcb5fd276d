import type { Finding } from './finding.ts';
import { type SpikeRule, spikeThreshold } from './spike.ts';

/** What one actor changed by hand: in the console or over the API, not by a plan of a manifest set. */
export interface ChangeFacts {
  readonly actor: string;
  /** In the window that ends now; a bulk action counts as many times as it has resources. */
  readonly changes: number;
  /** Of these, removals and disablings. */
  readonly removals: number;
  /** Length of every window, in minutes: 60 works well. */
  readonly windowMinutes: number;
  /** His changes in each of the windows before in which he changed anything, of a quarter of a year. */
  readonly usual: readonly number[];
}

const changeRule: SpikeRule = { least: 40, deviations: 6, timesLargest: 2 };
/** Removals do more harm, and people do fewer of them. */
const removalLeast = 15;

/** Somebody changes far more by hand than he used to, past the review that the pipeline stands for. */
export function findMassChanges({
  actor,
  changes,
  removals,
  windowMinutes,
  usual,
}: ChangeFacts): Finding | null {
  const threshold = spikeThreshold(usual, changeRule);
  const removalThreshold = spikeThreshold(usual, { ...changeRule, least: removalLeast });
  if (changes < threshold && removals < removalThreshold) return null;
  const largest = usual.reduce((most, count) => Math.max(most, count), 0);
  return {
    kind: 'mass-changes',
    reason: `${actor} made ${changes} changes by hand within ${windowMinutes} minutes, ${removals} of them removals; before, never more than ${largest}.`,
    detail: { actor, changes, removals, windowMinutes, threshold, largestBefore: largest },
  };
}
