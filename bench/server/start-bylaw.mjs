import { join } from 'node:path';
import { runCommand } from '../measure/run-command.mjs';
import { bylaw } from '../places.mjs';
import { startProcess } from './start-process.mjs';

const operatorToken = 'bench-operator-token-of-at-least-32-characters';

/**
 * Starts `bylaw server` and makes the organisation `bench` on it.
 *
 * @param {import('./databases.mjs').BenchDatabase} database
 * @param {Record<string, string>} [more] of the environment
 * @returns {Promise<import('./start-process.mjs').Running & { env: Record<string, string> }>} with the environment for commands
 * @throws where it does not start or refuses the organisation
 */
export async function startBylaw(database, more = {}) {
  const running = await startReplica(database, more);
  try {
    return {
      ...running,
      env: { BYLAW_SERVER: running.url, BYLAW_TOKEN: await makeOrganisation(running.url) },
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/**
 * Starts `bylaw server` on a database that others may use too.
 *
 * @param {import('./databases.mjs').BenchDatabase} database
 * @param {Record<string, string>} [more] of the environment
 */
export function startReplica({ env, dataDir }, more = {}) {
  const place = dataDir === undefined ? [] : ['--data-dir', join(dataDir, 'bylaw')];
  return startProcess([bylaw, 'server', ...place, '--port', '0'], {
    ...env,
    BYLAW_OPERATOR_TOKEN: operatorToken,
    BYLAW_ENCRYPTION_KEY: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
    ...more,
  });
}

/** @returns the API key of its first Account Manager */
async function makeOrganisation(url) {
  const words = ['operator', 'organisation', 'create', 'bench', '--seats', '1000', '--admin', 'admin'];
  const { stdout, failure } = await runCommand({
    file: process.execPath,
    args: [bylaw, ...words, '--email', 'admin@bench.example', '--format', 'json'],
    env: { BYLAW_SERVER: url, BYLAW_OPERATOR_TOKEN: operatorToken },
  });
  if (failure !== undefined) throw new Error(`no organisation could be made: ${failure}`);
  return JSON.parse(stdout).apiKey;
}
