import type { AccountPolicy } from './account-policy.ts';
import { isOver } from './last-day.ts';

/** Why a session has ended, in the words that the person and the audit log get. */
export type SessionEnd =
  | 'the account is disabled'
  | 'the user is disabled'
  | 'nothing was done for too long'
  | 'it has lasted as long as it may'
  | 'the identity provider ended it'
  | 'a second factor is required now'
  | 'single sign-on is required now';

/** A session; times in milliseconds. */
export interface SessionFacts {
  readonly method: 'password' | 'sso';
  readonly secondFactor: boolean;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  /** Not beyond this, says the identity provider. */
  readonly notAfter: number | null;
}

/** Whose session it is. */
export interface SessionOwner {
  readonly accountEnabled: boolean;
  readonly userEnabled: boolean;
  readonly lastDay: string | null;
  readonly suspended: boolean;
  readonly boundToSso: boolean;
}

function endByOwner(owner: SessionOwner, now: number): SessionEnd | null {
  if (!owner.accountEnabled) return 'the account is disabled';
  const disabled = !owner.userEnabled || owner.suspended || isOver(owner.lastDay, now);
  return disabled ? 'the user is disabled' : null;
}

function endByAge(session: SessionFacts, policy: AccountPolicy, now: number): SessionEnd | null {
  const { sessionIdle, sessionAbsolute } = policy;
  if (sessionIdle !== null && now - session.lastSeenAt >= sessionIdle) return 'nothing was done for too long';
  if (sessionAbsolute !== null && now - session.createdAt >= sessionAbsolute)
    return 'it has lasted as long as it may';
  return session.notAfter !== null && session.notAfter <= now ? 'the identity provider ended it' : null;
}

/** Rules that came after the sign-in. */
function endByRules(session: SessionFacts, owner: SessionOwner, policy: AccountPolicy): SessionEnd | null {
  if (session.method !== 'password') return null;
  if (owner.boundToSso) return 'single sign-on is required now';
  return policy.requireTwoFactor && !session.secondFactor ? 'a second factor is required now' : null;
}

/** Why a session whose sign-in is complete has ended; null: it goes on. What requests meet and what plans foretell. */
export function endOfSession(
  session: SessionFacts,
  owner: SessionOwner,
  { policy, now }: { readonly policy: AccountPolicy; readonly now: number },
): SessionEnd | null {
  return endByOwner(owner, now) ?? endByAge(session, policy, now) ?? endByRules(session, owner, policy);
}
