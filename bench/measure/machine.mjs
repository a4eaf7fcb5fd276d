import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { postgresqlVersion } from '../server/postgresql.mjs';

/** The machine that the bench runs on. */
export async function describeMachine() {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgresql: (await postgresqlVersion()) ?? 'none',
  };
}

/** Mean number of running processes of the last minute. */
export function loadNow() {
  return Number((loadavg()[0] ?? 0).toFixed(1));
}
