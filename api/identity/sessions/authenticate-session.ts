import type { Deps } from '../../request/context.ts';
import { Refusal } from '../../request/refusal.ts';
import { hashSecret } from '../api-key.ts';
import type { Caller } from '../caller.ts';
import { findSession, type SessionRow } from './find-session.ts';
import { sessionAllowsAddress, sessionEnd } from './judge-session.ts';

/** Where a request comes from and the token of its cookie. */
export interface PresentedSession {
  readonly token: string;
  readonly ip: string | null;
  readonly requestId: string;
}

function noSession(): Refusal {
  return new Refusal(401, 'session/none', 'There is no such session.', { remedy: 'sign in' });
}

/** A session as a caller: its permissions are the person's own. */
function callerOfSession(
  session: SessionRow,
  { ip, requestId }: Pick<PresentedSession, 'ip' | 'requestId'>,
): Caller {
  const { organisationId, organisation, userId, username, account, main, permissions } = session;
  return {
    context: {
      organisationId,
      organisation,
      actor: { type: 'user', id: userId, name: username, account, main, permissions: new Set(permissions) },
      ip,
      requestId,
    },
    // What is made with a session may outlive it: a person's key is not bound to one browser.
    key: { id: session.sessionId, expiresAt: null, allowedNetworks: [], permissions: [], lastUsedAt: null },
    session,
  };
}

/**
 * The session of a token, in whatever stage.
 * @throws Refusal 401 `session/none` (unknown), `session/ended` (with the reason); 403 `session/network`
 */
export async function openSession(deps: Deps, { token, ip }: PresentedSession): Promise<SessionRow> {
  const hash = hashSecret(token);
  const session = await findSession(deps.database, hash);
  if (session === undefined) throw noSession();
  const end = sessionEnd(session, deps.now());
  if (end !== null)
    throw new Refusal(401, 'session/ended', `The session has ended: ${end}.`, { remedy: 'sign in again' });
  if (sessionAllowsAddress(session, ip)) return session;
  throw new Refusal(403, 'session/network', `You may not work from ${ip ?? 'here'}.`, {
    remedy: 'use an allowed network, or ask an Account Manager',
  });
}

/**
 * The caller that a session stands for.
 * @throws Refusal as `openSession`, and 401 `session/unfinished` where the sign-in is not complete
 */
export async function authenticateSession(deps: Deps, presented: PresentedSession): Promise<Caller> {
  const session = await openSession(deps, presented);
  if (session.stage === 'complete') return callerOfSession(session, presented);
  throw new Refusal(401, 'session/unfinished', `The sign-in is not finished: ${session.stage}.`, {
    remedy: 'finish it at /v1/sign-in',
  });
}
