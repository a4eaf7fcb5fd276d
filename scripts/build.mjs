// Leaves a checkout usable: the database client is generated and the command bundled into dist/.
// Runs after `npm ci` (script `prepare`) and by `npm run build`. Needs no network. `--out DIR` bundles elsewhere.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

/** Where a package is installed; undefined where it is not, as development packages in production. */
function find(name) {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

/** Writes prisma/generated/ from prisma/schema.prisma, offline. */
function generateClient() {
  const prisma = find('prisma/build/index.js');
  if (prisma === undefined) throw new Error('the package prisma is missing: run `npm ci`');
  // `generate` does not use the schema engine, yet downloads it unless it is told of one: any program that exists will do.
  const env = {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  };
  const run = spawnSync(
    process.execPath,
    [prisma, 'generate', '--schema', join(root, 'prisma', 'schema.prisma')],
    {
      cwd: root,
      env,
      encoding: 'utf8',
    },
  );
  if (run.status !== 0) {
    throw new Error(
      `prisma generate failed:\n${run.stdout ?? ''}${run.stderr ?? ''}${run.error?.message ?? ''}`,
    );
  }
}

/** Packages of the server stay outside: they bring WebAssembly and files of their own. The command's are bundled. */
function serverPackages() {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const bundled = new Set([
    'commander',
    'diff',
    'env-ci',
    'fastest-levenshtein',
    'image-size',
    'ipaddr.js',
    'js-yaml',
    'picocolors',
    'tinyglobby',
    'yaml',
  ]);
  const names = Object.keys(dependencies).filter((name) => !bundled.has(name));
  return names.flatMap((name) => [name, `${name}/*`]);
}

/** Packages in CommonJS ask for Node's modules by `require`, which an ES module has only when it makes one. */
const banner =
  "import { createRequire as bylawRequire } from 'node:module'; const require = bylawRequire(import.meta.url);";

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

/** The entry names the commands by the file that they are bundled into. */
const commandsOutside = {
  name: 'commands-outside',
  setup(build) {
    build.onResolve({ filter: /^\.\/commands\/run\.ts$/ }, () => ({
      path: './commands/run.mjs',
      external: true,
    }));
  },
};

/**
 * Bundles the command: the entry in CommonJS, which Node starts 10 % faster than an ES module, and everything else in
 * ES modules that are loaded when a command needs them.
 */
async function bundle(target) {
  const { build } = await import('esbuild');
  // A build that fails leaves the last one in place.
  const folder = `${target}.${process.pid}`;
  await build({
    ...settings,
    entryPoints: { bylaw: 'controller/cli.ts' },
    outdir: folder,
    format: 'cjs',
    plugins: [commandsOutside],
  });
  await build({
    ...settings,
    entryPoints: { 'commands/run': 'controller/commands/run.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'commands/[name]-[hash]',
    splitting: true,
    format: 'esm',
    external: serverPackages(),
    banner: { js: banner },
  });
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  chmodSync(join(folder, 'bylaw.js'), 0o755);
  rmSync(target, { recursive: true, force: true });
  renameSync(folder, target);
}

/** In a production install there is nothing to build with, and the package brings dist/. */
function isBuiltPackage() {
  return find('esbuild') === undefined && existsSync(join(root, 'dist', 'bylaw.js'));
}

async function main(words) {
  if (isBuiltPackage()) return;
  const out = words.indexOf('--out');
  if (out !== -1) return bundle(resolve(words[out + 1] ?? ''));
  generateClient();
  await bundle(join(root, 'dist'));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`build failed: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
