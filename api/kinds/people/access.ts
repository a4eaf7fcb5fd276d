import {
  type AccessFacts,
  declaredHindrance,
  hindranceTo,
  isInactive,
  methodHindrance,
} from '../../../schemas/access/hindrance.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Person } from '../world.ts';
import type { AccountRules, DeclaredRules } from './account-rules.ts';
import { networksMeet } from './networks.ts';

/** The rules but for who is in charge, which is found by them. */
export type SignInRules = DeclaredRules & Pick<AccountRules, 'ssoHolds'>;

type Method = 'password' | 'sso';

const day = 24 * 60 * 60 * 1000;

/** The end of a person's last day, midnight UTC, in milliseconds; null: no end. */
export function endOf(person: Person): number | null {
  return person.expires === null ? null : Date.parse(`${person.expires}T00:00:00Z`) + day;
}

export function hasEnded(person: Person, now: number): boolean {
  const end = endOf(person);
  return end !== null && end <= now;
}

/** Single sign-on is required of him, and that holds. */
export function isBoundToSso({ username }: Person, { ssoHolds, emergencyUsers }: SignInRules): boolean {
  return ssoHolds && !emergencyUsers.has(nameKey(username));
}

function factsOf(person: Person, rules: DeclaredRules, boundToSso = false): AccessFacts {
  const { enabled, expires, allowedMethods, facts } = person;
  return {
    accountEnabled: rules.account.enabled,
    userEnabled: enabled,
    lastDay: expires,
    suspended: facts.suspendedAt !== null,
    allowedMethods,
    boundToSso,
    createdAt: facts.createdAt,
    activatedAt: facts.activatedAt,
    lastSignInAt: facts.lastSignInAt,
  };
}

/** Switched on, by declaration: the account, the user, and his last day is not over. Rules (lock, suspension) stand beside this. */
export function isEnabled(person: Person, rules: DeclaredRules): boolean {
  return declaredHindrance(factsOf(person, rules), rules.now) === null;
}

/** Nobody has ever come in by this user: an invitation, sent or still to be sent, is his way in. */
export function neverActivated({ facts }: Person): boolean {
  return facts.activatedAt === null && facts.lastSignInAt === null;
}

/** A password is a way in that the person himself is allowed, whether or not he has one. */
export function allowsPassword({ allowedMethods }: Person): boolean {
  return allowedMethods?.includes('password') ?? true;
}

/**
 * A password sign-in is what he would come to, once what rules have done to him (lock, suspension, inactivity) is lifted: for what must be
 * done then.
 */
export function mayComeByPassword(person: Person, rules: SignInRules): boolean {
  if (!isEnabled(person, rules) || !meetsNetworks(person, rules)) return false;
  return methodHindrance(factsOf(person, rules, isBoundToSso(person, rules)), 'password') === null;
}

function meetsNetworks(person: Person, rules: DeclaredRules): boolean {
  return networksMeet(person.allowedNetworks, rules.allowedNetworks);
}

/** Inactive for as long as the rule allows, and not disabled already: the rule disables him when it runs, unless it spares him. */
export function isHitByInactivity(person: Person, rules: DeclaredRules): boolean {
  if (!isEnabled(person, rules) || person.facts.suspendedAt !== null) return false;
  return isInactive(person.facts, rules.maxInactivity, rules.now);
}

function lets(person: Person, rules: SignInRules, method: Method, inactive: boolean): boolean {
  const facts = factsOf(person, rules, isBoundToSso(person, rules));
  return hindranceTo(facts, { method, inactive, now: rules.now }) === null;
}

function offersSso({ ssoMode, ssoConfigured }: DeclaredRules): boolean {
  return ssoMode !== 'off' && ssoConfigured;
}

/** A lock, which a browser of his own does not feel as long as it has not failed too often itself (`beginAttempt`). */
function isLockedOut({ facts }: Person, { maxLoginAttempts: most }: DeclaredRules): boolean {
  const { lockedAt, deviceFailures } = facts;
  return lockedAt !== null && !deviceFailures.some((failures) => most === null || failures < most);
}

/**
 * Whether a person has a way to sign in from some network: by the password that he has, unless a lock is on it; by an invitation, if he has
 * never been in; or by single sign-on, which no lock concerns, since nothing can be guessed there.
 *
 * @param lifted as if an admin had enabled him whom the rule of inactivity keeps out
 */
export function canSignIn(
  person: Person,
  rules: AccountRules,
  { lifted = false }: { readonly lifted?: boolean } = {},
): boolean {
  if (!meetsNetworks(person, rules)) return false;
  const inactive = !lifted && !rules.spared.has(person) && isHitByInactivity(person, rules);
  const hasPassword = person.facts.passwordSetAt !== null;
  if (hasPassword && !isLockedOut(person, rules) && lets(person, rules, 'password', inactive)) return true;
  if (neverActivated(person) && lets(person, rules, 'password', false)) return true;
  return offersSso(rules) && lets(person, rules, 'sso', inactive);
}

/** He can come in by the password that he has, from some network; inactivity aside. */
export function hasUsablePassword(person: Person, rules: SignInRules): boolean {
  const { passwordSetAt, lockedAt } = person.facts;
  if (passwordSetAt === null || lockedAt !== null || !meetsNetworks(person, rules)) return false;
  return lets(person, rules, 'password', false);
}

/**
 * Whether there is a way that is more than a hope: a password that is set, or single sign-on by which he has come in before, and no lock.
 * What the lock-out guard counts once somebody has signed in; inactivity aside, since the last one is spared.
 */
export function hasProvenWay(person: Person, rules: SignInRules): boolean {
  if (hasUsablePassword(person, rules)) return true;
  const { lockedAt, lastSignInMethod } = person.facts;
  if (lockedAt !== null || lastSignInMethod !== 'sso' || !meetsNetworks(person, rules)) return false;
  return offersSso(rules) && lets(person, rules, 'sso', false);
}

/** Why somebody who could sign in no longer can. */
export function reasonOfLockOut(person: Person, rules: AccountRules): string {
  if (!rules.account.enabled) return 'the account is disabled';
  if (!person.enabled) return 'the user is disabled';
  if (hasEnded(person, rules.now)) return 'the last day is over';
  if (!meetsNetworks(person, rules)) return "the user's allowed networks lie outside of the account's";
  if (!allowsPassword(person)) return 'only single sign-on is allowed, and it is not available';
  if (isBoundToSso(person, rules)) return 'single sign-on is required, and he cannot use it';
  return 'there is no password, and single sign-on is not available';
}
