import { execute, rows, type Tx } from '../../database/transaction.ts';

/**
 * Notes keys, and tells which of them are new. Whoever notes the same ones at the same time waits, and finds them noted. One statement.
 *
 * @param type what the keys are of: `ingest`, `low-balance` ...
 */
export async function noteSeen(
  tx: Tx,
  { organisationId, type, at }: { readonly organisationId: string; readonly type: string; readonly at: Date },
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const found = await rows<{ key: string }>(
    tx,
    `INSERT INTO seen_event (organisation_id, type, key, at)
     SELECT $1::uuid, $2, key, $3::timestamptz FROM unnest($4::text[]) AS key
     ON CONFLICT DO NOTHING RETURNING key`,
    organisationId,
    type,
    at.toISOString(),
    // In one order, so that two batches never wait for each other.
    [...new Set(keys)].sort(),
  );
  return new Set(found.map(({ key }) => key));
}

/** Forgets a condition that has ended, so that it is told of again when it comes back. */
export async function forgetSeen(
  tx: Tx,
  { organisationId, type }: { readonly organisationId: string; readonly type: string },
  key: string,
): Promise<void> {
  await execute(
    tx,
    'DELETE FROM seen_event WHERE organisation_id = $1::uuid AND type = $2 AND key = $3',
    organisationId,
    type,
    key,
  );
}
