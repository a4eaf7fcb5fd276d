import {
  type Activity,
  changesByHand,
  countActivity,
  failedSignIns,
  windowOf,
  windowStart,
} from '../audit/unusual/activity.ts';
import { type Judged, judgeChanges, judgeFailures } from '../audit/unusual/judge-activity.ts';
import { type Counted, readBusy } from '../audit/unusual/usual.ts';
import { execute, rows, type Tx } from '../database/transaction.ts';
import { type Batch, inBatches } from './in-batches.ts';
import type { JobDeps, Place, Summary } from './job.ts';
import { pointOut } from './point-out.ts';

const minute = 60 * 1000;
const day = 24 * 60 * minute;

/** An apply notes its time before it commits: what was looked at is looked at again for so long. */
const settling = 15 * minute;

/** What happened longer ago is only counted: nobody is told of it any more. */
const told = day;

/** Fewer than this are unusual by no rule. */
const fewest = 15;

/** `activity`: up to when its entries were counted. `unusual-activity`: a stretch of time that was beyond the usual. */
const types = { looked: 'activity', beyond: 'unusual-activity' };

const watched: readonly (readonly [Activity, typeof judgeFailures])[] = [
  [failedSignIns, judgeFailures],
  [changesByHand, judgeChanges],
];

/** Up to when entries were counted; those of an organisation that was never looked at begin with it. */
async function lastLook(tx: Tx, organisationId: string, { name }: Activity): Promise<number> {
  const [seen] = await rows<{ at: string }>(
    tx,
    `SELECT coalesce(s.at, o.created_at) AS at FROM organisation o
     LEFT JOIN seen_event s ON s.organisation_id = o.id AND s.type = $2 AND s.key = $3 WHERE o.id = $1::uuid`,
    organisationId,
    types.looked,
    name,
  );
  return seen === undefined ? 0 : Date.parse(seen.at);
}

/** Counts what came in since the last look, at most a day of it. */
async function countDay(tx: Tx, organisationId: string, activity: Activity, now: number): Promise<Batch> {
  const looked = await lastLook(tx, organisationId, activity);
  const from = windowStart(activity, Math.max(looked - settling, now - activity.usualMs));
  const to = Math.min(from + day, now);
  await countActivity(tx, organisationId, activity, { from, to: to + 1 });
  await execute(
    tx,
    `INSERT INTO seen_event (organisation_id, type, key, at) VALUES ($1::uuid, $2, $3, $4::timestamptz)
     ON CONFLICT (organisation_id, type, key) DO UPDATE SET at = greatest(seen_event.at, excluded.at)`,
    organisationId,
    types.looked,
    activity.name,
    new Date(to).toISOString(),
  );
  return { last: to < now ? '' : null, changed: 0 };
}

const keyOf = ({ name }: Activity, { subject, startsAt }: Counted): string =>
  `${name}/${subject}/${new Date(startsAt).toISOString()}`;

/** False: another replica, or an earlier run, has it. */
async function take(tx: Tx, organisationId: string, key: string, at: Date): Promise<boolean> {
  const taken = await execute(
    tx,
    `INSERT INTO seen_event (organisation_id, type, key, at) VALUES ($1::uuid, $2, $3, $4::timestamptz) ON CONFLICT DO NOTHING`,
    organisationId,
    types.beyond,
    key,
    at.toISOString(),
  );
  return taken > 0;
}

async function isSeen(tx: Tx, organisationId: string, key: string): Promise<boolean> {
  const found = await rows(
    tx,
    'SELECT at FROM seen_event WHERE organisation_id = $1::uuid AND type = $2 AND key = $3',
    organisationId,
    types.beyond,
    key,
  );
  return found.length > 0;
}

/** Whether the stretch before was beyond the usual too: what goes on was told when it began. */
function goesOn(tx: Tx, organisationId: string, activity: Activity, counted: Counted): Promise<boolean> {
  const before = new Date(Date.parse(counted.startsAt) - windowOf(activity)).toISOString();
  return isSeen(tx, organisationId, keyOf(activity, { ...counted, startsAt: before }));
}

async function judge(
  deps: JobDeps,
  place: Place,
  [activity, judgeOne]: (typeof watched)[number],
): Promise<number> {
  const { organisationId } = place;
  const now = deps.now();
  const since = new Date(now.getTime() - told);
  const busy = await deps.database.snapshot((tx) =>
    readBusy(tx, organisationId, activity, { since, least: fewest }),
  );
  let pointedOut = 0;
  for (const counted of busy) {
    const key = keyOf(activity, counted);
    const judged = await deps.database.snapshot(async (tx): Promise<Judged | null> => {
      return (await isSeen(tx, organisationId, key)) ? null : judgeOne(tx, organisationId, counted);
    });
    if (judged === null) continue;
    const isNew = await deps.database.write(async (tx) => {
      if (!(await take(tx, organisationId, key, now))) return false;
      if (await goesOn(tx, organisationId, activity, counted)) return false;
      await pointOut(tx, deps, place, judged);
      return true;
    });
    if (isNew) pointedOut += 1;
  }
  return pointedOut;
}

/**
 * Points out sign-in failures that spike and mass changes past the pipeline, once each. It counts what came since it last looked, stretch by
 * stretch, and holds the stretches of the last day against those before them; so no run reads a long audit log.
 */
export async function watchActivity(deps: JobDeps, place: Place): Promise<Summary> {
  let pointedOut = 0;
  for (const one of watched) {
    const [activity] = one;
    const now = deps.now().getTime();
    await inBatches(deps, (tx) => countDay(tx, place.organisationId, activity, now));
    pointedOut += await judge(deps, place, one);
  }
  return { pointedOut };
}
