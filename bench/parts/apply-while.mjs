import { join } from 'node:path';
import { makeOrganisation } from '../generate/organisation.mjs';
import { writeFolder } from '../generate/write-manifests.mjs';
import { runCommand } from '../measure/run-command.mjs';
import { bylaw } from '../places.mjs';

/**
 * Measures while a big plan is applied in the same organisation.
 *
 * @template T
 * @param {{ env: Record<string, string> }} server
 * @param {import('../run.mjs').Surroundings} around
 * @param {() => Promise<T>} measure
 * @returns {Promise<T & { resources: number }>}
 */
export async function applyWhile({ env }, { folder, quick }, measure) {
  const resources = quick ? 100 : 5_000;
  const set = writeFolder(join(folder, 'organisation-while'), makeOrganisation(resources));
  const args = [bylaw, 'apply', set, '--yes', '--quiet'];
  const [load, applied] = await Promise.all([
    measure(),
    runCommand({ file: process.execPath, args, env, timeoutMs: 120_000 }),
  ]);
  if (applied.failure !== undefined) throw new Error(`apply: ${applied.failure}`);
  return { ...load, resources };
}
