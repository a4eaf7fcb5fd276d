/**
 * `npm run prove:predictions -- --runs N --seed S [--workers W]`: makes N random organisations and plans, notes whom each plan says it hits,
 * applies it, really signs everybody in before and after, and compares. Prints the counts, by code at the end; writes each wrong case out as a
 * test file that is ready to run. Exit code 1 where a prediction was wrong.
 *
 * On PGlite, or, several times as fast, on the PostgreSQL server of BYLAW_TEST_DATABASE_URL.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';

const cache = 'node_modules/.cache/bylaw';
const failing = 'test/whole/predictions/failing';
const secondsBetween = 10;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});
const [runs, seed, wanted] = [values.runs, values.seed, values.workers].map(Number);
if (![runs, seed, wanted].every(Number.isSafeInteger) || runs < 1 || wanted < 1) {
  console.error('--runs, --seed and --workers are whole numbers');
  process.exit(2);
}
const workers = Math.min(wanted, runs);

const total = { runs: 0, refused: 0, people: 0 };
/** By code: how many were foretold, how many of them wrong (or not foretold), and a run in which it was foretold. */
const codes = new Map();
const started = Date.now();

function sum(name) {
  return [...codes.values()].reduce((all, counts) => all + counts[name], 0);
}

function report() {
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `${total.runs} runs (${total.refused} plans refused), ${total.people} people, ${sum('foretold')} predictions, ${sum('wrong')} wrong, ${seconds} s`,
  );
}

function reportCodes() {
  console.log(
    `\n${'code'.padEnd(26)}${'foretold'.padStart(9)}${'wrong'.padStart(7)}${'first seed'.padStart(12)}`,
  );
  for (const [code, { foretold, wrong, first }] of [...codes].sort(([, a], [, b]) => b.foretold - a.foretold))
    console.log(
      `${code.padEnd(26)}${String(foretold).padStart(9)}${String(wrong).padStart(7)}${String(first ?? '').padStart(12)}`,
    );
}

/** The case as a test file. */
function testFile({ seed: number, text, found }) {
  const comment = text
    .split('\n')
    .filter((line) => !line.startsWith(' '))
    .map((line) => ` * ${line.replaceAll('*/', '* /')}`)
    .join('\n');
  return `import { expect, it } from 'vitest';
import { testDatabase } from '../../../support/database.ts';
import type { Case } from '../cases/case.ts';
import { identityProvider } from '../visits/identity-provider.ts';
import { complaint, openTheatre, runCase } from '../run-case.ts';

/**
 * Found by \`npm run prove:predictions -- --runs 1 --seed ${number}\`, then made smaller:
 *
${comment}
 */
const found: Case = ${JSON.stringify(found, null, 2)};

const theatre = await openTheatre(await testDatabase(), identityProvider());

it('holds for the case of seed ${number}', async () => {
  expect(complaint(await runCase(theatre, found))).toBeNull();
});
`;
}

function tellWrong(event) {
  mkdirSync(failing, { recursive: true });
  const file = `${failing}/seed-${event.seed}.test.ts`;
  writeFileSync(file, testFile(event));
  console.log(`\nseed ${event.seed} is wrong; ${file} shows it:\n${event.text}\n`);
}

function count(code, more) {
  const known = codes.get(code) ?? { foretold: 0, wrong: 0, first: null };
  const seeds = [known.first, more.first].filter((seed) => typeof seed === 'number');
  codes.set(code, {
    foretold: known.foretold + (more.foretold ?? 0),
    wrong: known.wrong + (more.wrong ?? 0),
    first: seeds.length === 0 ? null : Math.min(...seeds),
  });
}

function take(line) {
  const event = JSON.parse(line);
  if (event.type === 'wrong') return tellWrong(event);
  const { seed, refused, people, predictions, wrong } = event.tally;
  total.runs += 1;
  total.people += people;
  if (refused) total.refused += 1;
  for (const [code, foretold] of Object.entries(predictions))
    count(code, { foretold, ...(foretold > 0 ? { first: seed } : {}) });
  for (const [code, much] of Object.entries(wrong)) count(code, { wrong: much });
}

async function work(bundle, from, count) {
  const child = spawn(process.execPath, [bundle, String(count), String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) take(line);
  const [code] = await gone;
  if (code !== 0) throw new Error(`a worker stopped with exit code ${code}`);
}

mkdirSync(cache, { recursive: true });
const bundle = `${cache}/prove-predictions-${process.pid}.mjs`;
buildSync({
  entryPoints: ['test/support/predictions-process.ts'],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
});
const ticking = setInterval(report, secondsBetween * 1000);
const share = Math.ceil(runs / workers);
const shares = Array.from({ length: workers }, (_, index) => [
  seed + index * share,
  Math.min(share, runs - index * share),
]);
try {
  await Promise.all(shares.map(([from, count]) => (count > 0 ? work(bundle, from, count) : undefined)));
} finally {
  clearInterval(ticking);
  rmSync(bundle);
}
report();
reportCodes();
process.exit(sum('wrong') === 0 ? 0 : 1);
