import type { Person } from '../world.ts';
import { canSignIn, isEnabled } from './access.ts';
import type { AccountRules } from './account-rules.ts';
import type { Encounter } from './encounter.ts';
import { hasAccountManager } from './permissions.ts';
import type { PersonRule } from './rule.ts';
import { dayOf } from './rule.ts';
import { endDateSet } from './rules-presence.ts';

/** Since when somebody counts as inactive: his last sign-in, when he became active (again), or when he was made: the last of them. */
function quietSince({ facts }: Person): number | null {
  const times = [facts.lastSignInAt, facts.activatedAt, facts.createdAt].filter((time) => time !== null);
  return times.length === 0 ? null : Math.max(...times);
}

/** Inactive for as long as the rule allows, to the millisecond, and not disabled already. */
function isHit(person: Person, rules: AccountRules): boolean {
  const since = quietSince(person);
  if (since === null || rules.maxInactivity === null || !isEnabled(person, rules)) return false;
  return person.facts.suspendedAt === null && rules.now - since >= rules.maxInactivity;
}

/** The last Account Manager who can sign in is never disabled for inactivity: of several, the one who was there last. */
function isSpared({ standing, account, sides }: Encounter): boolean {
  if (!standing || !account.after?.account.main || !hasAccountManager(standing.after, sides.after))
    return false;
  const { now } = standing;
  const managers = [...now.account.people.values()].filter(
    (person) => hasAccountManager(person, sides.after) && canSignIn(person, now),
  );
  if (managers.some((person) => !isHit(person, now))) return false;
  const [last] = managers.sort(
    (a, b) => (quietSince(b) ?? 0) - (quietSince(a) ?? 0) || (a.username < b.username ? -1 : 1),
  );
  return last === standing.after;
}

function inactivity(encounter: Encounter): string | null {
  const { standing } = encounter;
  if (!standing || !isHit(standing.after, standing.now) || isHit(standing.before, standing.old)) return null;
  if (isSpared(encounter)) return null;
  const limit = dayOf(standing.now.now - (standing.now.maxInactivity ?? 0));
  return standing.after.facts.lastSignInAt === null
    ? `will be disabled for inactivity: made before ${limit} and never signed in`
    : `will be disabled for inactivity: no sign-in since ${limit}`;
}

/**
 * A rule that the plan brings into force disables the person at its next run: no sign-in for `maxInactivityDays`, or a last day that is set
 * or comes earlier. Whom the rule hits already, or will hit some day if he stays away, is not the plan's doing.
 */
export const willBeDisabled: PersonRule = {
  code: 'will-be-disabled',
  find(encounter) {
    const inactive = inactivity(encounter);
    if (inactive !== null) {
      return {
        detail: inactive,
        causes: new Set([...encounter.settingsCauses('SecurityPolicy'), ...encounter.ownCauses]),
      };
    }
    const ending = endDateSet(encounter);
    return ending === null ? null : { detail: ending, causes: encounter.ownCauses };
  },
};
