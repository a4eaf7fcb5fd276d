import type { Tx } from '../database/transaction.ts';
import { notify } from '../notifications/notify.ts';
import type { Candidate } from './candidate.ts';
import type { SignInDeps } from './sign-in-deps.ts';

/** A password that was used where single sign-on is required: each use by an emergency user is told to whoever wants to know. */
export async function noteEmergency(tx: Tx, deps: SignInDeps, candidate: Candidate): Promise<void> {
  const { organisationId, account, username, sso, ssoRequiredAt } = candidate;
  if (sso['mode'] !== 'required' || ssoRequiredAt === null) return;
  await notify(tx, deps, organisationId, {
    event: 'emergency-sign-in',
    account,
    text: `${username} signed in with a password although single sign-on is required`,
    detail: { user: username },
  });
}
