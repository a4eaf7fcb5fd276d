import { networkAllows } from '../networks.ts';
import { accountPolicy, mustUseSso } from './account-policy.ts';
import type { SessionRow } from './find-session.ts';

/** Why a session has ended, in the words that the person and the audit log get. */
export type SessionEnd =
  | 'the account is disabled'
  | 'the user is disabled'
  | 'nothing was done for too long'
  | 'it has lasted as long as it may'
  | 'the identity provider ended it'
  | 'a second factor is required now'
  | 'single sign-on is required now';

const dayForm = 'yyyy-mm-dd'.length;

/** A user's last day is in UTC and belongs to him. */
function hasLeft({ userExpires }: SessionRow, now: Date): boolean {
  return userExpires !== null && now.toISOString().slice(0, dayForm) > userExpires;
}

function endByOwner(session: SessionRow, now: Date): SessionEnd | null {
  if (!session.accountEnabled) return 'the account is disabled';
  const disabled = !session.userEnabled || session.suspendedAt !== null || hasLeft(session, now);
  return disabled ? 'the user is disabled' : null;
}

function endByAge(session: SessionRow, now: Date): SessionEnd | null {
  const { sessionIdle, sessionAbsolute } = accountPolicy(session.policy);
  const since = (time: string): number => now.getTime() - Date.parse(time);
  if (sessionIdle !== null && since(session.lastSeenAt) >= sessionIdle)
    return 'nothing was done for too long';
  if (sessionAbsolute !== null && since(session.createdAt) >= sessionAbsolute)
    return 'it has lasted as long as it may';
  return session.notAfterAt !== null && since(session.notAfterAt) >= 0
    ? 'the identity provider ended it'
    : null;
}

/** Rules that came after the sign-in. Whoever is still signing in meets them on his way. */
function endByRules(session: SessionRow): SessionEnd | null {
  if (session.method !== 'password') return null;
  if (mustUseSso(session.sso, session.ssoRequiredAt, session.usernameKey))
    return 'single sign-on is required now';
  const { requireTwoFactor } = accountPolicy(session.policy);
  const lacks = requireTwoFactor && !session.secondFactor && session.stage === 'complete';
  return lacks ? 'a second factor is required now' : null;
}

/** Why the session has ended; null: it goes on. Judged anew at each request, so that a tightened rule holds at once on every replica. */
export function sessionEnd(session: SessionRow, now: Date): SessionEnd | null {
  return endByOwner(session, now) ?? endByAge(session, now) ?? endByRules(session);
}

/** Whether requests may come from this address: both the account's networks and the user's own must allow it. */
export function sessionAllowsAddress({ policy, userNetworks }: SessionRow, ip: string | null): boolean {
  return networkAllows(accountPolicy(policy).allowedNetworks, ip) && networkAllows(userNetworks, ip);
}
