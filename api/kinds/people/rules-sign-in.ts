import type { Person } from '../world.ts';
import { allowsPassword, canSignIn, isEnabled } from './access.ts';
import type { AccountRules } from './account-rules.ts';
import type { Encounter, Standing } from './encounter.ts';
import type { PersonRule } from './rule.ts';
import { dayOf } from './rule.ts';

/** A second factor is required of his password sign-ins, and he has none. */
function mustEnrol(person: Person, rules: AccountRules): boolean {
  if (!rules.requireTwoFactor || !isEnabled(person, rules) || !allowsPassword(person)) return false;
  return person.facts.secondFactorEnrolledAt === null;
}

/** A duty of the person's that the plan brings about: due after it and not before. */
function newly(
  { before, after, old, now }: Standing,
  due: (person: Person, rules: AccountRules) => boolean,
): boolean {
  return due(after, now) && !due(before, old);
}

/**
 * Password sign-ins need a second factor now, and the person has none. Whether he has a password yet does not matter: he enrols when he
 * uses one. People whom the plan makes are told by the account's rules, not by this.
 */
export const mustEnrolSecondFactor: PersonRule = {
  code: 'must-enrol-second-factor',
  find(encounter) {
    const { standing } = encounter;
    if (!standing || !newly(standing, mustEnrol)) return null;
    return {
      detail: 'must enrol a second factor at the next sign-in',
      causes: new Set([...encounter.settingsCauses('SecurityPolicy'), ...encounter.ownCauses]),
    };
  },
};

/** Sign-ins by password end for him once `required` takes hold. */
function mustUseSsoIn(person: Person, rules: AccountRules, key: string): boolean {
  return (
    rules.ssoMode === 'required' &&
    isEnabled(person, rules) &&
    allowsPassword(person) &&
    !rules.emergencyUsers.has(key)
  );
}

const afterTest = 'once the configuration has been tested';

/**
 * Single sign-on is required, or the person is no longer an emergency user. Conditional: `required` takes hold after a test sign-in; that
 * somebody who is allowed only passwords will then have no way in is said here, since it is not certain yet.
 */
export const mustUseSso: PersonRule = {
  code: 'must-use-sso',
  find(encounter) {
    const { standing, pair } = encounter;
    if (!standing || !newly(standing, (person, rules) => mustUseSsoIn(person, rules, pair.key))) return null;
    const passwordsOnly = standing.after.allowedMethods?.includes('sso') === false;
    return {
      detail: passwordsOnly
        ? `must use single sign-on but is allowed only passwords: will have no way to sign in ${afterTest}`
        : `must use single sign-on ${afterTest}`,
      causes: new Set([...encounter.settingsCauses('SingleSignOn'), ...encounter.ownCauses]),
    };
  },
};

/** When the password must be changed, in milliseconds; null: never, or he has none. */
function passwordDue(person: Person, rules: AccountRules): number | null {
  const { passwordSetAt } = person.facts;
  if (passwordSetAt === null || rules.passwordValidity === null) return null;
  return isEnabled(person, rules) && allowsPassword(person) ? passwordSetAt + rules.passwordValidity : null;
}

const isDue = (person: Person, rules: AccountRules): boolean => {
  const due = passwordDue(person, rules);
  return due !== null && due <= rules.now;
};

/** The password is older than it may be now (to the millisecond: N days after it was set it is), and was not before. */
export const mustChangePassword: PersonRule = {
  code: 'must-change-password',
  find(encounter) {
    const { standing } = encounter;
    if (!standing || !newly(standing, isDue)) return null;
    return {
      detail: 'must change the password at the next sign-in',
      causes: new Set([...encounter.settingsCauses('SecurityPolicy'), ...encounter.ownCauses]),
    };
  },
};

/** The password is still good, and has an end that it did not have, or an earlier one. */
export const passwordExpires: PersonRule = {
  code: 'password-expires',
  find(encounter) {
    const { standing } = encounter;
    if (!standing) return null;
    const [old, now] = [
      passwordDue(standing.before, standing.old),
      passwordDue(standing.after, standing.now),
    ];
    if (now === null || now <= standing.now.now || (old !== null && old <= now)) return null;
    return {
      detail: `has a password that expires by ${endOfMonth(now)}`,
      causes: encounter.settingsCauses('SecurityPolicy'),
    };
  },
};

/** Months keep the groups few: with a sentence for each day a large account would fill pages. */
function endOfMonth(moment: number): string {
  const date = new Date(moment);
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
}

/** He has failed as often as is allowed now, and was not locked by what was allowed before: the next failure locks him. */
export const willBeLocked: PersonRule = {
  code: 'will-be-locked',
  find(encounter) {
    const { standing } = encounter;
    if (!standing || standing.after.facts.lockedAt !== null) return null;
    if (!newly(standing, hasFailedTooOften)) return null;
    return {
      detail: 'will be locked at the next failed sign-in',
      causes: encounter.settingsCauses('SecurityPolicy'),
    };
  },
};

function hasFailedTooOften({ facts }: Person, { maxLoginAttempts }: AccountRules): boolean {
  return maxLoginAttempts !== null && facts.failedAttempts >= maxLoginAttempts;
}

/** For the rule on sessions: the second factor is newly due, or every way to sign in is gone. */
export function accessTightens({ standing }: Encounter): string | null {
  if (!standing) return null;
  if (canSignIn(standing.before, standing.old) && !canSignIn(standing.after, standing.now)) {
    return 'there is no way to sign in any more';
  }
  const byPassword = standing.after.facts.lastSignInMethod === 'password';
  return byPassword && newly(standing, mustEnrol) ? 'a second factor is required' : null;
}
