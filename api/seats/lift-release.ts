import { recordEntries } from '../audit/record.ts';
import { noteThresholds } from '../commit/note-thresholds.ts';
import { execute, type Tx } from '../database/transaction.ts';
import { reachesSize } from '../kinds/people/seat-usage.ts';
import { type MeasuredSeats, readMeasuredSeats } from '../kinds/reading/measured-seats.ts';
import { seatRelease } from '../kinds/reading/released-seats.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import type { SeatUser } from './find-users.ts';
import { seatEntry } from './seat-entry.ts';

/** The same as a plan is refused with: a released seat is given as any other. */
function noRoom({ account, pool, used, size }: MeasuredSeats, wanted: number): Refusal {
  const after = used + wanted;
  const beyond = after - (size ?? 0);
  if (pool) {
    return new Refusal(
      409,
      'seats/pool-exceeded',
      `the organisation would use ${after} seats; it has purchased ${size}`,
      { remedy: `give ${beyond} fewer, or ask the vendor for more seats` },
    );
  }
  return new Refusal(
    409,
    'seats/limit-exceeded',
    `account ${account} would use ${after} seats; its limit is ${size}`,
    { remedy: `give ${beyond} fewer, or raise the limit from the main account` },
  );
}

async function assertRoom(tx: Tx, organisationId: string, accountId: string, wanted: number): Promise<void> {
  const measured = await readMeasuredSeats(tx, organisationId, [accountId]);
  const full = measured.find(
    ({ used, size }) => size !== null && reachesSize({ used: used + wanted - 1, size }),
  );
  if (full !== undefined) throw noRoom(full, wanted);
}

const forgetMarks = `
  DELETE FROM seen_event WHERE organisation_id = $1::uuid AND type = '${seatRelease}' AND key = ANY($2::text[])`;

const assignAnew = `
  UPDATE seat SET assigned_at = $3::timestamptz WHERE organisation_id = $1::uuid AND user_id = ANY($2::uuid[])`;

/**
 * Gives users the seats back that a rule took from them, within limit and pool. To be called under the organisation's lock.
 * @throws Refusal 409 `seats/limit-exceeded`, `seats/pool-exceeded`
 */
export async function liftReleases(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  context: RequestContext,
  {
    account,
    accountId,
    users,
  }: { readonly account: string; readonly accountId: string; readonly users: readonly SeatUser[] },
): Promise<void> {
  if (users.length === 0) return;
  const { organisationId } = context;
  await assertRoom(tx, organisationId, accountId, users.length);
  const ids = users.map(({ id }) => id);
  await execute(tx, forgetMarks, organisationId, ids);
  await execute(tx, assignAnew, organisationId, ids, deps.now().toISOString());
  const reason = 'a seat that a rule had taken back was assigned';
  const entries = users.map(({ username }) => seatEntry('Assign', { account, username }, { reason }));
  await recordEntries(tx, deps, context, entries);
  await noteThresholds(tx, deps, organisationId, [accountId]);
}
