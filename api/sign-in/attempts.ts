import { accountPolicy } from '../../schemas/access/account-policy.ts';
import { execute, preparedMark, rows, type Tx } from '../database/transaction.ts';
import { hashSecret } from '../identity/api-key.ts';
import type { Candidate } from './candidate.ts';

/** Whose attempts are counted. */
type Tried = Pick<Candidate, 'organisationId' | 'userId' | 'policy'>;

/** A server that died while it verified must not keep an attempt for ever. */
const forgotten = 60_000;

/** An attempt that was let in to be verified. */
export interface Attempt {
  /** The browser is known to the person: strangers' failures are not counted against it, nor its own against the total. */
  readonly deviceId: string | null;
}

/** The known device of a user whose token this is. */
async function findDevice(
  tx: Tx,
  { organisationId, userId }: Tried,
  token: string | null,
): Promise<{ id: string; failedAttempts: number } | undefined> {
  if (token === null) return undefined;
  const [device] = await rows<{ id: string; failedAttempts: number }>(
    tx,
    `SELECT id, failed_attempts AS "failedAttempts" FROM known_device
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND token_hash = $3`,
    organisationId,
    userId,
    hashSecret(token),
  );
  return device;
}

/** Counted before it is verified: of many at once no more get through than may fail. */
const reserve = `${preparedMark}
  UPDATE user_activity SET attempted_at = $3::timestamptz,
    pending_attempts = CASE WHEN attempted_at < $4::timestamptz THEN 0 ELSE pending_attempts END + 1
  WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND locked_at IS NULL
    AND (delayed_until_at IS NULL OR delayed_until_at <= $3::timestamptz)
    AND ($5::int IS NULL OR pending_attempts = 0 OR attempted_at < $4::timestamptz OR failed_attempts + pending_attempts < $5::int)`;

/** Lets an attempt in, or not: the user is locked, must wait, or enough attempts are being verified. */
export async function beginAttempt(
  tx: Tx,
  candidate: Tried,
  { deviceToken, now }: { readonly deviceToken: string | null; readonly now: Date },
): Promise<Attempt | null> {
  const { maxLoginAttempts: most } = accountPolicy(candidate.policy);
  const { organisationId, userId } = candidate;
  const device = await findDevice(tx, candidate, deviceToken);
  if (device !== undefined && (most === null || device.failedAttempts < most)) {
    await execute(
      tx,
      'UPDATE known_device SET failed_attempts = failed_attempts + 1 WHERE organisation_id = $1::uuid AND id = $2::uuid',
      organisationId,
      device.id,
    );
    return { deviceId: device.id };
  }
  const old = new Date(now.getTime() - forgotten).toISOString();
  const reserved = await execute(tx, reserve, organisationId, userId, now.toISOString(), old, most);
  return reserved > 0 ? { deviceId: null } : null;
}

/** The attempt was right: it no longer counts. What failed before counts until the sign-in is complete. */
export async function clearAttempt(
  tx: Tx,
  { organisationId, userId }: Pick<Tried, 'organisationId' | 'userId'>,
  attempt: Attempt,
): Promise<void> {
  if (attempt.deviceId !== null) {
    await execute(
      tx,
      'UPDATE known_device SET failed_attempts = greatest(failed_attempts - 1, 0) WHERE organisation_id = $1::uuid AND id = $2::uuid',
      organisationId,
      attempt.deviceId,
    );
    return;
  }
  await execute(
    tx,
    'UPDATE user_activity SET pending_attempts = greatest(pending_attempts - 1, 0) WHERE organisation_id = $1::uuid AND user_id = $2::uuid',
    organisationId,
    userId,
  );
}

/** The attempt was wrong. Returns how many have failed in a row, by this device or by all strangers together. */
export async function failAttempt(
  tx: Tx,
  { organisationId, userId }: Pick<Tried, 'organisationId' | 'userId'>,
  attempt: Attempt,
): Promise<number> {
  const [failed] =
    attempt.deviceId === null
      ? await rows<{ count: number }>(
          tx,
          `UPDATE user_activity SET pending_attempts = greatest(pending_attempts - 1, 0), failed_attempts = failed_attempts + 1
           WHERE organisation_id = $1::uuid AND user_id = $2::uuid RETURNING failed_attempts AS count`,
          organisationId,
          userId,
        )
      : await rows<{ count: number }>(
          tx,
          'SELECT failed_attempts AS count FROM known_device WHERE organisation_id = $1::uuid AND id = $2::uuid',
          organisationId,
          attempt.deviceId,
        );
  return failed?.count ?? 0;
}

/** Nothing counts any more: a lock was lifted. */
export async function forgetFailures(tx: Tx, organisationId: string, userId: string): Promise<void> {
  await execute(
    tx,
    `UPDATE user_activity SET failed_attempts = 0, pending_attempts = 0, delayed_until_at = NULL
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid`,
    organisationId,
    userId,
  );
  await forgetDeviceFailures(tx, organisationId, userId);
}

const deviceFailures = `${preparedMark}
  UPDATE known_device SET failed_attempts = 0
  WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND failed_attempts > 0`;

/** No failure of a browser that a person is known by counts any more. */
export async function forgetDeviceFailures(tx: Tx, organisationId: string, userId: string): Promise<void> {
  await execute(tx, deviceFailures, organisationId, userId);
}
