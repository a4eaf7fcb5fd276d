// Leaves a checkout usable: the command, the server and the console are bundled into dist/.
// Runs after `npm ci` (script `prepare`) and by `npm run build`. Needs no network. `--out DIR` bundles elsewhere.
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleConsole } from './build-console.mjs';
import { packChunks } from './pack-chunks.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** undefined in a production install, which has nothing to build with and brings dist/. */
const esbuild = await import('esbuild').catch(() => undefined);

/** What the bundles have in common. */
const settings = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** Leaves a module of ours to a bundle of its own, under the path that it has in dist/. */
function outside(filter, path) {
  const setup = (build) => build.onResolve({ filter }, () => ({ path, external: true }));
  return { name: `outside ${path}`, setup };
}

/**
 * The entry: so small that `--version` costs what Node costs. It requires the commands, because to import CommonJS Node
 * starts a second loader and searches the code for exports, which takes longer than to check a few manifests.
 */
function bundleEntry(folder) {
  return esbuild.build({
    ...settings,
    entryPoints: { bylaw: 'controller/cli.ts' },
    outdir: folder,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    plugins: [outside(/^\.\/commands\/run\.ts$/, './commands/run.js')],
  });
}

/** What nearly every command, `validate` first, loads beside the one that starts them all. */
const alwaysLoaded = [
  'controller/commands/validate.ts',
  'controller/render/diagnostics-text.ts',
  'controller/render/palette.ts',
  'schemas/generated/validators/ManifestSet.js',
];

/**
 * The commands, in files that are loaded when a command needs them. esbuild splits ES modules only, and Node loads
 * CommonJS several times faster: so they are split first and then translated.
 */
async function bundleCommands(folder) {
  const bundle = await esbuild.build({
    ...settings,
    entryPoints: { 'commands/run': 'controller/commands/run.ts' },
    outdir: folder,
    chunkNames: 'commands/[name]-[hash]',
    splitting: true,
    format: 'esm',
    write: false,
    metafile: true,
    plugins: [outside(/^\.\.\/\.\.\/api\/main\.ts$/, '../server/main.mjs')],
  });
  const { texts, redirect } = await packChunks(esbuild, bundle, {
    file: 'run.js',
    sources: alwaysLoaded,
    folder: root,
  });
  const commands = join(folder, 'commands');
  mkdirSync(commands, { recursive: true });
  const write = async ([name, text]) => writeFileSync(join(commands, name), redirect(await toCommonJs(text)));
  await Promise.all([...texts].map(write));
}

/** The server is an ES module, as some of its packages are, and is loaded as one. */
async function toCommonJs(text) {
  const { code } = await esbuild.transform(text.replaceAll('import("../server/main.mjs")', 'serverMain()'), {
    format: 'cjs',
    platform: 'node',
    target: settings.target,
    minifySyntax: true,
    minifyWhitespace: true,
    supported: { 'dynamic-import': false },
  });
  return code.includes('serverMain()')
    ? `${code}function serverMain(){return import("../server/main.mjs")}\n`
    : code;
}

/** The server; its packages stay outside, because they bring WebAssembly and files of their own. */
function bundleServer(folder) {
  return esbuild.build({
    ...settings,
    entryPoints: {
      'server/main': 'api/main.ts',
      'server/apart': 'api/apart/apart.ts',
      'server/hash-thread': 'api/identity/password/hash-thread.ts',
      'server/verify-thread': 'api/identity/saml/verify-thread.ts',
    },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'server/[name]-[hash]',
    splitting: true,
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    sourcesContent: false,
  });
}

async function bundle(target) {
  // A build that fails leaves the last one in place.
  const folder = `${target}.${process.pid}`;
  try {
    await Promise.all([
      bundleEntry(folder),
      bundleCommands(folder),
      bundleServer(folder),
      bundleConsole(join(folder, 'console')),
    ]);
    writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
    chmodSync(join(folder, 'bylaw.js'), 0o755);
    rmSync(target, { recursive: true, force: true });
    renameSync(folder, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isBuiltPackage() {
  return esbuild === undefined && existsSync(join(root, 'dist', 'bylaw.js'));
}

async function main(words) {
  if (isBuiltPackage()) return;
  if (esbuild === undefined) throw new Error('the package esbuild is missing: run `npm ci`');
  const out = words.indexOf('--out');
  if (out !== -1) return bundle(resolve(words[out + 1] ?? ''));
  await bundle(join(root, 'dist'));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
