import type { Finding } from './finding.ts';
import { type SpikeRule, spikeThreshold } from './spike.ts';

/** Failed sign-ins of an organisation. */
export interface FailureFacts {
  /** In the window that ends now. */
  readonly failures: number;
  /** Users whose names they were tried with. */
  readonly users: number;
  /** Of the failures, those with a name that nobody has. */
  readonly unknown: number;
  /** Length of every window, in minutes: 15 works well. */
  readonly windowMinutes: number;
  /** Failures in each of the windows before, two weeks of them where there are as many; windows without one count as 0. */
  readonly usual: readonly number[];
}

const rule: SpikeRule = { least: 15, deviations: 6, timesLargest: 1.5 };

/** Sign-ins of an organisation fail far more often than they used to. */
export function findFailureSpike({
  failures,
  users,
  unknown,
  windowMinutes,
  usual,
}: FailureFacts): Finding | null {
  const threshold = spikeThreshold(usual, rule);
  if (failures < threshold) return null;
  const largest = usual.reduce((most, count) => Math.max(most, count), 0);
  return {
    kind: 'failure-spike',
    reason: `${failures} sign-ins failed within ${windowMinutes} minutes, of ${users} users and ${unknown} with a name that nobody has; before, never more than ${largest} did.`,
    detail: { failures, users, unknown, windowMinutes, threshold, largestBefore: largest },
  };
}
