import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { PGlite } from '@electric-sql/pglite';

const ROOT = new URL('..', import.meta.url);
const CACHE = new URL('node_modules/.cache/bylaw/', ROOT);

/**
 * An initialised, empty PGlite as a tar, to load instead of initialising one: one second instead of six.
 * @returns {Promise<Blob>}
 */
export async function emptyCluster() {
  const file = await cachedDump('empty', () => PGlite.create());
  return new Blob([readFileSync(file)], { type: 'application/x-tar' });
}

/**
 * Writes it as the built package brings it along, for first starts: `dist/empty-cluster.tar.gz`, 4.5 MB.
 * @param {string} file
 */
export async function writeEmptyCluster(file) {
  const tar = Buffer.from(await (await emptyCluster()).arrayBuffer());
  writeFileSync(file, gzipSync(tar, { level: 9 }));
}

/**
 * The file in `node_modules/.cache` with the dump of that name, for the installed version of PGlite; if there is none yet, it is made
 * from the PGlite that `make` opens, which is closed then.
 * @param {string} name
 * @param {() => Promise<PGlite>} make
 * @returns {Promise<string>}
 */
export async function cachedDump(name, make) {
  const file = new URL(`pglite-${installedVersion()}-${name}.tar`, CACHE);
  if (!existsSync(file)) await dumpTo(file, await make());
  return fileURLToPath(file);
}

function installedVersion() {
  const manifest = new URL('node_modules/@electric-sql/pglite/package.json', ROOT);
  return JSON.parse(readFileSync(manifest, 'utf8')).version;
}

/** Under another name first: of two runs at once, none must read the other's half-written file. */
async function dumpTo(file, client) {
  const dump = await client.dumpDataDir('none');
  await client.close();
  mkdirSync(CACHE, { recursive: true });
  const draft = new URL(`${file.href}.${process.pid}`);
  writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
  renameSync(draft, file);
}
