import { execute, insertRows } from '../../../../api/database/transaction.ts';
import { hashSecret } from '../../../../api/identity/api-key.ts';
import type { Scene } from './scene.ts';

const day = 24 * 60 * 60_000;
const own = 'WHERE organisation_id = $1::uuid AND user_id = $2::uuid';

/** Takes away what rules have done to somebody, and gives him a password where he has none. */
export async function lift({ database, writing }: Scene, userId: string): Promise<void> {
  const { organisationId, passwordHash, now } = writing;
  const at = now.toISOString();
  await database.write(async (tx) => {
    await execute(
      tx,
      `UPDATE user_activity SET locked_at = NULL, suspended_at = NULL, failed_attempts = 0, delayed_until_at = NULL,
         activated_at = $3::timestamptz ${own}`,
      organisationId,
      userId,
      at,
    );
    await execute(
      tx,
      `UPDATE user_credential SET password_hash = $3, password_set_at = coalesce(password_set_at, $4::timestamptz) ${own}`,
      organisationId,
      userId,
      passwordHash,
      at,
    );
  });
}

/** What an admin does for whom the rule of inactivity keeps out. */
export async function enable({ database, writing }: Scene, userId: string): Promise<void> {
  const { organisationId, now } = writing;
  await database.write((tx) =>
    execute(
      tx,
      `UPDATE user_activity SET activated_at = $3::timestamptz ${own}`,
      organisationId,
      userId,
      now.toISOString(),
    ),
  );
}

/** What `required` does once it holds, whatever it waits for. */
export async function force({ database, writing }: Scene, accountId: string): Promise<void> {
  const { organisationId, now } = writing;
  await database.write((tx) =>
    execute(
      tx,
      `INSERT INTO saml_connection (organisation_id, account_id, configuration, required_since_at)
       VALUES ($1::uuid, $2::uuid, 'forced', $3::timestamptz)
       ON CONFLICT (organisation_id, account_id) DO UPDATE SET required_since_at = excluded.required_since_at`,
      organisationId,
      accountId,
      now.toISOString(),
    ),
  );
}

/** Lets a last day that is still to come not come. */
export async function forgetLastDay({ database, writing }: Scene, userId: string): Promise<void> {
  const { organisationId, now } = writing;
  const today = now.toISOString().slice(0, 'yyyy-mm-dd'.length);
  await database.write((tx) =>
    execute(
      tx,
      'UPDATE app_user SET expires = NULL WHERE organisation_id = $1::uuid AND id = $2::uuid AND expires >= $3',
      organisationId,
      userId,
      today,
    ),
  );
}

const invitation = {
  organisation_id: 'uuid',
  id: 'uuid',
  user_id: 'uuid',
  token_hash: 'text',
  created_at: 'timestamptz',
  expires_at: 'timestamptz',
};

/** Invites somebody. Returns the token of the link. */
export async function invite({ database, writing }: Scene, userId: string): Promise<string> {
  const { organisationId, newId, now } = writing;
  const token = `invitation of ${userId}`;
  const row = {
    organisation_id: organisationId,
    id: newId(),
    user_id: userId,
    token_hash: hashSecret(token),
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + day).toISOString(),
  };
  await database.write((tx) => insertRows(tx, 'invitation', invitation, [row]));
  return token;
}
