import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const watcher = new URL('./watch-command.mjs', import.meta.url).href;

/**
 * A command to measure.
 * @typedef {object} Command
 * @property {string} file the program
 * @property {string[]} [args]
 * @property {string} [cwd]
 * @property {Record<string, string>} [env] beside PATH and HOME
 * @property {number} [timeoutMs] default: one minute
 * @property {number[]} [exitCodes] what counts as success; default: 0
 */

/**
 * How it went.
 * @typedef {{ ms: number, exitCode: number | null, stdout: string, stderr: string, failure?: string, peakMiB?: number, cpuMs?: number }} Outcome
 */

/**
 * Runs a command to its end and takes the time from before it is started to when it has ended.
 *
 * @param {Command} command
 * @returns {Promise<Outcome>}
 */
export function runCommand({ file, args = [], cwd, env, timeoutMs = 60_000, exitCodes = [0] }) {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(file, args, { cwd, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    const output = { stdout: '', stderr: '' };
    for (const stream of /** @type {const} */ (['stdout', 'stderr'])) {
      child[stream].on('data', (chunk) => {
        output[stream] += chunk;
      });
    }
    child.on('error', (error) => resolve({ ms: 0, exitCode: null, ...output, failure: error.message }));
    child.on('close', (exitCode) => {
      clearTimeout(timer);
      const ms = performance.now() - started;
      const failure = exitCodes.includes(exitCode ?? -1)
        ? undefined
        : describe(exitCode, output, ms, timeoutMs);
      resolve({ ms, exitCode, ...output, ...(failure === undefined ? {} : { failure }) });
    });
  });
}

/**
 * Runs a program of Node's once more, not for its time but for what it took of memory and CPU.
 *
 * @param {Command} command
 * @returns {Promise<Outcome>} with `peakMiB` and `cpuMs`
 */
export async function weighCommand(command) {
  const report = join(tmpdir(), `bylaw-bench-${process.pid}-${Date.now()}.json`);
  const args = ['--import', watcher, ...(command.args ?? [])];
  const outcome = await runCommand({ ...command, args, env: { ...command.env, BENCH_REPORT: report } });
  try {
    return { ...outcome, ...JSON.parse(readFileSync(report, 'utf8')) };
  } catch {
    return outcome;
  } finally {
    rmSync(report, { force: true });
  }
}

/** No colours, no CI and no settings of whoever runs the bench: only what the command needs. */
function environment(added) {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, NO_COLOR: '1', NO_UPDATE_NOTIFIER: '1', ...added };
}

/** What went wrong, in one line: the first that speaks of an error, or else the last. */
function describe(exitCode, { stdout, stderr }, ms, timeoutMs) {
  if (ms >= timeoutMs) return `stopped after ${Math.round(timeoutMs / 1000)} s`;
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
  const said = lines.find((line) => /\berror\b/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
  return `exit code ${exitCode}: ${said.trim().slice(0, 300)}`;
}
