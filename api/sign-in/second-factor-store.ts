import { execute, insertRows, rows, type Tx } from '../database/transaction.ts';
import { hashRecoveryCode, type StoredRecoveryCode } from '../identity/second-factor/recovery-codes.ts';
import { type Keyring, secretContext } from '../identity/secrets/keyring.ts';
import type { SessionRow } from '../identity/sessions/find-session.ts';
import type { SignInDeps } from './sign-in-deps.ts';

/** Whose second factor it is. */
export interface Owner {
  readonly organisationId: string;
  readonly userId: string;
}

/** The authenticator app of a user, its secret opened. */
export interface Authenticator {
  readonly secret: string;
  readonly lastStep: number | null;
}

const context = ({ organisationId, userId }: Owner): string =>
  secretContext(organisationId, 'user_credential', userId);

/** The app's secret, confirmed or not; null: there is none. */
export async function readAuthenticator(
  tx: Tx,
  keyring: Keyring,
  owner: Owner,
): Promise<Authenticator | null> {
  const [found] = await rows<{ sealed: string | null; lastStep: number | null }>(
    tx,
    `SELECT second_factor_secret AS sealed, second_factor_step AS "lastStep" FROM user_credential
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid`,
    owner.organisationId,
    owner.userId,
  );
  if (!found?.sealed) return null;
  return { secret: keyring.open(found.sealed, context(owner)), lastStep: found.lastStep };
}

/** Keeps the secret of an app that is not confirmed yet; one that is stays until the new one is confirmed. */
export async function storeSecret(tx: Tx, keyring: Keyring, owner: Owner, secret: string): Promise<void> {
  await execute(
    tx,
    `UPDATE user_credential SET second_factor_secret = $3, second_factor_step = NULL
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid`,
    owner.organisationId,
    owner.userId,
    keyring.seal(secret, context(owner)),
  );
}

/** Uses up a time step: of two requests with the same code one finds nothing. */
export async function useStep(tx: Tx, { organisationId, userId }: Owner, step: number): Promise<boolean> {
  const used = await execute(
    tx,
    `UPDATE user_credential SET second_factor_step = $3::bigint
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND (second_factor_step IS NULL OR second_factor_step < $3::bigint)`,
    organisationId,
    userId,
    step,
  );
  return used > 0;
}

/** The second factor counts from now on. */
export async function markEnrolled(tx: Tx, { organisationId, userId }: Owner, at: string): Promise<void> {
  await execute(
    tx,
    `UPDATE user_credential SET second_factor_enrolled_at = coalesce(second_factor_enrolled_at, $3::timestamptz)
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid`,
    organisationId,
    userId,
    at,
  );
}

/** A session in which a second factor was set up has given it. */
export async function noteFactorGiven(tx: Tx, { organisationId, sessionId }: SessionRow): Promise<void> {
  await execute(
    tx,
    'UPDATE session SET second_factor = true WHERE organisation_id = $1::uuid AND id = $2::uuid',
    organisationId,
    sessionId,
  );
}

/** Takes away everything: app, passkeys, recovery codes. */
export async function removeSecondFactor(tx: Tx, { organisationId, userId }: Owner): Promise<void> {
  const where = 'WHERE organisation_id = $1::uuid AND user_id = $2::uuid';
  await execute(
    tx,
    `UPDATE user_credential SET second_factor_secret = NULL, second_factor_enrolled_at = NULL, second_factor_step = NULL ${where}`,
    organisationId,
    userId,
  );
  await execute(tx, `DELETE FROM recovery_code ${where}`, organisationId, userId);
  await execute(tx, `DELETE FROM passkey ${where}`, organisationId, userId);
}

/** Recovery codes that were not used yet. */
export function readRecoveryCodes(tx: Tx, { organisationId, userId }: Owner): Promise<StoredRecoveryCode[]> {
  return rows<StoredRecoveryCode>(
    tx,
    `SELECT id, code_hash AS "codeHash" FROM recovery_code
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND used_at IS NULL`,
    organisationId,
    userId,
  );
}

/** Uses a recovery code up: of two requests with the same code one finds nothing. */
export async function useRecoveryCode(
  tx: Tx,
  organisationId: string,
  id: string,
  at: string,
): Promise<boolean> {
  const used = await execute(
    tx,
    'UPDATE recovery_code SET used_at = $3::timestamptz WHERE organisation_id = $1::uuid AND id = $2::uuid AND used_at IS NULL',
    organisationId,
    id,
    at,
  );
  return used > 0;
}

const codeColumns = { organisation_id: 'uuid', id: 'uuid', user_id: 'uuid', code_hash: 'text' };

/** Puts new recovery codes in the place of all former ones. */
export async function replaceRecoveryCodes(
  tx: Tx,
  { keyring, newId }: SignInDeps,
  owner: Owner,
  codes: readonly string[],
): Promise<void> {
  const { organisationId, userId } = owner;
  await execute(
    tx,
    'DELETE FROM recovery_code WHERE organisation_id = $1::uuid AND user_id = $2::uuid',
    organisationId,
    userId,
  );
  const stored = codes.map((code) => ({
    organisation_id: organisationId,
    id: newId(),
    user_id: userId,
    code_hash: hashRecoveryCode(keyring, owner, code),
  }));
  await insertRows(tx, 'recovery_code', codeColumns, stored);
}
