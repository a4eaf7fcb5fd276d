import { accountPolicy } from '../../schemas/access/account-policy.ts';
import type { NewEntry } from '../audit/entry.ts';
import { recordEntries } from '../audit/record.ts';
import { execute, type Tx } from '../database/transaction.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { enqueueMail } from '../notifications/mail/enqueue-mail.ts';
import { notify } from '../notifications/notify.ts';
import { systemContext } from '../request/system-context.ts';
import type { Candidate } from './candidate.ts';
import { isLastManager } from './last-manager.ts';
import { createLink } from './send-link.ts';
import type { SignInDeps } from './sign-in-deps.ts';

const second = 1000;
const firstDelay = 30 * second;
const longestDelay = 15 * 60 * second;

/** How long the last Account Manager waits after so many failures beyond the limit, in milliseconds: each time twice as long. */
function delayAfter(beyond: number): number {
  return Math.min(firstDelay * 2 ** Math.max(beyond, 0), longestDelay);
}

async function delay(tx: Tx, { organisationId, userId }: Candidate, until: Date): Promise<void> {
  await execute(
    tx,
    'UPDATE user_activity SET delayed_until_at = $3::timestamptz WHERE organisation_id = $1::uuid AND user_id = $2::uuid',
    organisationId,
    userId,
    until.toISOString(),
  );
}

function lockEntry(candidate: Candidate, failures: number): NewEntry {
  return {
    item: 'User',
    action: 'Lock',
    status: 'success',
    description: 'User locked',
    account: candidate.account,
    address: userAddress(candidate),
    detail: { failures },
  };
}

/** Locks the user once: of several failures at the same time one finds him unlocked. */
async function lock(tx: Tx, deps: SignInDeps, candidate: Candidate, failures: number): Promise<void> {
  const { organisationId, organisation, userId, account, username } = candidate;
  const now = deps.now().toISOString();
  const locked = await execute(
    tx,
    `UPDATE user_activity SET locked_at = $3::timestamptz, pending_attempts = 0
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND locked_at IS NULL`,
    organisationId,
    userId,
    now,
  );
  if (locked === 0) return;
  await recordEntries(tx, deps, systemContext(organisationId, organisation), [
    lockEntry(candidate, failures),
  ]);
  const linkId = await createLink(tx, deps, candidate, { purpose: 'unlock' });
  await enqueueMail(tx, deps, organisationId, { template: 'unlock-link', userId, linkId });
  await notify(tx, deps, organisationId, {
    event: 'user-locked',
    account,
    text: `${username} was locked after ${failures} failed sign-ins`,
    detail: { user: username, failures },
  });
}

/** Locks whoever has failed as often as the account allows; the last Account Manager waits instead. */
export async function lockWhereDue(
  tx: Tx,
  deps: SignInDeps,
  candidate: Candidate,
  failures: number,
): Promise<void> {
  const { maxLoginAttempts: most } = accountPolicy(candidate.policy);
  if (most === null || failures < most) return;
  const now = deps.now();
  if (!(await isLastManager(tx, candidate.organisationId, candidate.userId, now))) {
    return lock(tx, deps, candidate, failures);
  }
  await delay(tx, candidate, new Date(now.getTime() + delayAfter(failures - most)));
}
