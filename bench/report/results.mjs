import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../results/latest.json', import.meta.url));

const formatter = fileURLToPath(new URL('../../node_modules/@biomejs/biome/bin/biome', import.meta.url));

/** Raw results of the last run; undefined: there was none. */
export function readResults() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Keeps the raw results: every single run, so that they can be looked at again. */
export function writeResults(results) {
  mkdirSync(dirname(file), { recursive: true });
  const rounded = (_key, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value);
  writeFileSync(file, `${JSON.stringify(results, rounded, 2)}\n`);
  // The file is looked at by the formatter of `npm test` as all others are.
  execFileSync(process.execPath, [formatter, 'format', '--write', file], { stdio: 'ignore' });
}
