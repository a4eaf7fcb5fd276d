import type { SessionRow } from '../identity/sessions/find-session.ts';
import { endSessions } from '../identity/sessions/session-store.ts';
import { Refusal } from '../request/refusal.ts';
import { advance, assertStage, candidateOf } from './advance.ts';
import { beginAttempt, clearAttempt, failAttempt } from './attempts.ts';
import type { Candidate } from './candidate.ts';
import { contextOf } from './context.ts';
import { holdCredential } from './hold-credential.ts';
import { lockWhereDue } from './lock.ts';
import type { SignInStep } from './password-sign-in.ts';
import { endLinks } from './send-link.ts';
import { hashNewPassword, storePassword } from './set-password.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';
import { isPasswordOf } from './verify-password.ts';

/** The step of a sign-in whose password is too old. @throws Refusal 422 `password/refused`; 409 in another stage */
export async function changeOldPassword(
  deps: SignInDeps,
  session: SessionRow,
  password: string,
  browser: Browser,
): Promise<SignInStep> {
  assertStage(session, 'change-password');
  const candidate = await deps.database.snapshot((tx) => candidateOf(tx, session));
  const hash = await hashNewPassword(deps, candidate, password);
  return deps.database.write(async (tx) => {
    const context = contextOf(candidate, browser);
    await storePassword(tx, deps, candidate, hash, { context, description: 'Password updated' });
    return advance(tx, deps, session, { secondFactor: false, browser });
  });
}

/** @returns Refusal 403 `password/wrong` */
export function wrongCurrent(): Refusal {
  return new Refusal(403, 'password/wrong', 'The present password is not right.', {
    remedy: 'type the password that you sign in with now',
  });
}

/** Holds the present password against what was typed; wrong ones count like failed sign-ins. @throws Refusal 403 `password/wrong` */
export async function assertPassword(
  deps: SignInDeps,
  candidate: Candidate,
  password: string,
  browser: Browser,
): Promise<void> {
  const attempt = await deps.database.write((tx) =>
    beginAttempt(tx, candidate, { deviceToken: browser.deviceToken, now: deps.now() }),
  );
  const matches = await isPasswordOf(deps, { candidate, attempt }, password);
  await deps.database.write(async (tx) => {
    if (attempt === null) return;
    if (matches) return clearAttempt(tx, candidate, attempt);
    await lockWhereDue(tx, deps, candidate, await failAttempt(tx, candidate, attempt));
  });
  if (!matches) throw wrongCurrent();
}

/**
 * Somebody changes his own password: his other sessions end, and links to set one.
 * @throws Refusal 403 `password/wrong`; 422 `password/refused`
 */
export async function changeOwnPassword(
  deps: SignInDeps,
  session: SessionRow,
  { current, password }: { readonly current: string; readonly password: string },
  browser: Browser,
): Promise<void> {
  const candidate = await deps.database.snapshot((tx) => candidateOf(tx, session));
  await assertPassword(deps, candidate, current, browser);
  const hash = await hashNewPassword(deps, candidate, password);
  const { organisationId, userId } = candidate;
  await deps.database.write(async (tx) => {
    // Set anew by a link meanwhile: whoever did that has put an end to this session.
    if ((await holdCredential(tx, candidate)) !== candidate.passwordHash) throw wrongCurrent();
    const context = contextOf(candidate, browser);
    await storePassword(tx, deps, candidate, hash, { context, description: 'Password updated' });
    await endLinks(tx, organisationId, userId, ['password']);
    await endSessions(tx, organisationId, userId, { except: session.sessionId });
  });
}
