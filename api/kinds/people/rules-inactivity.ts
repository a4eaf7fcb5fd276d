import type { Person } from '../world.ts';
import { isHitByInactivity } from './access.ts';
import type { AccountRules } from './account-rules.ts';
import type { Encounter } from './encounter.ts';
import type { PersonRule } from './rule.ts';
import { dayOf } from './rule.ts';
import { endDateSet } from './rules-presence.ts';

/** The rule disables him at its next run. */
function isHit(person: Person, rules: AccountRules): boolean {
  return isHitByInactivity(person, rules) && !rules.spared.has(person);
}

function inactivity(encounter: Encounter): string | null {
  const { standing } = encounter;
  if (!standing || !isHit(standing.after, standing.now) || isHit(standing.before, standing.old)) return null;
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
