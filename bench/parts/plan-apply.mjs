import { join } from 'node:path';
import { makeOrganisation, makeOrganisationWithOneChange } from '../generate/organisation.mjs';
import { writeFolder } from '../generate/write-manifests.mjs';
import { databases } from '../server/databases.mjs';
import { measureOrganisation } from './organisation.mjs';

/**
 * Plans and applies of organisations of 100, 1,000 and 10,000 resources, on PGlite and on PostgreSQL, beside the floor.
 *
 * @param {import('../run.mjs').Surroundings} around
 * @returns {Promise<object[]>} one entry a size and database, with `failure` where it could not be measured
 */
export async function measurePlanApply(around) {
  const sizes = around.quick ? [100] : [100, 1_000, 10_000];
  const results = [];
  for (const size of sizes) {
    const sets = writeSets(around.folder, size);
    for (const database of Object.keys(databases)) {
      results.push({ size, database, ...(await measure(database, sets, around)) });
    }
  }
  return results;
}

async function measure(database, sets, around) {
  if (around.deadline.passed()) return { failure: 'no time was left' };
  try {
    return await measureOrganisation(databases[database], sets, around);
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

function writeSets(folder, size) {
  return {
    size,
    first: writeFolder(join(folder, `organisation-${size}`), makeOrganisation(size)),
    one: writeFolder(join(folder, `organisation-${size}-one`), makeOrganisationWithOneChange(size)),
    all: writeFolder(join(folder, `organisation-${size}-all`), makeOrganisation(size, 1)),
  };
}
