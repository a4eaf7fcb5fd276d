import { passwordDue } from '../../../schemas/access/password-age.ts';
import { configurationOf } from '../../../schemas/access/sso-configuration.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Person } from '../world.ts';
import { allowsPassword, isEnabled, mayComeByPassword } from './access.ts';
import type { AccountRules } from './account-rules.ts';
import type { Standing } from './encounter.ts';
import { isLastManager } from './in-charge.ts';
import type { PersonRule } from './rule.ts';
import { dayOf } from './rule.ts';

/** A second factor is required of his password sign-ins, and he has none. */
function mustEnrol(person: Person, rules: AccountRules): boolean {
  if (!rules.requireTwoFactor || person.facts.secondFactorEnrolledAt !== null) return false;
  return mayComeByPassword(person, rules);
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

/** How far `required` is for him: 0, it does not concern him; 1, his password sign-ins end once it takes hold; 2, they have ended. */
function ssoLevel(person: Person, rules: AccountRules): number {
  if (rules.ssoMode !== 'required' || !isEnabled(person, rules) || !allowsPassword(person)) return 0;
  if (rules.emergencyUsers.has(nameKey(person.username))) return 0;
  return rules.ssoHolds ? 2 : 1;
}

/** What `required` still waits for. */
function waitsFor({ account }: AccountRules): string {
  const configuration = configurationOf(account.effective['SingleSignOn'] ?? {}, account.sso.fetched);
  return account.sso.testedConfiguration === configuration
    ? 'once an emergency user can sign in'
    : 'once the configuration has been tested';
}

function ssoDetail({ after, now }: Standing): string {
  const passwordsOnly = after.allowedMethods?.includes('sso') === false;
  const when = now.ssoHolds ? 'at once' : waitsFor(now);
  return passwordsOnly
    ? `must use single sign-on but is allowed only passwords: will have no way to sign in ${when}`
    : `must use single sign-on ${when}`;
}

/**
 * Single sign-on is required, or the person is no longer an emergency user. Conditional until `required` holds: that somebody who is allowed
 * only passwords will then have no way in is said here, and by `locked-out` once it does.
 */
export const mustUseSso: PersonRule = {
  code: 'must-use-sso',
  find(encounter) {
    const { standing } = encounter;
    if (!standing || ssoLevel(standing.after, standing.now) <= ssoLevel(standing.before, standing.old))
      return null;
    return {
      detail: ssoDetail(standing),
      causes: new Set([...encounter.settingsCauses('SingleSignOn'), ...encounter.ownCauses]),
    };
  },
};

/** When the password must be changed, in milliseconds; null: never, or he does not use one. */
function changeDue(person: Person, rules: AccountRules): number | null {
  return mayComeByPassword(person, rules)
    ? passwordDue(person.facts.passwordSetAt, rules.passwordValidity)
    : null;
}

const isDue = (person: Person, rules: AccountRules): boolean => {
  const due = changeDue(person, rules);
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
    const [old, now] = [changeDue(standing.before, standing.old), changeDue(standing.after, standing.now)];
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

/** One more failure would lock him now, and would not have before. */
export const willBeLocked: PersonRule = {
  code: 'will-be-locked',
  find(encounter) {
    const { standing } = encounter;
    if (!standing || !newly(standing, locksNext)) return null;
    return {
      detail: 'will be locked at the next failed sign-in',
      causes: new Set([...encounter.settingsCauses('SecurityPolicy'), ...encounter.ownCauses]),
    };
  },
};

/** By a stranger, or by a browser of his own, whose failures are counted apart. The last Account Manager is never locked. */
function locksNext(person: Person, rules: AccountRules): boolean {
  const { lockedAt, failedAttempts, deviceFailures } = person.facts;
  const { maxLoginAttempts: most } = rules;
  if (lockedAt !== null || most === null) return false;
  // A browser that has failed too often counts as a stranger's.
  const counted = [failedAttempts, ...deviceFailures.filter((failures) => failures < most)];
  return counted.some((failures) => failures + 1 >= most) && !isLastManager(person, rules);
}
