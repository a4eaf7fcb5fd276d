import type { NewEntry } from '../audit/entry.ts';
import { recordEntries } from '../audit/record.ts';
import { execute, rows, type Tx } from '../database/transaction.ts';
import { endSessionsOf } from '../identity/sessions/session-store.ts';
import { userAddress } from '../kinds/people/user-address.ts';
import { systemContext } from '../request/system-context.ts';
import type { JobDeps, Place } from './job.ts';

/** Somebody whom a rule disables, and why in words for the audit log. */
export interface Due {
  readonly userId: string;
  readonly username: string;
  readonly account: string;
  readonly reason: string;
}

/** By which rule, as it stands beside the suspension. */
export type SuspensionReason = 'inactivity' | 'end-date';

const ends = [
  'DELETE FROM link WHERE organisation_id = $1::uuid AND user_id = ANY($2::uuid[]) AND used_at IS NULL',
  'DELETE FROM invitation WHERE organisation_id = $1::uuid AND user_id = ANY($2::uuid[]) AND used_at IS NULL',
];

function entryOf({ username, account, reason }: Due): NewEntry {
  return {
    item: 'User',
    action: 'Disable',
    status: 'success',
    description: 'User disabled',
    account,
    address: userAddress({ account, username }),
    detail: { by: 'rule', reason },
  };
}

/**
 * Disables people by a rule, with all that they had open, and tells the audit log of each, in one transaction. It stands beside what is
 * declared, so no plan undoes it; an admin's "enable" does. Whom another replica has disabled meanwhile is left out.
 *
 * @returns how many were disabled
 */
export async function suspend(
  tx: Tx,
  deps: JobDeps,
  { organisationId, organisation }: Place,
  due: readonly Due[],
  reason: SuspensionReason,
): Promise<number> {
  if (due.length === 0) return 0;
  const suspended = await rows<{ userId: string }>(
    tx,
    `UPDATE user_activity SET suspended_at = $3::timestamptz, suspended_reason = $4
     WHERE organisation_id = $1::uuid AND user_id = ANY($2::uuid[]) AND suspended_at IS NULL RETURNING user_id AS "userId"`,
    organisationId,
    due.map(({ userId }) => userId),
    deps.now().toISOString(),
    reason,
  );
  const ids = new Set(suspended.map(({ userId }) => userId));
  if (ids.size === 0) return 0;
  await endSessionsOf(tx, organisationId, [...ids]);
  for (const statement of ends) await execute(tx, statement, organisationId, [...ids]);
  const entries = due.filter(({ userId }) => ids.has(userId)).map(entryOf);
  await recordEntries(tx, deps, systemContext(organisationId, organisation), entries);
  return ids.size;
}
