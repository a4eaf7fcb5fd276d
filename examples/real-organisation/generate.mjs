// Writes the manifests of a real organisation (6 accounts, 1,246 people, 576 teams) into a folder, to try things on:
//   node examples/real-organisation/generate.mjs OUT [--steps N]
// With --steps N they are as they were after the first N of the sixty changes: write 0, apply, write 1, plan, apply ...
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { applyStep, manifestFiles, readBase, readSteps } from './to-manifests.mjs';

function readArguments() {
  const steps = readSteps();
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { steps: { type: 'string' } },
  });
  const count = Number(values.steps ?? 0);
  if (positionals.length !== 1 || !Number.isInteger(count) || count < 0 || count > steps.length) {
    process.stderr.write(`usage: node generate.mjs OUT [--steps 0..${steps.length}]\n`);
    process.exit(1);
  }
  return { folder: positionals[0], steps: steps.slice(0, count) };
}

const { folder, steps } = readArguments();
const accounts = steps.reduce(applyStep, readBase().accounts);
const files = manifestFiles(accounts);
for (const { path, text } of files) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
process.stdout.write(`${files.length} files in ${folder}, as of ${steps.at(-1)?.date ?? readBase().date}\n`);
