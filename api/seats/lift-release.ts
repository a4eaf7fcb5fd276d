import { recordEntries } from '../audit/record.ts';
import { noteThresholds } from '../commit/note-thresholds.ts';
import { rows, type Tx } from '../database/transaction.ts';
import { type MeasuredSeats, readMeasuredSeats } from '../kinds/reading/measured-seats.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import type { SeatUser } from './find-users.ts';
import { seatEntry } from './seat-entry.ts';

/** The same as a plan is refused with: a released seat is given as any other. */
function noRoom({ account, pool, used }: MeasuredSeats, size: number): Refusal {
  const beyond = used - size;
  if (pool) {
    return new Refusal(
      409,
      'seats/pool-exceeded',
      `the organisation would use ${used} seats; it has purchased ${size}`,
      { remedy: `give ${beyond} fewer, or ask the vendor for more seats` },
    );
  }
  return new Refusal(
    409,
    'seats/limit-exceeded',
    `account ${account} would use ${used} seats; its limit is ${size}`,
    { remedy: `give ${beyond} fewer, or raise the limit from the main account` },
  );
}

/** On the state after: what does not fit rolls it back. */
async function assertRoom(tx: Tx, organisationId: string, accountId: string): Promise<void> {
  for (const measured of await readMeasuredSeats(tx, organisationId, [accountId])) {
    const { used, size } = measured;
    if (size !== null && used > size) throw noRoom(measured, size);
  }
}

/** Whose release was lifted: somebody else may have done so since it was read. */
async function lift(
  tx: Tx,
  organisationId: string,
  users: readonly SeatUser[],
  at: string,
): Promise<readonly SeatUser[]> {
  const lifted = await rows<{ id: string }>(
    tx,
    `UPDATE seat SET released_at = NULL, assigned_at = $3::timestamptz
     WHERE organisation_id = $1::uuid AND user_id = ANY($2::uuid[]) AND released_at IS NOT NULL RETURNING user_id AS id`,
    organisationId,
    users.map(({ id }) => id),
    at,
  );
  const ids = new Set(lifted.map(({ id }) => id));
  return users.filter(({ id }) => ids.has(id));
}

/**
 * Gives users the seats back that a rule took from them, within limit and pool. To be called under the organisation's lock.
 * @throws Refusal 409 `seats/limit-exceeded`, `seats/pool-exceeded`
 */
export async function liftReleases(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  context: RequestContext,
  place: { readonly account: string; readonly accountId: string },
  users: readonly SeatUser[],
): Promise<void> {
  const { organisationId } = context;
  const at = deps.now().toISOString();
  const lifted = users.length === 0 ? [] : await lift(tx, organisationId, users, at);
  if (lifted.length === 0) return;
  await assertRoom(tx, organisationId, place.accountId);
  const reason = 'a seat that a rule had taken back was assigned';
  const entries = lifted.map(({ username }) =>
    seatEntry('Assign', { account: place.account, username }, { reason }),
  );
  await recordEntries(tx, deps, context, entries);
  await noteThresholds(tx, deps, organisationId, [place.accountId]);
}
