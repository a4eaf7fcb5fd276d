import type { Person } from '../world.ts';
import type { AccountRules } from './account-rules.ts';
import { networksMeet } from './networks.ts';

const day = 24 * 60 * 60 * 1000;

/** The end of a person's last day, midnight UTC, in milliseconds; null: no end. */
export function endOf(person: Person): number | null {
  return person.expires === null ? null : Date.parse(`${person.expires}T00:00:00Z`) + day;
}

export function hasEnded(person: Person, now: number): boolean {
  const end = endOf(person);
  return end !== null && end <= now;
}

/** Switched on, by declaration: the account, the user, and his last day is not over. Rules (lock, suspension) stand beside this. */
export function isEnabled(person: Person, { account, now }: AccountRules): boolean {
  return account.enabled && person.enabled && !hasEnded(person, now);
}

/** Nobody has ever come in by this user: an invitation, sent or still to be sent, is his way in. */
export function neverActivated({ facts }: Person): boolean {
  return facts.activatedAt === null && facts.lastSignInAt === null;
}

/** A password is a way in that the person and the account allow, whether or not he has one. */
export function allowsPassword(person: Person): boolean {
  return person.allowedMethods?.includes('password') ?? true;
}

/** Single sign-on is a way in that the person allows and the account offers. */
function offersSso(person: Person, { ssoMode, ssoConfigured }: AccountRules): boolean {
  return ssoMode !== 'off' && ssoConfigured && (person.allowedMethods?.includes('sso') ?? true);
}

/** The rules let him in (he is enabled, and neither locked nor suspended) from some network. */
function isAdmitted(person: Person, rules: AccountRules): boolean {
  const { lockedAt, suspendedAt } = person.facts;
  if (!isEnabled(person, rules) || lockedAt !== null || suspendedAt !== null) return false;
  return networksMeet(person.allowedNetworks, rules.allowedNetworks);
}

/**
 * Whether a person has a way to sign in: admitted, and either a password is allowed and he has one (or has never been in, so that an
 * invitation gives him one), or single sign-on is offered to him.
 *
 * `mode: required` takes hold only once a sign-in by this configuration has been tested, which nothing can do yet; until then it acts as
 * `optional`, so passwords count here whatever the mode. Whom it will concern is told by `must-use-sso`.
 */
export function canSignIn(person: Person, rules: AccountRules): boolean {
  if (!isAdmitted(person, rules)) return false;
  const byPassword =
    allowsPassword(person) && (person.facts.passwordSetAt !== null || neverActivated(person));
  return byPassword || offersSso(person, rules);
}

/**
 * Whether that way is more than a hope: a password that is set, or single sign-on by which he has come in before. What the lock-out guard
 * counts once somebody has signed in.
 */
export function hasProvenWay(person: Person, rules: AccountRules): boolean {
  if (!isAdmitted(person, rules)) return false;
  if (allowsPassword(person) && person.facts.passwordSetAt !== null) return true;
  return offersSso(person, rules) && person.facts.lastSignInMethod === 'sso';
}

/** Why somebody who could sign in no longer can. */
export function reasonOfLockOut(person: Person, rules: AccountRules): string {
  if (!rules.account.enabled) return 'the account is disabled';
  if (!person.enabled) return 'the user is disabled';
  if (hasEnded(person, rules.now)) return 'the last day is over';
  if (!networksMeet(person.allowedNetworks, rules.allowedNetworks)) {
    return "the user's allowed networks lie outside of the account's";
  }
  if (!allowsPassword(person)) return 'only single sign-on is allowed, and it is not available';
  return 'there is no password, and single sign-on is not available';
}
