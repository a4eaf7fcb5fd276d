import type { Tx } from '../../database/transaction.ts';
import { execute } from '../../database/transaction.ts';
import type { IdentifiedChange, WriteContext } from '../kind.ts';

/** The name outlives the user, for the audit log; the same name can be used again under a new id. */
const tombstones = `
  INSERT INTO removed_user (organisation_id, id, account_id, username, removed_at)
  SELECT organisation_id, id, account_id, username, $3::timestamptz FROM app_user
  WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])`;

/** No foreign key leads from these. */
const ends = [
  'DELETE FROM api_key WHERE organisation_id = $1::uuid AND user_id = ANY($2::uuid[])',
  'DELETE FROM invitation WHERE organisation_id = $1::uuid AND user_id = ANY($2::uuid[])',
  'DELETE FROM app_user WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
];

/** Removes users; foreign keys take their roles, memberships, seats and sign-in data along, of every origin. */
export async function removeUsers(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const ids = changes.map(({ id }) => id);
  await execute(tx, tombstones, context.organisationId, ids, context.now.toISOString());
  for (const statement of ends) await execute(tx, statement, context.organisationId, ids);
}
