// `npm run bench [-- --only NAME] [--quick]`: measures bylaw beside its peers and beside the floor, and writes down the ratios.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { deadlineIn } from './measure/deadline.mjs';
import { describeMachine, loadNow } from './measure/machine.mjs';
import { parts } from './parts/parts.mjs';
import { installPeers } from './peers/install.mjs';
import { bylaw, makeWorkFolder } from './places.mjs';
import { writeReadme } from './report/readme.mjs';
import { reportMarkdown } from './report/report.mjs';
import { readResults, writeResults } from './report/results.mjs';

/**
 * What a part of the bench gets.
 * @typedef {object} Surroundings
 * @property {string} folder to work in; taken away at the end
 * @property {import('./measure/interleave.mjs').Deadline} deadline of the part
 * @property {boolean} quick small sizes and few rounds, to see that everything runs
 * @property {boolean} peers whether the peers are installed
 */

/** Which parts to run: all, or those that `--only` names. */
function chosenParts(only) {
  if (only === undefined) return parts;
  const chosen = parts.filter(({ name }) => only.includes(name));
  if (chosen.length === only.length) return chosen;
  throw new Error(`--only knows ${parts.map(({ name }) => name).join(', ')}`);
}

async function runPart({ name, minutes, measure }, around) {
  process.stderr.write(`${name} (at most ${minutes} min) ...`);
  const started = performance.now();
  const load = loadNow();
  const results = await measure({ ...around, deadline: deadlineIn(minutes * 60_000) });
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stderr.write(` ${seconds} s\n`);
  return { results, seconds, date: new Date().toISOString(), load: { before: load, after: loadNow() } };
}

async function runAll(chosen, { quick, peers }) {
  const work = makeWorkFolder();
  const measured = {};
  try {
    for (const part of chosen) {
      measured[part.name] = await runPart(part, { folder: work.folder, quick, peers });
    }
  } finally {
    work.remove();
  }
  return measured;
}

async function main(words) {
  const options = { only: { type: 'string', multiple: true }, quick: { type: 'boolean', default: false } };
  const { only, quick } = parseArgs({ args: words, options }).values;
  const chosen = chosenParts(only);
  if (!existsSync(bylaw)) throw new Error('dist/bylaw.js is missing: run `npm run build`');
  const missing = installPeers();
  if (missing !== undefined) process.stderr.write(`${missing}; bylaw is measured alone\n`);
  const measured = await runAll(chosen, { quick, peers: missing === undefined });
  const kept = quick ? {} : (readResults()?.parts ?? {});
  const results = { machine: await describeMachine(), parts: { ...kept, ...measured } };
  const markdown = reportMarkdown(results);
  process.stdout.write(`${markdown}\n`);
  if (quick) return;
  writeResults(results);
  writeReadme(markdown);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
