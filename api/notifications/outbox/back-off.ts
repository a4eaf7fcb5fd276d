const second = 1000;
const first = 10 * second;
const growth = 3;
const longest = 6 * 60 * 60 * second;

/** After this many attempts, about a day after the first, a message is given up. */
export const mostAttempts = 12;

/**
 * How long to wait after a failed attempt, in milliseconds: three times as long each time, and between half and all of that, so that messages
 * that failed together do not all come back together.
 *
 * @param attempt from 1 on
 * @param jitter gives numbers from 0 up to 1
 */
export function retryDelay(attempt: number, jitter: () => number): number {
  const whole = Math.min(first * growth ** (attempt - 1), longest);
  return Math.round(whole * (0.5 + jitter() / 2));
}
