/** Up to so many seats, a warning comes at so many percent; above the last, at the rest's. */
const steps = [
  { size: 50, percent: 85 },
  { size: 100, percent: 95 },
] as const;
const largest = 97;

/** At how many percent of its seats a limit or pool of this size warns. The API counts; this only shows where the mark is. */
export function thresholdOf(size: number): number {
  return steps.find((step) => size <= step.size)?.percent ?? largest;
}
