import { join } from 'node:path';
import { startProcess } from './start-process.mjs';

const script = new URL('../floor/server.mjs', import.meta.url).pathname;

/**
 * Starts the server of the floor.
 *
 * @param {import('./databases.mjs').BenchDatabase} database
 */
export function startFloor({ env, dataDir }) {
  return startProcess([script], dataDir === undefined ? env : { DATA_DIR: join(dataDir, 'floor') });
}
