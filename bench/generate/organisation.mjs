import { accountNames, describeAccounts } from './accounts.mjs';
import { describeRole, describeTeam } from './groups.mjs';
import { describePerson } from './people.mjs';

/**
 * A manifest as plain data.
 * @typedef {{ apiVersion: string, kind: string, metadata: Record<string, unknown>, spec: Record<string, unknown> }} Manifest
 */

/**
 * An organisation of exactly `size` resources, the same each time: accounts with seats, policies and subscriptions, a template,
 * and then roles, teams and people in the proportions of a real one (1 role and 8 teams to 91 people).
 *
 * @param {number} size how many resources, 50 at least
 * @param {0 | 1} [revision] 1: every resource has another value in one field
 * @returns {Manifest[]}
 */
export function makeOrganisation(size, revision = 0) {
  const fixed = describeAccounts(revision);
  const left = size - fixed.length;
  const roles = Math.max(1, Math.round(left * 0.01));
  const teams = Math.max(accountNames.length, Math.round(left * 0.08));
  const people = left - roles - teams;
  return [
    ...fixed,
    ...series(roles, (index) => describeRole(index, revision)),
    ...series(teams, (index) => describeTeam(index, { teams, people, revision })),
    ...series(people, (index) => describePerson(index, { roles, revision })),
  ];
}

/**
 * The same, with one person changed.
 *
 * @param {number} size
 * @returns {Manifest[]}
 */
export function makeOrganisationWithOneChange(size) {
  const manifests = makeOrganisation(size);
  return [...manifests.slice(0, -1), ...makeOrganisation(size, 1).slice(-1)];
}

function series(count, make) {
  return Array.from({ length: count }, (_, index) => make(index));
}
