import { execute, type Tx } from '../../database/transaction.ts';

const minute = 60 * 1000;
const day = 24 * 60 * minute;

/** Something that happens again and again, counted in stretches of time of one length, since the epoch. */
export interface Activity {
  readonly name: 'failed-sign-ins' | 'changes-by-hand';
  /** Length of a stretch, in minutes. */
  readonly windowMinutes: number;
  /** How far back "usual" reaches, in milliseconds. */
  readonly usualMs: number;
  /** SQL over entry `e` of the audit log: whether it counts, whose it is, whether it takes something away. */
  readonly counts: string;
  readonly subject: string;
  readonly removes: string;
}

/** Wrong passwords and second factors, refusals of single sign-on, names that nobody has. */
export const failedSignIns: Activity = {
  name: 'failed-sign-ins',
  windowMinutes: 15,
  usualMs: 14 * day,
  counts: `e.item = 'User' AND e.action = 'Login' AND e.status = 'failure'`,
  subject: `''`,
  removes: 'false',
};

/**
 * What somebody changed in the console or over the API, without a plan: settings (their entries tell of the change), seats, and what is done
 * to users beside their settings. A pipeline's applies have a plan; what rules do has no actor with an id.
 */
export const changesByHand: Activity = {
  name: 'changes-by-hand',
  windowMinutes: 60,
  usualMs: 90 * day,
  counts: `e.plan_id IS NULL AND e.status = 'success' AND e.actor_id IS NOT NULL AND e.actor_type IN ('user', 'service-account')
    AND (e.detail ? 'change' OR e.item = 'Seat' OR (e.item, e.action) IN (('User', 'Enable'), ('User', 'Unlock'), ('User', 'Update'),
      ('2FA', 'Update'), ('API key', 'Delete')))`,
  subject: `e.actor_type || '/' || e.actor_id`,
  removes: `(e.detail ->> 'change' IN ('delete', 'disable') OR e.action IN ('Delete', 'Disable', 'Release'))`,
};

/** Length of a stretch, in milliseconds. */
export const windowOf = ({ windowMinutes }: Activity): number => windowMinutes * minute;

/** When the stretch begins that a time lies in. */
export function windowStart(activity: Activity, time: number): number {
  return time - (time % windowOf(activity));
}

const statement = ({ name, windowMinutes, counts, subject, removes }: Activity): string => `
  INSERT INTO activity_count (organisation_id, activity, subject, starts_at, count, removals)
  SELECT $1::uuid, '${name}', ${subject}, date_bin('${windowMinutes} minutes', e.at, '1970-01-01T00:00:00Z'), count(*),
    count(*) FILTER (WHERE ${removes})
  FROM audit_entry e
  WHERE e.organisation_id = $1::uuid AND e.at >= $2::timestamptz AND e.at < $3::timestamptz AND ${counts}
  GROUP BY 3, 4
  ON CONFLICT (organisation_id, activity, subject, starts_at) DO UPDATE SET count = excluded.count, removals = excluded.removals`;

/** Counts the audit entries of a time that begins with a stretch; stretches that were counted before are counted anew, so it can be done twice. */
export async function countActivity(
  tx: Tx,
  organisationId: string,
  activity: Activity,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const [begin, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
  await execute(tx, statement(activity), organisationId, begin, end);
}
