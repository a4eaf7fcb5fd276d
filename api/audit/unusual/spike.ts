/** How far from the usual a count must be. */
export interface SpikeRule {
  /** Fewer than this are never a spike, however quiet it was before. */
  readonly least: number;
  /** So many standard deviations above the mean. */
  readonly deviations: number;
  /** And so many times the largest count before. */
  readonly timesLargest: number;
}

/**
 * From which count on a window is a spike, given the counts of windows of the same length before it. Counts that come and go with the hours and
 * days of a week spread more widely than chance alone would have them; so the spread is taken from what was seen, and is never less than
 * that of chance (Poisson: as large as the mean).
 */
export function spikeThreshold(
  usual: readonly number[],
  { least, deviations, timesLargest }: SpikeRule,
): number {
  if (usual.length === 0) return least;
  const mean = usual.reduce((sum, count) => sum + count, 0) / usual.length;
  const seen = usual.reduce((sum, count) => sum + (count - mean) ** 2, 0) / usual.length;
  const spread = Math.sqrt(Math.max(seen, mean));
  const largest = usual.reduce((most, count) => Math.max(most, count), 0);
  return Math.ceil(Math.max(least, mean + deviations * spread, timesLargest * largest));
}
