import { warningPercent } from '../../schemas/seat-threshold.ts';
import { execute, rows, type Tx } from '../database/transaction.ts';
import { reachesThreshold, type SeatUsage } from '../kinds/people/seat-usage.ts';
import { type MeasuredSeats, readMeasuredSeats } from '../kinds/reading/measured-seats.ts';
import { notify } from '../notifications/notify.ts';
import type { Deps } from '../request/context.ts';

const event = 'seat-threshold';

type Measured = MeasuredSeats & SeatUsage;

/** Those that were below until now: of several who see a crossing at the same time, one takes it. */
async function takeCrossings(
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
  at: string,
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const taken = await rows<{ key: string }>(
    tx,
    `INSERT INTO seen_event (organisation_id, type, key, at)
     SELECT $1::uuid, $2, key, $4::timestamptz FROM unnest($3::text[]) AS key ON CONFLICT DO NOTHING RETURNING key`,
    organisationId,
    event,
    ids,
    at,
  );
  return new Set(taken.map(({ key }) => key));
}

/** What is below again can cross again. */
async function forgetCrossings(tx: Tx, organisationId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await execute(
    tx,
    'DELETE FROM seen_event WHERE organisation_id = $1::uuid AND type = $2 AND key = ANY($3::text[])',
    organisationId,
    event,
    ids,
  );
}

function textOf({ account, pool, used, size }: Measured): string {
  const percent = Math.floor((used * 100) / size);
  const what = pool ? `the ${size} purchased` : `the limit of ${account} (${size})`;
  return `${used} seats are in use, ${percent} % of ${what}; the warning threshold is ${warningPercent(size)} %`;
}

function tell(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  organisationId: string,
  measured: Measured,
): Promise<void> {
  const { account, pool, used, size } = measured;
  const detail = { used, size, percent: warningPercent(size), of: pool ? 'purchased' : 'limit' };
  return notify(tx, deps, organisationId, { event, account, text: textOf(measured), detail });
}

/** An account without a limit of its own has no threshold; the pool has one then. */
function isWatched(measured: MeasuredSeats): measured is Measured {
  return measured.watched && measured.size !== null;
}

/**
 * Tells of warning thresholds (product.md, section 3) that the seats in use have reached, once per crossing: in the transaction that
 * changes seats, limits or purchases, or from the job that looks after them. Falling below makes the next crossing a new one.
 *
 * @param accountIds those that changed; null: all of the organisation. The pool is looked at in any case.
 * @returns how many crossings were told
 */
export async function noteThresholds(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  organisationId: string,
  accountIds: readonly string[] | null,
): Promise<number> {
  const found = await readMeasuredSeats(tx, organisationId, accountIds);
  const reached = found.filter(isWatched).filter(reachesThreshold);
  const ids = new Set(reached.map(({ id }) => id));
  const below = found.flatMap(({ id }) => (ids.has(id) ? [] : [id]));
  await forgetCrossings(tx, organisationId, below);
  const taken = await takeCrossings(tx, organisationId, [...ids], deps.now().toISOString());
  const crossed = reached.filter(({ id }) => taken.has(id));
  for (const measured of crossed) await tell(tx, deps, organisationId, measured);
  return crossed.length;
}
