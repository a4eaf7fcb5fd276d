import type { Tx } from '../database/transaction.ts';
import { findRecoveryCode } from '../identity/second-factor/recovery-codes.ts';
import { checkCode } from '../identity/second-factor/totp.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import { Refusal } from '../request/refusal.ts';
import { advance, assertStage, candidateOf } from './advance.ts';
import { type Attempt, beginAttempt, clearAttempt, failAttempt } from './attempts.ts';
import type { Candidate } from './candidate.ts';
import { holdCredential } from './hold-credential.ts';
import { lockWhereDue } from './lock.ts';
import { recordFailure, type SignInStep } from './password-sign-in.ts';
import {
  type Owner,
  readAuthenticator,
  readRecoveryCodes,
  useRecoveryCode,
  useStep,
} from './second-factor-store.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';

/** A code of the app, or one of the recovery codes. */
export type GivenFactor = { readonly code: string } | { readonly recoveryCode: string };

function wrongFactor(): Refusal {
  return new Refusal(401, 'sign-in/wrong-code', 'The code is not right, or was used already.', {
    remedy: 'use the code that the app shows now, or a recovery code',
  });
}

/** Whether an app's code is right, and uses it up. */
export async function takeAppCode(tx: Tx, deps: SignInDeps, owner: Owner, code: string): Promise<boolean> {
  const app = await readAuthenticator(tx, deps.keyring, owner);
  if (app === null) return false;
  const step = checkCode(app.secret, code, { now: deps.now(), lastStep: app.lastStep });
  return step !== null && useStep(tx, owner, step);
}

async function takeRecoveryCode(tx: Tx, deps: SignInDeps, owner: Owner, typed: string): Promise<boolean> {
  const stored = await readRecoveryCodes(tx, owner);
  const id = findRecoveryCode(deps.keyring, owner, typed, stored);
  return id !== null && useRecoveryCode(tx, owner.organisationId, id, deps.now().toISOString());
}

function take(tx: Tx, deps: SignInDeps, owner: Owner, given: GivenFactor): Promise<boolean> {
  return 'code' in given
    ? takeAppCode(tx, deps, owner, given.code)
    : takeRecoveryCode(tx, deps, owner, given.recoveryCode);
}

interface Tried {
  readonly candidate: Candidate;
  readonly attempt: Attempt;
}

async function tryFactor(
  tx: Tx,
  deps: SignInDeps,
  session: SessionRow,
  browser: Browser,
): Promise<Tried | null> {
  const candidate = await candidateOf(tx, session);
  const { deviceToken } = browser;
  const attempt = await beginAttempt(tx, candidate, { deviceToken, now: deps.now() });
  return attempt && { candidate, attempt };
}

/** Counts a second factor that was wrong, and locks where that was one too many. */
async function failFactor(
  tx: Tx,
  deps: SignInDeps,
  { candidate, attempt }: Tried,
  browser: Browser,
): Promise<void> {
  const failures = await failAttempt(tx, candidate, attempt);
  await recordFailure(tx, deps, candidate, browser, 'wrong second factor');
  await lockWhereDue(tx, deps, candidate, failures);
}

/** Passes the step of the second factor by whatever `check` finds right; wrong ones count like wrong passwords. */
export async function passSecondFactor(
  deps: SignInDeps,
  session: SessionRow,
  browser: Browser,
  check: (tx: Tx) => Promise<boolean>,
): Promise<SignInStep> {
  assertStage(session, 'second-factor');
  const step = await deps.database.write(async (tx) => {
    await holdCredential(tx, session);
    const tried = await tryFactor(tx, deps, session, browser);
    if (tried === null) return null;
    if (!(await check(tx))) {
      await failFactor(tx, deps, tried, browser);
      return null;
    }
    await clearAttempt(tx, tried.candidate, tried.attempt);
    return advance(tx, deps, session, { secondFactor: true, browser });
  });
  if (step === null) throw wrongFactor();
  return step;
}

/**
 * The second step of a sign-in: a code of the app (RFC 6238) or a recovery code, each good once, also when sent twice at the same time.
 * @throws Refusal 401 `sign-in/wrong-code`, also where the user is locked; 409 in another stage
 */
export function giveSecondFactor(
  deps: SignInDeps,
  session: SessionRow,
  given: GivenFactor,
  browser: Browser,
): Promise<SignInStep> {
  return passSecondFactor(deps, session, browser, (tx) => take(tx, deps, session, given));
}
