import { recordEntries } from '../audit/record.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import { endSessions } from '../identity/sessions/session-store.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { candidateOf } from './advance.ts';
import { contextOf } from './context.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';

/** Ends the session that asks, or another of the same person. Returns whether it was there. */
export async function signOut(
  deps: SignInDeps,
  session: SessionRow,
  browser: Pick<Browser, 'ip' | 'requestId'>,
  sessionId: string = session.sessionId,
): Promise<boolean> {
  const { organisationId, userId } = session;
  return deps.database.write(async (tx) => {
    const candidate = await candidateOf(tx, session);
    const ended = await endSessions(tx, organisationId, userId, { only: sessionId });
    if (ended === 0) return false;
    const { username, email, account } = candidate;
    await recordEntries(tx, deps, contextOf(candidate, browser), [
      {
        item: 'User',
        action: 'Logout',
        status: 'success',
        description: `User logged out (${username}; ${email})`,
        account,
        address: userAddress(candidate),
      },
    ]);
    return true;
  });
}
