import { quietSince } from '../../../schemas/access/hindrance.ts';
import type { Person } from '../world.ts';
import { isHitByInactivity } from './access.ts';
import type { AccountRules, DeclaredRules } from './account-rules.ts';

/** Nobody else could be in charge: of the Account Managers of the main account he is the only one who can sign in. */
export function isLastManager(
  person: Person,
  { managers, ableManagers }: Pick<AccountRules, 'managers' | 'ableManagers'>,
): boolean {
  return managers.has(person) && [...ableManagers].every((able) => able === person);
}

/**
 * Whom the rule of inactivity leaves alone: it takes Account Managers one by one, the longest quiet first, and never the last who can sign in.
 */
export function sparedManagers(
  managers: readonly Person[],
  able: ReadonlySet<Person>,
  rules: DeclaredRules,
): ReadonlySet<Person> {
  const left = new Set(able);
  const spared = new Set<Person>();
  for (const person of managers.filter((one) => isHitByInactivity(one, rules)).sort(longestQuietFirst)) {
    const others = left.size - (left.has(person) ? 1 : 0);
    if (others === 0) spared.add(person);
    else left.delete(person);
  }
  return spared;
}

function longestQuietFirst(a: Person, b: Person): number {
  return quietSince(a.facts) - quietSince(b.facts) || ((a.id ?? '') < (b.id ?? '') ? -1 : 1);
}
