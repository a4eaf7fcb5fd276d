import { recordEntries } from '../audit/record.ts';
import { execute, rows, type Tx } from '../database/transaction.ts';
import { hashSecret } from '../identity/api-key.ts';
import { invite } from '../kinds/people/invite.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { obstacleTo, refusalOf } from './admission.ts';
import { type Candidate, readCandidate } from './candidate.ts';
import { contextOf } from './context.ts';
import { beginSession, type SignInStep } from './password-sign-in.ts';
import { hashNewPassword, storePassword } from './set-password.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';
import { deadLink } from './use-link.ts';

interface OpenInvitation {
  readonly organisationId: string;
  readonly id: string;
  readonly userId: string;
}

async function findInvitation(tx: Tx, token: string, now: Date): Promise<OpenInvitation> {
  const [invitation] = await rows<OpenInvitation>(
    tx,
    `SELECT organisation_id AS "organisationId", id, user_id AS "userId" FROM invitation
     WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2::timestamptz`,
    hashSecret(token),
    now.toISOString(),
  );
  if (invitation === undefined) throw deadLink();
  return invitation;
}

/** Whom an invitation is for: what its page shows. @throws Refusal 410 `link/dead` */
export async function readInvitation(deps: SignInDeps, token: string): Promise<Candidate> {
  return deps.database.snapshot(async (tx) => {
    const { organisationId, userId } = await findInvitation(tx, token, deps.now());
    const candidate = await readCandidate(tx, organisationId, userId);
    if (candidate === undefined) throw deadLink();
    return candidate;
  });
}

async function useInvitation(tx: Tx, { organisationId, id }: OpenInvitation, now: Date): Promise<void> {
  const used = await execute(
    tx,
    'UPDATE invitation SET used_at = $3::timestamptz WHERE organisation_id = $1::uuid AND id = $2::uuid AND used_at IS NULL',
    organisationId,
    id,
    now.toISOString(),
  );
  if (used === 0) throw deadLink();
}

const activate = `
  UPDATE user_activity SET activated_at = coalesce(activated_at, $3::timestamptz),
    email_verified_at = coalesce(email_verified_at, $3::timestamptz)
  WHERE organisation_id = $1::uuid AND user_id = $2::uuid`;

/** The invitation came to the person's address, so that is proven; he is active from now on. */
async function accepted(tx: Tx, deps: SignInDeps, candidate: Candidate, browser: Browser): Promise<void> {
  const { organisationId, userId, account } = candidate;
  await execute(tx, activate, organisationId, userId, deps.now().toISOString());
  await recordEntries(tx, deps, contextOf(candidate, browser), [
    {
      item: 'User',
      action: 'Accept',
      status: 'success',
      description: 'User accepted',
      account,
      address: userAddress(candidate),
    },
  ]);
}

/**
 * Accepts an invitation with a password of one's own, and signs in: what is still to be done (a second factor) is the stage that comes back.
 * @throws Refusal 410 `link/dead`; 422 `password/refused`; 403 where he may not come in by password
 */
export async function acceptInvitation(
  deps: SignInDeps,
  { token, password }: { readonly token: string; readonly password: string },
  browser: Browser,
): Promise<SignInStep> {
  const candidate = await readInvitation(deps, token);
  // By coming in he is active from now on.
  const arrival = { method: 'password', ip: browser.ip, now: deps.now(), spared: true } as const;
  const obstacle = obstacleTo(candidate, arrival);
  if (obstacle !== null) throw refusalOf(obstacle);
  const hash = await hashNewPassword(deps, candidate, password);
  return deps.database.write(async (tx) => {
    await useInvitation(tx, await findInvitation(tx, token, deps.now()), deps.now());
    await accepted(tx, deps, candidate, browser);
    const context = contextOf(candidate, browser);
    await storePassword(tx, deps, candidate, hash, { context, description: 'Password updated' });
    const { organisationId, userId } = candidate;
    const now = await readCandidate(tx, organisationId, userId);
    if (now === undefined) throw deadLink();
    return beginSession(tx, deps, now, browser);
  });
}

/** Takes a user's open invitations back. Returns how many there were. */
export function withdrawInvitations(tx: Tx, organisationId: string, userId: string): Promise<number> {
  return execute(
    tx,
    'DELETE FROM invitation WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND used_at IS NULL',
    organisationId,
    userId,
  );
}

/** Sends a new invitation in the place of those that are open. */
export async function sendInvitation(
  tx: Tx,
  deps: Pick<SignInDeps, 'now' | 'newId'>,
  { organisationId, userId }: Pick<Candidate, 'organisationId' | 'userId'>,
): Promise<void> {
  await withdrawInvitations(tx, organisationId, userId);
  const now = deps.now();
  await invite(tx, { organisationId, now, newId: deps.newId }, [userId]);
  await execute(
    tx,
    'UPDATE user_activity SET invited_at = $3::timestamptz WHERE organisation_id = $1::uuid AND user_id = $2::uuid',
    organisationId,
    userId,
    now.toISOString(),
  );
}
