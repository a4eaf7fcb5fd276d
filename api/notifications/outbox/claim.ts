import type { JsonObject } from '../../../schemas/contract/json.ts';
import { execute, rows, type Tx } from '../../database/transaction.ts';
import type { OutboxType } from './row.ts';

/** A message that this worker has for the moment. */
export interface Claimed {
  readonly organisationId: string;
  /** Id of the message, the same in every attempt. */
  readonly id: string;
  readonly payload: JsonObject;
  /** This attempt's number, from 1 on. */
  readonly attempt: number;
}

interface Row {
  readonly organisationId: string;
  readonly id: string;
  readonly payload: JsonObject;
  readonly attempts: number;
}

/** What somebody else is claiming at this moment is passed over, so replicas never wait for each other. */
const due = `
  SELECT organisation_id AS "organisationId", id, payload, attempts FROM outbox
  WHERE delivered_at IS NULL AND failed_at IS NULL AND type = $1 AND coalesce(due_at, created_at) <= $2::timestamptz
  ORDER BY coalesce(due_at, created_at) LIMIT $3::int
  FOR UPDATE SKIP LOCKED`;

/** Due again when the claim ends: a worker that dies lets go of what it had. */
const claim = `
  UPDATE outbox SET attempts = attempts + 1, claimed_until_at = $3::timestamptz, due_at = $3::timestamptz
  FROM unnest($1::uuid[], $2::uuid[]) AS claimed(organisation_id, id)
  WHERE outbox.organisation_id = claimed.organisation_id AND outbox.id = claimed.id`;

/** When to claim, until when, and how many at most. */
export interface ClaimRequest {
  readonly type: OutboxType;
  readonly now: Date;
  readonly until: Date;
  readonly limit: number;
}

/** Claims messages that are due, the longest due first. Where there are none nothing is written. */
export async function claimDue(
  tx: Tx,
  { type, now, until, limit }: ClaimRequest,
): Promise<readonly Claimed[]> {
  const found = await rows<Row>(tx, due, type, now.toISOString(), limit);
  if (found.length === 0) return [];
  const organisations = found.map(({ organisationId }) => organisationId);
  const ids = found.map(({ id }) => id);
  await execute(tx, claim, organisations, ids, until.toISOString());
  return found.map(({ attempts, ...message }) => ({ ...message, attempt: attempts + 1 }));
}
