/**
 * Everything that can be held without running the product, one after the other: formatter and linter, types, unused code,
 * the dependency rule, and generated files. Prints what each says only where it fails.
 *
 * `node scripts/check.mjs [name ...]` runs the named ones alone.
 */
import { spawnSync } from 'node:child_process';

const node = process.execPath;
const bin = (name) => `node_modules/.bin/${name}`;

/** In the order in which a mistake is cheapest to find. */
const checks = {
  format: [bin('biome'), ['ci', '--colors=off', '--error-on-warnings', '.']],
  generated: [node, ['scripts/generate.mjs', '--check']],
  kinds: [node, ['scripts/generate-kinds.mjs', '--check']],
  client: [node, ['scripts/generate-client.mjs', '--check']],
  migrations: [node, ['scripts/migrations.mjs', '--check']],
  types: [bin('tsc'), ['--noEmit', '-p', 'tsconfig.json']],
  'console types': [bin('tsc'), ['--noEmit', '-p', 'console/tsconfig.json']],
  unused: [bin('knip'), []],
  dependencies: [
    bin('depcruise'),
    ['schemas', 'controller', 'api', 'console', '--config', '.dependency-cruiser.mjs'],
  ],
};

function run(name) {
  const [command, args] = checks[name];
  const started = Date.now();
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${seconds} s`);
  if (status !== 0) console.log(`${stdout ?? ''}${stderr ?? ''}${error ?? ''}`);
  return status === 0;
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(checks);
const unknown = wanted.filter((name) => !Object.hasOwn(checks, name));
if (unknown.length > 0) {
  console.error(`no check is called ${unknown.join(', ')}; there are ${Object.keys(checks).join(', ')}`);
  process.exit(2);
}
const failed = wanted.filter((name) => !run(name));
if (failed.length > 0) {
  console.error(`${failed.length} of ${wanted.length} checks failed: ${failed.join(', ')}`);
  process.exit(1);
}
