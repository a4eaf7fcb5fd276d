import { execute, type Tx } from '../../database/transaction.ts';
import type { Claimed } from './claim.ts';

type Message = Pick<Claimed, 'organisationId' | 'id'>;

/** What was needed to send it and is a secret goes with its end. */
const ended = `claimed_until_at = NULL, due_at = NULL, payload = payload - 'sealedToken'`;
const open = 'organisation_id = $1::uuid AND id = $2::uuid AND delivered_at IS NULL AND failed_at IS NULL';

/** Notes that a message arrived. False: it was at its end already. */
export async function markDelivered(tx: Tx, { organisationId, id }: Message, now: Date): Promise<boolean> {
  const statement = `UPDATE outbox SET delivered_at = $3::timestamptz, last_error = NULL, ${ended} WHERE ${open}`;
  return (await execute(tx, statement, organisationId, id, now.toISOString())) > 0;
}

/** Notes that a message will not be sent any more, and why. False: it was at its end already. */
export async function markFailed(
  tx: Tx,
  { organisationId, id }: Message,
  now: Date,
  error: string,
): Promise<boolean> {
  const statement = `UPDATE outbox SET failed_at = $3::timestamptz, last_error = $4, ${ended} WHERE ${open}`;
  return (await execute(tx, statement, organisationId, id, now.toISOString(), error)) > 0;
}

/** Lets go of a message until its next attempt. */
export async function postpone(
  tx: Tx,
  { organisationId, id }: Message,
  dueAt: Date,
  error: string,
): Promise<void> {
  const statement = `UPDATE outbox SET due_at = $3::timestamptz, claimed_until_at = NULL, last_error = $4 WHERE ${open}`;
  await execute(tx, statement, organisationId, id, dueAt.toISOString(), error);
}
