import { accountOf } from './accounts.mjs';
import { roleName } from './groups.mjs';
import { manifest } from './manifest.mjs';

const firstNames = ['Ana', 'Ivan', 'Mara', 'Luka', 'Petra', 'Jon', 'Zoë', 'Noah', 'Iris', 'Omar'];
const lastNames = ['Kovač', 'Müller', "O'Brien", 'Silva', 'Tanaka', 'Novak', 'Okafor', 'Lind'];
const languages = ['en', 'hr', 'de', 'pt', 'ja'];

/**
 * The nth person, a user of one account.
 *
 * @param {number} index
 * @param {{ roles: number, revision: 0 | 1 }} around
 */
export function describePerson(index, { roles, revision }) {
  const lastName = lastNames[(index + revision) % lastNames.length];
  const spec = {
    email: `person-${index}@bench.example`,
    firstName: firstNames[index % firstNames.length],
    lastName,
    language: languages[index % languages.length],
    mobileNumber: `+3859${String(10_000_000 + index)}`,
    roles: ['Analyze Manager', roleName(index % roles)],
    conversationsRoles: [index < 5 ? 'agent' : 'viewer'],
    enabled: true,
    allowedMethods: ['password', 'sso'],
  };
  return manifest('User', { name: `person-${index}`, account: accountOf(index) }, spec);
}
