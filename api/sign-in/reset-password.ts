import { mustUseSso } from '../../schemas/access/sso-requirement.ts';
import { recordEntries } from '../audit/record.ts';
import type { Tx } from '../database/transaction.ts';
import { endSessions } from '../identity/sessions/session-store.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { enqueueMail } from '../notifications/mail/enqueue-mail.ts';
import { anonymousContext } from '../request/anonymous-context.ts';
import { type Candidate, findByNameOrEmail, type Place, readCandidate } from './candidate.ts';
import { contextOf } from './context.ts';
import { liftLock } from './lift-lock.ts';
import { createLink, endLinks } from './send-link.ts';
import { hashNewPassword, storePassword } from './set-password.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';
import { deadLink, findLink, useLink } from './use-link.ts';

/** Whoever may not use a password gets no link to one. */
function mayHavePassword(candidate: Candidate): boolean {
  const { accountEnabled, userEnabled, allowedMethods, sso, ssoRequiredAt, usernameKey } = candidate;
  if (!accountEnabled || !userEnabled || allowedMethods?.includes('password') === false) return false;
  return !mustUseSso(sso, ssoRequiredAt, usernameKey);
}

async function sendForgotten(
  tx: Tx,
  deps: SignInDeps,
  candidate: Candidate,
  browser: Browser,
): Promise<void> {
  const { organisationId, organisation, userId, account } = candidate;
  const linkId = await createLink(tx, deps, candidate, { purpose: 'password' });
  await enqueueMail(tx, deps, organisationId, { template: 'password-link', userId, linkId, forgotten: true });
  await recordEntries(tx, deps, anonymousContext(organisationId, organisation, browser), [
    {
      item: 'Password',
      action: 'Restore',
      status: 'success',
      description: 'New password asked for',
      account,
      address: userAddress(candidate),
    },
  ]);
}

/**
 * Somebody says that he forgot his password: if there is such a user, a link goes to his address. Says nothing of whether there is;
 * the caller does not wait for it before he answers, so that the time says nothing either.
 */
export async function forgotPassword(
  deps: SignInDeps,
  { user, ...place }: Place & { readonly user: string },
  browser: Browser,
): Promise<void> {
  await deps.database.write(async (tx) => {
    const candidate = await findByNameOrEmail(tx, place, user);
    // Whoever has never had one accepts his invitation instead, unless that was taken back.
    if (candidate === undefined || candidate.passwordHash === null || !mayHavePassword(candidate)) return;
    await sendForgotten(tx, deps, candidate, browser);
  });
}

/** Sets a password by a link. Sessions end, other links too. @throws Refusal 410 `link/dead`; 422 `password/refused` */
export async function resetPassword(
  deps: SignInDeps,
  { token, password }: { readonly token: string; readonly password: string },
  browser: Browser,
): Promise<void> {
  const candidate = await deps.database.snapshot(async (tx) => {
    const link = await findLink(tx, 'password', token, deps.now());
    return readCandidate(tx, link.organisationId, link.userId);
  });
  if (candidate === undefined || !mayHavePassword(candidate)) throw deadLink();
  const hash = await hashNewPassword(deps, candidate, password);
  const { organisationId, userId } = candidate;
  await deps.database.write(async (tx) => {
    await useLink(tx, await findLink(tx, 'password', token, deps.now()), deps.now());
    const context = contextOf(candidate, browser);
    await storePassword(tx, deps, candidate, hash, { context, description: 'Password for user restored' });
    await liftLock(tx, deps, candidate, context);
    await endLinks(tx, organisationId, userId, ['password', 'email']);
    await endSessions(tx, organisationId, userId);
  });
}
