/**
 * A point in time that a part of the bench must not go beyond.
 *
 * @param {number} ms from now
 * @returns {import('./interleave.mjs').Deadline}
 */
export function deadlineIn(ms) {
  const end = performance.now() + ms;
  const leftMs = () => Math.max(0, end - performance.now());
  return { leftMs, passed: () => leftMs() === 0 };
}
