import { join } from 'node:path';
import { makeOrganisation } from '../generate/organisation.mjs';
import { writeFolder, writeStreams } from '../generate/write-manifests.mjs';
import { interleave } from '../measure/interleave.mjs';
import { weighCommand } from '../measure/run-command.mjs';
import { validateOneKind, validatingPeers } from '../peers/commands.mjs';
import { bylaw } from '../places.mjs';

const bylawFloor = new URL('../floor/validate.mjs', import.meta.url).pathname;

/**
 * Whole commands over 1,000 and 10,000 documents: one a file, and many a file. bylaw also follows references between documents and
 * keeps the place of every field; the peers check each file for itself.
 *
 * @param {import('../run.mjs').Surroundings} around
 */
export async function measureValidate(around) {
  const sizes = around.quick ? [200] : [1_000, 10_000];
  const results = [];
  for (const size of sizes) results.push(await measureSize(size, around));
  return results;
}

async function measureSize(size, { folder, deadline, quick, peers }) {
  const manifests = makeOrganisation(size);
  const files = writeFolder(join(folder, `files-${size}`), manifests);
  const streams = writeStreams(join(folder, `streams-${size}`), manifests, Math.ceil(size / 10));
  const people = writeFolder(join(folder, `people-${size}`), makePeople(size));
  const own = {
    bylaw: validate(files),
    'bylaw, 10 files': validate(streams),
    'bylaw, people only': validate(people),
    floor: node([bylawFloor, files]),
  };
  const others = peers
    ? { ...slowPeers(files, size), 'ajv-cli, people only': validateOneKind(people, 'User') }
    : {};
  const measures = await interleave({ ...own, ...others }, quick ? 2 : 7, deadline);
  const { peakMiB } = await weighCommand(validate(files));
  return { size, peakMiB, measures };
}

/** v8r and spectral run once, and at 1,000 documents only: they take seconds there already. */
function slowPeers(folder, size) {
  const { 'ajv-cli': ajv, v8r, spectral } = validatingPeers(folder);
  if (size > 1_000) return { 'ajv-cli': ajv };
  return {
    'ajv-cli': ajv,
    v8r: { ...v8r, rounds: 1 },
    spectral: { ...spectral, rounds: 1, timeoutMs: 120_000 },
  };
}

/** As many documents of one kind alone, which is the best case of a tool that takes one schema. They name no role or team. */
function makePeople(size) {
  const people = makeOrganisation(Math.ceil(size * 1.2) + 60)
    .filter(({ kind }) => kind === 'User')
    .slice(0, size);
  return people.map(({ spec: { roles, ...spec }, ...manifest }) => ({ ...manifest, spec }));
}

function validate(folder) {
  return node([bylaw, 'validate', folder, '--quiet']);
}

function node(args) {
  return { file: process.execPath, args };
}
