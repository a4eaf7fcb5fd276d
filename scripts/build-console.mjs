import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const configFile = join(root, 'console/vite.config.ts');

/** Smaller files travel in one packet anyway. */
const worthCompressing = 1024;
const text = /\.(?:js|css|svg)$/;

/** Compresses once, as hard as it goes, what is sent many times. */
function compress(folder) {
  for (const name of readdirSync(folder).filter((file) => text.test(file))) {
    const content = readFileSync(join(folder, name));
    if (content.length < worthCompressing) continue;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, { params }));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

/** The sign-in pages: one script and one sheet, small enough to need no splitting. */
async function bundleSignIn(folder) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: ['console/sign-in/sign-in.ts', 'console/sign-in/sign-in.css'],
    outdir: folder,
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    logLevel: 'warning',
  });
}

/** Bundles the console's pages into a folder, ready to be served. */
export async function bundleConsole(folder) {
  const { build } = await import('vite');
  await build({ configFile, logLevel: 'warn', build: { outDir: folder, emptyOutDir: true } });
  await bundleSignIn(join(folder, 'sign-in'));
  for (const part of ['assets', 'sign-in']) compress(join(folder, part));
}
