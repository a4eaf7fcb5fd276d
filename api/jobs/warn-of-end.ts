import { rows, type Tx } from '../database/transaction.ts';
import { enqueueMails } from '../notifications/mail/enqueue-mail.ts';
import { type Batch, batchSize, inBatches } from './in-batches.ts';
import type { JobDeps, Place, Summary } from './job.ts';

const day = 24 * 60 * 60 * 1000;
/** So long before his last day somebody is told of it. */
const ahead = 7 * day;

/** In UTC. */
const dayOf = (time: Date): string => time.toISOString().slice(0, '2027-03-31'.length);

/** Once for each date: a later one is told again. Who cannot sign in anyway is not told. */
const take = `
  INSERT INTO seen_event (organisation_id, type, key, at)
  SELECT u.organisation_id, 'last-day', u.id || '/' || u.expires, $2::timestamptz FROM app_user u
  JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
  JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
  WHERE u.organisation_id = $1::uuid AND u.expires >= $3 AND u.expires <= $4
    AND coalesce(u.enabled, true) AND coalesce(a.enabled, true) AND t.suspended_at IS NULL
    AND NOT EXISTS (SELECT FROM seen_event s WHERE s.organisation_id = u.organisation_id AND s.type = 'last-day'
      AND s.key = u.id || '/' || u.expires)
  ORDER BY u.id LIMIT ${batchSize}
  ON CONFLICT DO NOTHING RETURNING key`;

async function warnBatch(tx: Tx, deps: JobDeps, { organisationId }: Place): Promise<Batch> {
  const now = deps.now();
  const until = new Date(now.getTime() + ahead);
  const [today, last] = [dayOf(now), dayOf(until)];
  const taken = await rows<{ key: string }>(tx, take, organisationId, now.toISOString(), today, last);
  const mails = taken.map(({ key }) => {
    const [userId = '', lastDay = ''] = key.split('/');
    return { template: 'last-day' as const, userId, lastDay };
  });
  await enqueueMails(tx, deps, organisationId, mails);
  return { last: taken.length < batchSize ? null : '', changed: taken.length };
}

/** Mails whoever's last day (`expires`) is near that it is, seven days ahead, or as soon as it is set. */
export async function warnOfEnd(deps: JobDeps, place: Place): Promise<Summary> {
  return { warned: await inBatches(deps, (tx) => warnBatch(tx, deps, place)) };
}
