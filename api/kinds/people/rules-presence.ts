import type { Person } from '../world.ts';
import { canSignIn, endOf, hasEnded, isEnabled, reasonOfLockOut } from './access.ts';
import type { AccountRules } from './account-rules.ts';
import type { Encounter, Standing } from './encounter.ts';
import type { PersonRule } from './rule.ts';

/** The user exists before the plan and not after it. */
export const removed: PersonRule = {
  code: 'removed',
  find(encounter) {
    if (encounter.pair.before === null || encounter.pair.after !== null) return null;
    return { detail: 'is removed', causes: encounter.ownCauses };
  },
};

/** Enabled before (the account, the user, his last day not over) and not after. Locks and suspensions are not the plan's doing. */
export const disabled: PersonRule = {
  code: 'disabled',
  find(encounter) {
    const { standing } = encounter;
    if (!standing || !isEnabled(standing.before, standing.old) || isEnabled(standing.after, standing.now)) {
      return null;
    }
    return {
      detail: `is disabled: ${causeOfDisabling(standing.now.account.enabled, standing)}`,
      causes: encounter.ownCauses,
    };
  },
};

function causeOfDisabling(
  accountEnabled: boolean,
  { after, now }: NonNullable<Parameters<PersonRule['find']>[0]['standing']>,
): string {
  if (!accountEnabled) return 'the account is disabled';
  return hasEnded(after, now.now) ? `the last day was ${after.expires}` : 'the user is disabled';
}

/** The plan makes the user and asks for an invitation by mail. */
export const invited: PersonRule = {
  code: 'invited',
  find(encounter) {
    const { before, after } = encounter.pair;
    if (before !== null || after === null || after.facts.invitedAt === null) return null;
    return { detail: 'is invited by mail', causes: encounter.ownCauses };
  },
};

/** Could sign in before the plan and cannot after it, even once an admin lifts what the rule of inactivity does. */
export function losesWay({ before, after, old, now }: Standing): boolean {
  return canSignIn(before, old) && !canSignIn(after, now, { lifted: true });
}

/**
 * Has lost every way to sign in: see `canSignIn`. Who is disabled is among them; who is removed is `removed`, and whom inactivity keeps out
 * `will-be-disabled`.
 */
export const lockedOut: PersonRule = {
  code: 'locked-out',
  find(encounter) {
    const { standing } = encounter;
    if (!standing || !losesWay(standing)) return null;
    const reason = reasonOfLockOut(standing.after, standing.now);
    const causes = new Set([
      ...encounter.ownCauses,
      ...(isEnabled(standing.after, standing.now)
        ? [...encounter.settingsCauses('SingleSignOn'), ...encounter.settingsCauses('SecurityPolicy')]
        : []),
    ]);
    return { detail: `has no way to sign in any more: ${reason}`, causes };
  },
};

/** When somebody who is enabled will be disabled for his end date, in milliseconds; null: never. */
function endToCome(person: Person, rules: AccountRules): number | null {
  return isEnabled(person, rules) ? endOf(person) : null;
}

/** An end date is set, or comes earlier, or is ahead of somebody who is enabled again. */
export const endDateSet = ({ standing }: Encounter): string | null => {
  if (!standing) return null;
  const [old, now] = [endToCome(standing.before, standing.old), endToCome(standing.after, standing.now)];
  if (now === null || (old !== null && old <= now)) return null;
  return `will be disabled after ${standing.after.expires}, the last day`;
};
