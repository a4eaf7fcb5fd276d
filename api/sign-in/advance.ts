import type { Tx } from '../database/transaction.ts';
import { newLinkToken } from '../identity/api-key.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import { advanceSession } from '../identity/sessions/session-store.ts';
import { Refusal } from '../request/refusal.ts';
import { type Candidate, readCandidate } from './candidate.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { nextStage } from './next-stage.ts';
import { noteEmergency } from './note-emergency.ts';
import type { SignInStep } from './password-sign-in.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';

function overtaken(): Refusal {
  return new Refusal(409, 'sign-in/overtaken', 'This step of the sign-in was taken already.', {
    remedy: 'go on with the next step, or sign in again',
  });
}

/** The user of a session, as he is now. @throws Refusal 401 where he has just been removed */
export async function candidateOf(tx: Tx, { organisationId, userId }: SessionRow): Promise<Candidate> {
  const candidate = await readCandidate(tx, organisationId, userId);
  if (candidate === undefined)
    throw new Refusal(401, 'session/none', 'There is no such session.', { remedy: 'sign in' });
  return candidate;
}

/**
 * Takes a session from its stage to the next one, under a new token; completes the sign-in where nothing is left to do.
 * @throws Refusal 409 where another request has taken the step
 */
export async function advance(
  tx: Tx,
  deps: SignInDeps,
  session: SessionRow,
  { secondFactor, browser }: { readonly secondFactor: boolean; readonly browser: Browser },
): Promise<SignInStep> {
  const candidate = await candidateOf(tx, session);
  const { token, hash } = newLinkToken();
  const secondFactorGiven = session.secondFactor || secondFactor;
  const stage = nextStage(candidate, { secondFactorGiven, now: deps.now() });
  const taken = await advanceSession(tx, {
    organisationId: session.organisationId,
    sessionId: session.sessionId,
    from: session.stage,
    to: stage,
    tokenHash: hash,
    secondFactor: secondFactorGiven,
  });
  if (!taken) throw overtaken();
  if (stage !== 'complete') return { token, stage, candidate, deviceToken: null };
  const deviceToken = await completeSignIn(tx, deps, candidate, { method: session.method, browser });
  await noteEmergency(tx, deps, candidate);
  return { token, stage, candidate, deviceToken };
}

/** @throws Refusal 409 where the session is in another stage than the step is for */
export function assertStage({ stage }: SessionRow, ...expected: readonly SessionRow['stage'][]): void {
  if (expected.includes(stage)) return;
  throw new Refusal(409, 'sign-in/other-step', `This is not the step that is due: ${stage} is.`, {
    remedy: 'take the step that is due',
  });
}
