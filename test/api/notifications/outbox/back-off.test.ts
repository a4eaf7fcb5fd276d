import { expect, test } from 'vitest';
import { mostAttempts, retryDelay } from '../../../../api/notifications/outbox/back-off.ts';

const seconds = (attempt: number, jitter: number): number => retryDelay(attempt, () => jitter) / 1000;

test.each([
  [1, 0, 5],
  [1, 1, 10],
  [2, 1, 30],
  [3, 0, 45],
  [3, 1, 90],
  [7, 1, 7290],
  [8, 1, 21_600],
  [20, 1, 21_600],
])('after attempt %d with jitter %d it waits %d s', (attempt, jitter, expected) => {
  expect(seconds(attempt, jitter)).toBe(expected);
});

test('a message is tried for half a day at least and for two days at most', () => {
  const sum = (jitter: number): number =>
    Array.from({ length: mostAttempts - 1 }, (_, index) => seconds(index + 1, jitter)).reduce(
      (a, b) => a + b,
      0,
    );
  expect(sum(0)).toBeGreaterThan(12 * 3600);
  expect(sum(1)).toBeLessThan(48 * 3600);
});
