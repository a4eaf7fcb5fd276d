import { accountPolicy } from '../../schemas/access/account-policy.ts';
import { type AccessFacts, type Hindrance, hindranceTo, quietSince } from '../../schemas/access/hindrance.ts';
import { mustUseSso } from '../../schemas/access/sso-requirement.ts';
import { networkAllows } from '../identity/networks.ts';
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

const obstacleOf: Readonly<Record<Hindrance, Obstacle>> = {
  account: obstacles.account,
  user: obstacles.user,
  ended: obstacles.ended,
  suspended: obstacles.inactive,
  inactive: obstacles.inactive,
  method: obstacles.method,
  sso: obstacles.sso,
};

const timeOf = (at: string | null): number | null => (at === null ? null : Date.parse(at));

function factsOf(candidate: Candidate): AccessFacts {
  return {
    accountEnabled: candidate.accountEnabled,
    userEnabled: candidate.userEnabled,
    lastDay: candidate.userExpires,
    suspended: candidate.suspendedAt !== null,
    allowedMethods: candidate.allowedMethods,
    boundToSso: mustUseSso(candidate.sso, candidate.ssoRequiredAt, candidate.usernameKey),
    createdAt: timeOf(candidate.createdAt),
    activatedAt: timeOf(candidate.activatedAt),
    lastSignInAt: timeOf(candidate.lastSignInAt),
  };
}

/** When his inactivity becomes too long, in milliseconds; null: never. Somebody who never came in counts from when he was made. */
export function inactiveAt(candidate: Candidate): number | null {
  const { maxInactivity } = accountPolicy(candidate.policy);
  return maxInactivity === null ? null : quietSince(factsOf(candidate)) + maxInactivity;
}

/** Inactive for longer than the account allows; the last Account Manager is spared beside this. */
export function isQuiet(candidate: Candidate, now: Date): boolean {
  const at = inactiveAt(candidate);
  return at !== null && at <= now.getTime();
}

export interface Arrival {
  readonly method: 'password' | 'sso';
  readonly ip: string | null;
  readonly now: Date;
  /** The rule of inactivity does not hold for him: see `isSpared`. */
  readonly spared: boolean;
}

/** What keeps the person out, whatever he can prove; null: nothing. Locks stand beside this: they hold before anything is verified. */
export function obstacleTo(candidate: Candidate, { method, ip, now, spared }: Arrival): Obstacle | null {
  const inactive = !spared && isQuiet(candidate, now);
  const hindrance = hindranceTo(factsOf(candidate), { method, inactive, now: now.getTime() });
  if (hindrance !== null) return obstacleOf[hindrance];
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
