import { execute, type Tx } from '../database/transaction.ts';

/** What is no longer needed: in batches, so that no sign-in waits for it. */
const statements = [
  `DELETE FROM outbox WHERE ctid IN (
     SELECT ctid FROM outbox WHERE delivered_at < $1::timestamptz OR failed_at < $1::timestamptz LIMIT $2::int)`,
  `DELETE FROM seen_event WHERE ctid IN (
     SELECT ctid FROM seen_event WHERE type = 'ingest' AND at < $1::timestamptz LIMIT $2::int)`,
];

/**
 * Forgets messages that came to their end before a time, and ids of events that were taken before it: such an event would be taken again.
 * Conditions that still hold (a low balance) stay.
 *
 * @param limit of each, at most
 * @returns how many rows went; fewer than the limit: there are no more
 */
export async function pruneMessages(tx: Tx, before: Date, limit: number): Promise<number> {
  let gone = 0;
  for (const statement of statements) gone += await execute(tx, statement, before.toISOString(), limit);
  return gone;
}
