import type { Tx } from '../../database/transaction.ts';
import { newLinkToken } from '../../identity/api-key.ts';
import type { VerifiedResponse } from '../../identity/saml/verify-response.ts';
import { insertSession, type NewSession } from '../../identity/sessions/session-store.ts';
import { noteSignedIn } from '../../identity/sso/sso-state.ts';
import { isQuiet, obstacleTo, refusalOf } from '../admission.ts';
import { type Candidate, readCandidate } from '../candidate.ts';
import { completeSignIn } from '../complete-sign-in.ts';
import { isSpared } from '../last-manager.ts';
import { recordFailure, type SignInStep } from '../password-sign-in.ts';
import type { Browser, SignInDeps } from '../sign-in-deps.ts';
import { linkUser, type Matched } from './match-user.ts';
import { type Arrival, refuseAnswer } from './refuse-answer.ts';
import { reviewRequirement } from './review-requirement.ts';

async function beginSsoSession(
  tx: Tx,
  deps: SignInDeps,
  candidate: Candidate,
  verified: VerifiedResponse,
  browser: Browser,
): Promise<SignInStep> {
  const { token, hash } = newLinkToken();
  const session: NewSession = {
    organisationId: candidate.organisationId,
    id: deps.newId(),
    userId: candidate.userId,
    tokenHash: hash,
    stage: 'complete',
    method: 'sso',
    at: deps.now().toISOString(),
    notAfter: verified.sessionNotOnOrAfter?.toISOString() ?? null,
    ip: browser.ip,
    userAgent: browser.userAgent,
    saml: { nameId: verified.nameId, session: verified.sessionIndex ?? null },
  };
  // Neither waits for the other's answer: they go to the database together.
  const [deviceToken] = await Promise.all([
    completeSignIn(tx, deps, candidate, { method: 'sso', browser }),
    insertSession(tx, session),
  ]);
  return { token, stage: 'complete', candidate, deviceToken };
}

/**
 * Begins the session of somebody for whom his identity provider vouches, unless something is in his way: he or his account is disabled, his
 * network, his last day.
 *
 * @throws Refusal 403, told to the audit log
 */
export async function admitUser(
  deps: SignInDeps,
  arrival: Arrival,
  { user, by }: Matched,
  verified: VerifiedResponse,
): Promise<SignInStep> {
  const { found, browser } = arrival;
  const { organisationId } = found;
  const { userId, username } = user;
  const outcome = await deps.database.write(async (tx) => {
    const now = deps.now();
    const candidate = await readCandidate(tx, organisationId, userId);
    if (candidate === undefined) return undefined;
    const spared = isQuiet(candidate, now) && (await isSpared(tx, organisationId, userId, now));
    const obstacle = obstacleTo(candidate, { method: 'sso', ip: browser.ip, now, spared });
    if (obstacle !== null) {
      await recordFailure(tx, deps, candidate, browser, obstacle.reason);
      return obstacle;
    }
    if (by !== 'link') await linkUser(tx, found, { nameId: verified.nameId, userId, at: now.toISOString() });
    const step = await beginSsoSession(tx, deps, candidate, verified, browser);
    const known = await noteSignedIn(tx, deps, found, candidate.username);
    // What holds goes on holding while the configuration is the tested one.
    if (!known || candidate.ssoRequiredAt === null) await reviewRequirement(tx, deps, found);
    return step;
  });
  if (outcome === undefined)
    return refuseAnswer(deps, arrival, 'saml/unknown-user', `${username} is no longer there`);
  if ('token' in outcome) return outcome;
  throw refusalOf(outcome);
}
