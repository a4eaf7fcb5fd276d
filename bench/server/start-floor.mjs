import { join } from 'node:path';
import { floorScript } from '../floor-scripts.mjs';
import { startProcess } from './start-process.mjs';

const script = floorScript('server');

/**
 * Starts the server of the floor.
 *
 * @param {import('./databases.mjs').BenchDatabase} database
 */
export function startFloor({ env, dataDir }) {
  return startProcess([script], dataDir === undefined ? env : { DATA_DIR: join(dataDir, 'floor') });
}
