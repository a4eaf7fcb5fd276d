import { networkAllows } from '../identity/networks.ts';
import { accountPolicy, mustUseSso } from '../identity/sessions/account-policy.ts';
import { Refusal } from '../request/refusal.ts';
import type { Candidate } from './candidate.ts';

/** Why somebody whose password (or identity provider) vouches for him may still not come in. */
export interface Obstacle {
  readonly code: string;
  /** For the audit log: `disabled`. */
  readonly reason: string;
  /** For the person, who has proven who he is. */
  readonly detail: string;
  readonly remedy: string;
}

const askManager = 'ask an Account Manager';

const obstacles = {
  account: {
    code: 'sign-in/account-disabled',
    reason: 'account disabled',
    detail: 'The account is disabled.',
    remedy: `${askManager} of the main account`,
  },
  user: {
    code: 'sign-in/disabled',
    reason: 'disabled',
    detail: 'Your user is disabled.',
    remedy: askManager,
  },
  ended: {
    code: 'sign-in/ended',
    reason: 'last day is over',
    detail: 'Your last day in this account is over.',
    remedy: askManager,
  },
  inactive: {
    code: 'sign-in/inactive',
    reason: 'inactive for too long',
    detail: 'Your user was disabled because nobody signed in for too long.',
    remedy: `${askManager} to enable it`,
  },
  network: {
    code: 'sign-in/network',
    reason: 'network not allowed',
    detail: 'You may not sign in from this network.',
    remedy: `use an allowed network, or ${askManager}`,
  },
  method: {
    code: 'sign-in/method',
    reason: 'method not allowed',
    detail: 'You may not sign in this way.',
    remedy: 'use single sign-on, or ask an Account Manager',
  },
  sso: {
    code: 'sign-in/use-sso',
    reason: 'single sign-on required',
    detail: 'Single sign-on is required in this account.',
    remedy: 'begin at the sign-in address of your account',
  },
} satisfies Record<string, Obstacle>;

/** When his inactivity becomes too long, in milliseconds; null: never. Somebody who never came in counts from when he was made. */
export function inactiveAt({ lastSignInAt, activatedAt, createdAt, policy }: Candidate): number | null {
  const { maxInactivity } = accountPolicy(policy);
  if (maxInactivity === null) return null;
  const times = [lastSignInAt, activatedAt, createdAt].map((time) => (time === null ? 0 : Date.parse(time)));
  return Math.max(...times) + maxInactivity;
}

function hasLeft({ userExpires }: Candidate, now: Date): boolean {
  return userExpires !== null && now.toISOString().slice(0, 'yyyy-mm-dd'.length) > userExpires;
}

export interface Arrival {
  readonly method: 'password' | 'sso';
  readonly ip: string | null;
  readonly now: Date;
  /** The last Account Manager is never kept out for inactivity. */
  readonly lastManager: boolean;
}

/** What keeps the person out, whatever he can prove; null: nothing. Locks stand beside this: they hold before anything is verified. */
export function obstacleTo(candidate: Candidate, { method, ip, now, lastManager }: Arrival): Obstacle | null {
  const inactive = inactiveAt(candidate);
  if (!candidate.accountEnabled) return obstacles.account;
  if (!candidate.userEnabled) return obstacles.user;
  if (hasLeft(candidate, now)) return obstacles.ended;
  if (candidate.suspendedAt !== null) return obstacles.inactive;
  if (!lastManager && inactive !== null && inactive <= now.getTime()) return obstacles.inactive;
  if (candidate.allowedMethods?.includes(method) === false) return obstacles.method;
  if (method === 'password' && mustUseSso(candidate.sso, candidate.ssoRequiredAt, candidate.usernameKey))
    return obstacles.sso;
  const { allowedNetworks } = accountPolicy(candidate.policy);
  const allowed = networkAllows(allowedNetworks, ip) && networkAllows(candidate.userNetworks, ip);
  return allowed ? null : obstacles.network;
}

export function refusalOf({ code, detail, remedy }: Obstacle): Refusal {
  return new Refusal(403, code, detail, { remedy });
}

/** The one answer to a wrong password, an unknown user, a locked one: it tells nothing. */
export function notSignedIn(): Refusal {
  return new Refusal(
    401,
    'sign-in/refused',
    'Account, user name or password is not right, or signing in is not possible now.',
    {
      remedy: 'try again, or ask for a new password; after several failures a mail says how to go on',
    },
  );
}
