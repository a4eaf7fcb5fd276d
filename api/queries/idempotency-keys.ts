import { execute, rows, type Tx } from '../database/transaction.ts';

/** Whose key it is. */
export interface KeyScope {
  readonly organisationId: string;
  readonly actor: string;
  readonly key: string;
}

/** A request that was seen, and what it was answered; status 0: it is being worked on. */
export interface SeenRequest {
  readonly requestHash: string;
  readonly status: number;
  readonly response: Readonly<Record<string, string>>;
  readonly createdAt: string;
}

export const inProgress = 0;

const where = 'organisation_id = $1::uuid AND actor = $2 AND key = $3';

export async function readSeen(
  tx: Tx,
  { organisationId, actor, key }: KeyScope,
): Promise<SeenRequest | undefined> {
  const [seen] = await rows<SeenRequest>(
    tx,
    `SELECT request_hash AS "requestHash", status, response, created_at AS "createdAt" FROM idempotency_key WHERE ${where}`,
    organisationId,
    actor,
    key,
  );
  return seen;
}

/** Takes the key for a request that begins now; false where it is taken. Forgets what is older than `before` on the way. */
export async function claimKey(
  tx: Tx,
  { organisationId, actor, key }: KeyScope,
  { requestHash, now, before }: { requestHash: string; now: string; before: string },
): Promise<boolean> {
  await execute(
    tx,
    'DELETE FROM idempotency_key WHERE organisation_id = $1::uuid AND actor = $2 AND created_at < $3::timestamptz',
    organisationId,
    actor,
    before,
  );
  const claimed = await execute(
    tx,
    `INSERT INTO idempotency_key (organisation_id, actor, key, request_hash, status, response, created_at)
     VALUES ($1::uuid, $2, $3, $4, ${inProgress}, '{}', $5::timestamptz) ON CONFLICT DO NOTHING`,
    organisationId,
    actor,
    key,
    requestHash,
    now,
  );
  return claimed > 0;
}

/** Takes over the key of a request whose server died: nobody will finish it. False where somebody was faster. */
export async function takeOverKey(
  tx: Tx,
  { organisationId, actor, key }: KeyScope,
  seen: SeenRequest,
  now: string,
): Promise<boolean> {
  const taken = await execute(
    tx,
    `UPDATE idempotency_key SET created_at = $5::timestamptz
     WHERE ${where} AND status = ${inProgress} AND created_at = $4::timestamptz`,
    organisationId,
    actor,
    key,
    seen.createdAt,
    now,
  );
  return taken > 0;
}

/** Remembers the answer, whether or not the key was taken before. */
export async function rememberAnswer(
  tx: Tx,
  { organisationId, actor, key }: KeyScope,
  answer: { requestHash: string; status: number; response: object; now: string },
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO idempotency_key (organisation_id, actor, key, request_hash, status, response, created_at)
     VALUES ($1::uuid, $2, $3, $4, $5::int, $6::jsonb, $7::timestamptz)
     ON CONFLICT (organisation_id, actor, key) DO UPDATE SET status = excluded.status, response = excluded.response
       WHERE idempotency_key.request_hash = excluded.request_hash`,
    organisationId,
    actor,
    key,
    answer.requestHash,
    answer.status,
    JSON.stringify(answer.response),
    answer.now,
  );
}

/** Gives the key back: the request did nothing, so it may be tried again. */
export async function releaseKey(tx: Tx, { organisationId, actor, key }: KeyScope): Promise<void> {
  await execute(
    tx,
    `DELETE FROM idempotency_key WHERE ${where} AND status = ${inProgress}`,
    organisationId,
    actor,
    key,
  );
}
