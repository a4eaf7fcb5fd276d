import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { root } from './places.mjs';

const cache = join(root, 'node_modules', '.cache');

/**
 * A script of `floor/` as one bundled file, as the command that it is held against is one: many small modules would make
 * the floor slower than it has to be.
 *
 * @param {'command' | 'server' | 'validate' | 'hash-rate' | 'point-query'} name
 * @returns {string} path of the bundle
 */
export function floorScript(name) {
  return bundled('floor', name);
}

/**
 * A script of the bench as one bundled file; it may import the product's TypeScript.
 *
 * @param {'floor' | 'saml'} folder
 * @param {string} name
 * @returns {string} path of the bundle
 */
export function bundled(folder, name) {
  const target = join(cache, `bench-${folder}`);
  mkdirSync(target, { recursive: true });
  const outfile = join(target, `${name}.mjs`);
  buildSync({
    entryPoints: [join(root, 'bench', folder, `${name}.mjs`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}
