/**
 * `npm run prove:predictions -- --runs N --seed S [--workers W]`: makes N random organisations and plans, notes whom each plan says it hits,
 * applies it, really signs everybody in before and after, and compares. Prints the counts; writes each wrong case out as a test file that is
 * ready to run. Exit code 1 where a prediction was wrong.
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

const total = { runs: 0, refused: 0, people: 0, predictions: 0, wrong: 0 };
const started = Date.now();

function report() {
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(
    `${total.runs} runs (${total.refused} plans refused), ${total.people} people, ${total.predictions} predictions, ${total.wrong} wrong, ${seconds} s`,
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
import type { Case } from '../case.ts';
import { identityProvider } from '../identity-provider.ts';
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

function take(line) {
  const event = JSON.parse(line);
  if (event.type === 'wrong') return tellWrong(event);
  for (const key of Object.keys(total)) total[key] += event.tally[key];
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
process.exit(total.wrong === 0 ? 0 : 1);
