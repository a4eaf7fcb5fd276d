import { accountNames, accountOf } from './accounts.mjs';
import { manifest } from './manifest.mjs';

const permissions = ['users/read', 'teams/read', 'roles/read', 'seats/read'];

/** Name of the nth role, which is of the whole organisation. */
export const roleName = (index) => `Role ${index}`;

/** The nth role. */
export function describeRole(index, revision) {
  const description = `Role number ${index}${revision === 1 ? ', reworded' : ''}`;
  return manifest(
    'Role',
    { name: roleName(index) },
    { description, permissions: permissions.slice(index % 3) },
  );
}

/**
 * The nth team, with ten people of its account.
 *
 * @param {number} index
 * @param {{ teams: number, people: number, revision: 0 | 1 }} around
 */
export function describeTeam(index, { people, revision }) {
  const members = membersOf(index, people);
  const description = `Team number ${index}${revision === 1 ? ', reworded' : ''}`;
  const metadata = { name: `Team ${index}`, account: accountOf(index) };
  return manifest('Team', metadata, { description, members, roles: ['Campaign Manager'] });
}

/** People are spread over the accounts as teams are, so every fifth is of the team's account. */
function membersOf(index, people) {
  const step = accountNames.length;
  const first = index % step;
  const ofAccount = Math.max(1, Math.floor((people - first + step - 1) / step));
  const start = Math.floor(index / step) * 7;
  const places = Array.from({ length: Math.min(10, ofAccount) }, (_, n) => (start + n) % ofAccount);
  return places.map((place) => `person-${first + place * step}`);
}
