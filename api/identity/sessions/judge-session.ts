import { accountPolicy } from '../../../schemas/access/account-policy.ts';
import { endOfSession, type SessionEnd } from '../../../schemas/access/session-end.ts';
import { mustUseSso } from '../../../schemas/access/sso-requirement.ts';
import { networkAllows } from '../networks.ts';
import type { SessionRow } from './find-session.ts';

/**
 * Why the session has ended; null: it goes on. Judged anew at each request, so that a tightened rule holds at once on every replica. Whoever is
 * still signing in meets the second factor on his way.
 */
export function sessionEnd(session: SessionRow, now: Date): SessionEnd | null {
  const { method, stage, secondFactor, createdAt, lastSeenAt, notAfterAt } = session;
  const facts = {
    method,
    secondFactor: secondFactor || stage !== 'complete',
    createdAt: Date.parse(createdAt),
    lastSeenAt: Date.parse(lastSeenAt),
    notAfter: notAfterAt === null ? null : Date.parse(notAfterAt),
  };
  const owner = {
    accountEnabled: session.accountEnabled,
    userEnabled: session.userEnabled,
    lastDay: session.userExpires,
    suspended: session.suspendedAt !== null,
    boundToSso: mustUseSso(session.sso, session.ssoRequiredAt, session.usernameKey),
  };
  return endOfSession(facts, owner, { policy: accountPolicy(session.policy), now: now.getTime() });
}

/** Whether requests may come from this address: both the account's networks and the user's own must allow it. */
export function sessionAllowsAddress({ policy, userNetworks }: SessionRow, ip: string | null): boolean {
  return networkAllows(accountPolicy(policy).allowedNetworks, ip) && networkAllows(userNetworks, ip);
}
