import { recordEntries } from '../audit/record.ts';
import { execute, type Tx } from '../database/transaction.ts';
import { newLinkToken } from '../identity/api-key.ts';
import type { Stage } from '../identity/sessions/find-session.ts';
import { insertSession, type NewSession } from '../identity/sessions/session-store.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { anonymousContext } from '../request/anonymous-context.ts';
import { isQuiet, notSignedIn, obstacleTo, refusalOf } from './admission.ts';
import { type Attempt, beginAttempt, clearAttempt, failAttempt } from './attempts.ts';
import { type Candidate, findCandidate, findPlace, nobody, type Place } from './candidate.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { holdCredential } from './hold-credential.ts';
import { isSpared } from './last-manager.ts';
import { lockWhereDue } from './lock.ts';
import { nextStage } from './next-stage.ts';
import { noteEmergency } from './note-emergency.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';
import { isPasswordOf } from './verify-password.ts';

export interface PasswordSignIn extends Place {
  readonly username: string;
  readonly password: string;
}

/** What a step of a sign-in leads to: a new session token, and what is still to be done. */
export interface SignInStep {
  /** Of the session's cookie. */
  readonly token: string;
  readonly stage: Stage;
  readonly candidate: Candidate;
  /** Of a cookie that tells this browser again; null: it has one, or is not known yet. */
  readonly deviceToken: string | null;
}

/** A sign-in that did not succeed, told to the audit log of its organisation. The person is whom it is about; who tried is not known. */
export async function recordFailure(
  tx: Tx,
  deps: SignInDeps,
  candidate: Candidate,
  browser: Browser,
  reason: string,
): Promise<void> {
  const { organisationId, organisation } = candidate;
  await recordEntries(tx, deps, anonymousContext(organisationId, organisation, browser), [
    {
      item: 'User',
      action: 'Login',
      status: 'failure',
      description: `User login failed (${candidate.username}; ${reason})`,
      account: candidate.account,
      address: userAddress(candidate),
      detail: { reason },
    },
  ]);
}

/** A name that nobody has may be a password typed into the wrong field: the log does not repeat it. */
async function recordUnknown(deps: SignInDeps, place: Place, browser: Browser): Promise<void> {
  await deps.database.write(async (tx) => {
    const found = await findPlace(tx, place);
    await failAttempt(tx, nobody, { deviceId: null });
    if (found === undefined) return;
    const context = anonymousContext(found.organisationId, place.organisation, browser);
    await recordEntries(tx, deps, context, [
      {
        item: 'User',
        action: 'Login',
        status: 'failure',
        description: 'User login failed (unknown user)',
        account: found.account,
        detail: { reason: 'unknown user' },
      },
    ]);
  });
}

interface Begun {
  readonly candidate: Candidate;
  readonly attempt: Attempt | null;
}

async function begin(
  deps: SignInDeps,
  request: PasswordSignIn,
  { deviceToken }: Browser,
): Promise<Begun | undefined> {
  const candidate = await deps.database.lookUp((tx) => findCandidate(tx, request, request.username));
  const attempt = await deps.database.write(async (tx) => {
    // For nobody the same statements run, so that the time does not tell who exists.
    const [reserved] = await Promise.all([
      beginAttempt(tx, candidate ?? nobody, { deviceToken, now: deps.now() }),
      // Attempts that are counted and not yet verified do not outlive the server anyway: nobody waits for a disk.
      execute(tx, 'SET LOCAL synchronous_commit = off'),
    ]);
    return reserved;
  });
  return candidate && { candidate, attempt };
}

async function fail(deps: SignInDeps, { candidate, attempt }: Begun, browser: Browser): Promise<void> {
  await deps.database.write(async (tx) => {
    if (attempt === null) return recordFailure(tx, deps, candidate, browser, 'locked');
    const failures = await failAttempt(tx, candidate, attempt);
    await recordFailure(tx, deps, candidate, browser, 'wrong password');
    await lockWhereDue(tx, deps, candidate, failures);
  });
}

/** Begins a session in the stage that comes next, and completes the sign-in where nothing is left to do. */
export async function beginSession(
  tx: Tx,
  deps: SignInDeps,
  candidate: Candidate,
  browser: Browser,
): Promise<SignInStep> {
  const { token, hash } = newLinkToken();
  const now = deps.now();
  const stage = nextStage(candidate, { secondFactorGiven: false, now });
  const session: NewSession = {
    organisationId: candidate.organisationId,
    id: deps.newId(),
    userId: candidate.userId,
    tokenHash: hash,
    stage,
    method: 'password',
    at: now.toISOString(),
    ip: browser.ip,
    userAgent: browser.userAgent,
  };
  const done = stage === 'complete';
  const [deviceToken] = await Promise.all([
    done ? completeSignIn(tx, deps, candidate, { method: 'password', browser }) : null,
    insertSession(tx, session),
  ]);
  if (done) await noteEmergency(tx, deps, candidate);
  return { token, stage, candidate, deviceToken };
}

/** null: while it was verified the password was changed, which ends the sessions that were begun with it. */
async function succeed(
  deps: SignInDeps,
  { candidate, attempt }: Begun,
  browser: Browser,
): Promise<SignInStep | null> {
  const { organisationId, userId } = candidate;
  const outcome = await deps.database.write(async (tx) => {
    if ((await holdCredential(tx, candidate)) !== candidate.passwordHash) return null;
    const now = deps.now();
    const spared = isQuiet(candidate, now) && (await isSpared(tx, organisationId, userId, now));
    const obstacle = obstacleTo(candidate, { method: 'password', ip: browser.ip, now, spared });
    const step = obstacle === null ? await beginSession(tx, deps, candidate, browser) : obstacle;
    // A sign-in that is complete has made an end of all attempts.
    const isComplete = 'token' in step && step.stage === 'complete';
    if (attempt !== null && !isComplete) await clearAttempt(tx, candidate, attempt);
    if (obstacle !== null) await recordFailure(tx, deps, candidate, browser, obstacle.reason);
    return step;
  });
  if (outcome === null || 'token' in outcome) return outcome;
  throw refusalOf(outcome);
}

/**
 * Signs in by password. One hash is verified whoever is asked for, and the answer to a wrong password, an unknown user and a
 * locked one is the same: somebody without the password learns nothing, by text or time.
 *
 * @throws Refusal 401 `sign-in/refused`; 403 that says why, to somebody who knows the password; 503 where too many sign in at once
 */
export async function signInByPassword(
  deps: SignInDeps,
  request: PasswordSignIn,
  browser: Browser,
): Promise<SignInStep> {
  const begun = await begin(deps, request, browser);
  const matches = await isPasswordOf(deps, begun, request.password);
  if (begun === undefined) {
    await recordUnknown(deps, request, browser);
    throw notSignedIn();
  }
  const step = matches ? await succeed(deps, begun, browser) : null;
  if (step !== null) return step;
  await fail(deps, begun, browser);
  throw notSignedIn();
}
