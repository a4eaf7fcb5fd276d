import { execute, rows, type Tx } from '../database/transaction.ts';
import type { Passkey } from '../identity/second-factor/passkey.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import type { Owner } from './second-factor-store.ts';

/** A passkey as its owner sees it. */
interface PasskeyInfo {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

export type StoredPasskey = Passkey & PasskeyInfo;

export function readPasskeys(tx: Tx, { organisationId, userId }: Owner): Promise<StoredPasskey[]> {
  return rows<StoredPasskey>(
    tx,
    `SELECT id, name, credential_id AS "credentialId", public_key AS "publicKey", counter, transports,
       created_at AS "createdAt", last_used_at AS "lastUsedAt"
     FROM passkey WHERE organisation_id = $1::uuid AND user_id = $2::uuid ORDER BY id`,
    organisationId,
    userId,
  );
}

/** false: a passkey of the organisation has this id already. */
export async function insertPasskey(
  tx: Tx,
  { organisationId, userId }: Owner,
  {
    id,
    name,
    at,
    passkey,
  }: { readonly id: string; readonly name: string; readonly at: string; readonly passkey: Passkey },
): Promise<boolean> {
  const inserted = await execute(
    tx,
    `INSERT INTO passkey (organisation_id, id, user_id, name, credential_id, public_key, counter, transports, created_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7::bigint, $8::text[], $9::timestamptz)
     ON CONFLICT (organisation_id, credential_id) DO NOTHING`,
    organisationId,
    id,
    userId,
    name,
    passkey.credentialId,
    passkey.publicKey,
    passkey.counter,
    passkey.transports,
    at,
  );
  return inserted > 0;
}

/** Notes a use: a replayed message has the counter that was there before, and finds nothing. */
export async function noteUse(
  tx: Tx,
  { organisationId }: Owner,
  { id, counter }: StoredPasskey,
  now: { readonly counter: number; readonly at: string },
): Promise<boolean> {
  const noted = await execute(
    tx,
    `UPDATE passkey SET counter = $4::bigint, last_used_at = $5::timestamptz
     WHERE organisation_id = $1::uuid AND id = $2::uuid AND counter = $3::bigint`,
    organisationId,
    id,
    counter,
    now.counter,
    now.at,
  );
  return noted > 0;
}

/** Keeps a challenge in the session, in the place of a former one. */
export async function storeChallenge(
  tx: Tx,
  { organisationId, sessionId }: SessionRow,
  challenge: string,
): Promise<void> {
  await execute(
    tx,
    'UPDATE session SET challenge = $3 WHERE organisation_id = $1::uuid AND id = $2::uuid',
    organisationId,
    sessionId,
    challenge,
  );
}

/** Uses the session's challenge up: it is good once, whatever comes of it. */
export async function takeChallenge(
  tx: Tx,
  { organisationId, sessionId, challenge }: SessionRow,
): Promise<boolean> {
  if (challenge === null) return false;
  const taken = await execute(
    tx,
    'UPDATE session SET challenge = NULL WHERE organisation_id = $1::uuid AND id = $2::uuid AND challenge = $3',
    organisationId,
    sessionId,
    challenge,
  );
  return taken > 0;
}
