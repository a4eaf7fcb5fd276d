import { rows, type Tx } from '../../database/transaction.ts';
import { type Activity, windowOf } from './activity.ts';

/** A stretch of time with what happened in it. */
export interface Counted {
  readonly subject: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly count: number;
  readonly removals: number;
}

/** Stretches that begin after a time and have at least so many, oldest first. */
export function readBusy(
  tx: Tx,
  organisationId: string,
  { name }: Activity,
  { since, least }: { readonly since: Date; readonly least: number },
): Promise<Counted[]> {
  return rows<Counted>(
    tx,
    `SELECT subject, starts_at AS "startsAt", count, removals FROM activity_count
     WHERE organisation_id = $1::uuid AND activity = $2 AND starts_at >= $3::timestamptz AND count >= $4::int ORDER BY starts_at, subject`,
    organisationId,
    name,
    since.toISOString(),
    least,
  );
}

/** The counts of the stretches before one, of the same subject: those in which anything happened, as far back as "usual" reaches. */
export async function readUsual(
  tx: Tx,
  organisationId: string,
  { name, usualMs }: Activity,
  { subject, startsAt }: Counted,
): Promise<readonly number[]> {
  const found = await rows<{ count: number }>(
    tx,
    `SELECT count FROM activity_count WHERE organisation_id = $1::uuid AND activity = $2 AND subject = $3
       AND starts_at < $4::timestamptz AND starts_at >= $5::timestamptz`,
    organisationId,
    name,
    subject,
    startsAt,
    new Date(Date.parse(startsAt) - usualMs).toISOString(),
  );
  return found.map(({ count }) => count);
}

/** The same with the quiet ones as 0, as many as there were since the organisation began. */
export async function readUsualWithQuiet(
  tx: Tx,
  organisationId: string,
  activity: Activity,
  counted: Counted,
): Promise<readonly number[]> {
  const busy = await readUsual(tx, organisationId, activity, counted);
  const [organisation] = await rows<{ createdAt: string }>(
    tx,
    'SELECT created_at AS "createdAt" FROM organisation WHERE id = $1::uuid',
    organisationId,
  );
  const at = Date.parse(counted.startsAt);
  const reach = Math.min(activity.usualMs, at - Date.parse(organisation?.createdAt ?? counted.startsAt));
  const windows = Math.max(busy.length, Math.floor(reach / windowOf(activity)));
  return [...busy, ...Array.from({ length: windows - busy.length }, () => 0)];
}
