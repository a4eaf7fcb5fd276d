import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from './places.mjs';

const folder = join(root, 'node_modules', '.cache', 'bench-floor');

/**
 * A script of `floor/` as one bundled file, as the command that it is held against is one: many small modules would make
 * the floor slower than it has to be.
 *
 * @param {'command' | 'server' | 'validate'} name
 * @returns {string} path of the bundle
 */
export function floorScript(name) {
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}.mjs`);
  buildSync({
    entryPoints: [join(root, 'bench', 'floor', `${name}.mjs`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}
