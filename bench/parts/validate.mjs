import { join } from 'node:path';
import { floorScript } from '../floor-scripts.mjs';
import { makeOrganisation } from '../generate/organisation.mjs';
import { writeFolder, writeStreams } from '../generate/write-manifests.mjs';
import { interleave } from '../measure/interleave.mjs';
import { weighCommand } from '../measure/run-command.mjs';
import { schemaOfKind, validatingPeers } from '../peers/commands.mjs';
import { bylaw } from '../places.mjs';

const floor = floorScript('validate');

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
  const sets = writeSets(folder, size);
  const own = {
    bylaw: validate(sets.files),
    'bylaw, in 10 files': validate(sets.streams),
    'bylaw, people only': validate(sets.people),
    floor: node([floor, sets.files]),
  };
  const others = peers ? otherTools(sets, size) : {};
  const measures = await interleave({ ...own, ...others }, quick ? 2 : 7, deadline);
  const { peakMiB } = await weighCommand(validate(sets.files));
  return { size, peakMiB, measures };
}

function writeSets(folder, size) {
  const manifests = makeOrganisation(size);
  return {
    files: writeFolder(join(folder, `files-${size}`), manifests),
    streams: writeStreams(join(folder, `streams-${size}`), manifests, Math.ceil(size / 10)),
    people: writeFolder(join(folder, `people-${size}`), makePeople(size)),
  };
}

/**
 * ajv-cli with the schema of all kinds, and at its best, with one. v8r and spectral, which take seconds at 1,000 documents, at their
 * best, once, and not at 10,000. No peer reads several documents of one file but v8r and spectral.
 */
function otherTools({ files, people }, size) {
  const best = validatingPeers(people, schemaOfKind(people, 'User'));
  const fast = { 'ajv-cli': validatingPeers(files)['ajv-cli'], 'ajv-cli, people only': best['ajv-cli'] };
  if (size > 1_000) return fast;
  const bounded = { rounds: 1, timeoutMs: 60_000 };
  return {
    ...fast,
    'v8r, people only': { ...best.v8r, ...bounded },
    'spectral, people only': { ...best.spectral, ...bounded },
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
