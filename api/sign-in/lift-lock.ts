import { recordEntries } from '../audit/record.ts';
import { execute, type Tx } from '../database/transaction.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import type { RequestContext } from '../request/context.ts';
import { forgetFailures } from './attempts.ts';
import { type Candidate, readCandidate } from './candidate.ts';
import { contextOf } from './context.ts';
import { endLinks } from './send-link.ts';
import type { Browser, SignInDeps } from './sign-in-deps.ts';
import { findLink, useLink } from './use-link.ts';

/** Lifts a user's lock, whoever does it; nothing where there is none. Returns whether there was one. */
export async function liftLock(
  tx: Tx,
  deps: Pick<SignInDeps, 'now' | 'newId'>,
  candidate: Pick<Candidate, 'organisationId' | 'userId' | 'account' | 'username'>,
  context: RequestContext,
): Promise<boolean> {
  const { organisationId, userId, account } = candidate;
  const lifted = await execute(
    tx,
    'UPDATE user_activity SET locked_at = NULL WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND locked_at IS NOT NULL',
    organisationId,
    userId,
  );
  await forgetFailures(tx, organisationId, userId);
  await endLinks(tx, organisationId, userId, ['unlock']);
  if (lifted === 0) return false;
  await recordEntries(tx, deps, context, [
    {
      item: 'User',
      action: 'Unlock',
      status: 'success',
      description: 'User unlocked',
      account,
      address: userAddress(candidate),
    },
  ]);
  return true;
}

/** Lifts one's own lock by the link that was mailed when it came. @throws Refusal 410 `link/dead` */
export async function unlockByLink(deps: SignInDeps, token: string, browser: Browser): Promise<void> {
  await deps.database.write(async (tx) => {
    const link = await findLink(tx, 'unlock', token, deps.now());
    await useLink(tx, link, deps.now());
    const candidate = await readCandidate(tx, link.organisationId, link.userId);
    if (candidate !== undefined) await liftLock(tx, deps, candidate, contextOf(candidate, browser));
  });
}
