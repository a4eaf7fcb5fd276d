import { median } from './median.mjs';
import { runCommand } from './run-command.mjs';

/**
 * A measured thing: the median of its runs, or why there is none.
 * @typedef {{ ms?: number, runs: number[], failure?: string, overMs?: number }} Measure
 * `overMs`: it was stopped then, so it takes longer
 */

/**
 * Runs commands in turns, so that what else the machine does falls on all of them alike. A command that fails once is not run again.
 *
 * @param {Record<string, import('./run-command.mjs').Command & { rounds?: number }>} commands by name; `rounds` is the most for that one
 * @param {number} rounds
 * @param {Deadline} deadline after which no further round begins; the first one is always run
 * @returns {Promise<Record<string, Measure>>}
 *
 * @typedef {{ passed: () => boolean, leftMs: () => number }} Deadline
 */
export async function interleave(commands, rounds, deadline) {
  const measures = Object.fromEntries(Object.keys(commands).map((name) => [name, { runs: [] }]));
  for (let round = 0; round < rounds && (round === 0 || !deadline.passed()); round += 1) {
    for (const [name, command] of Object.entries(commands)) {
      const measure = measures[name];
      if (measure.failure !== undefined || round >= (command.rounds ?? rounds)) continue;
      await measureOnce(command, measure, deadline);
    }
  }
  for (const measure of Object.values(measures)) {
    if (measure.runs.length > 0) measure.ms = median(measure.runs);
  }
  return measures;
}

async function measureOnce(command, measure, deadline) {
  if (deadline.passed()) {
    if (measure.runs.length === 0) measure.failure = 'no time was left';
    return;
  }
  const timeoutMs = Math.min(command.timeoutMs ?? 60_000, deadline.leftMs());
  const { ms, failure } = await runCommand({ ...command, timeoutMs });
  if (failure === undefined) return void measure.runs.push(ms);
  if (measure.runs.length > 0) return;
  measure.failure = failure;
  if (ms >= timeoutMs) measure.overMs = timeoutMs;
}
