import type { Tx } from '../../database/transaction.ts';
import { execute, updateRows } from '../../database/transaction.ts';
import type { GrantTable } from '../grants.ts';
import { grantChanges, writeGrants } from '../grants.ts';
import type { IdentifiedChange, WriteContext } from '../kind.ts';
import { differs, writesSpec } from '../own-values.ts';
import { createUsers } from './create.ts';
import { columns, userRow } from './row.ts';

const roles: GrantTable = {
  table: 'user_role',
  owner: 'user_id',
  target: 'role_id',
  targetType: 'uuid',
  kind: 'Role',
};

const conversationsRoles: GrantTable = {
  table: 'user_conversations_role',
  owner: 'user_id',
  target: 'role',
  targetType: 'text',
};

/** Writes users, what making one brings along, and their own roles. */
export async function writeUsers(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const written = changes.filter(writesSpec);
  const updated = written.filter(({ change }) => change.action !== 'create');
  await freeAddresses(tx, context, updated);
  const rowsUpdated = updated.map((item) => userRow(context, item));
  await updateRows(tx, 'app_user', columns, ['organisation_id', 'id'], rowsUpdated);
  await forgetProofs(tx, context, updated);
  await createUsers(
    tx,
    context,
    written.filter(({ change }) => change.action === 'create'),
  );
  await writeGrants(tx, context, roles, grantChanges(changes, 'roles'));
  await writeGrants(tx, context, conversationsRoles, grantChanges(changes, 'conversationsRoles'));
}

/** Addresses are unique at every moment: those that change are let go first, so that two users can swap theirs. */
async function freeAddresses(
  tx: Tx,
  context: WriteContext,
  updated: readonly IdentifiedChange[],
): Promise<void> {
  const ids = updated.filter(({ change }) => differs(change, 'email')).map(({ id }) => id);
  if (ids.length === 0) return;
  await execute(
    tx,
    // A space stands in no address, so this is nobody's.
    "UPDATE app_user SET email_key = 'changing ' || id WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])",
    context.organisationId,
    ids,
  );
}

/** A new address or number is not proven, and what was sent to the old address opens nothing any more. */
async function forgetProofs(
  tx: Tx,
  { organisationId }: WriteContext,
  updated: readonly IdentifiedChange[],
): Promise<void> {
  const changing = (field: string) =>
    updated.filter(({ change }) => differs(change, field)).map(({ id }) => id);
  const [emails, numbers] = [changing('email'), changing('mobileNumber')];
  const where = 'organisation_id = $1::uuid AND user_id = ANY($2::uuid[])';
  if (emails.length > 0) {
    await execute(
      tx,
      `UPDATE user_activity SET email_verified_at = NULL WHERE ${where}`,
      organisationId,
      emails,
    );
    await execute(
      tx,
      `DELETE FROM link WHERE ${where} AND purpose IN ('password', 'unlock') AND used_at IS NULL`,
      organisationId,
      emails,
    );
  }
  if (numbers.length === 0) return;
  await execute(
    tx,
    `UPDATE user_activity SET mobile_verified_at = NULL WHERE ${where}`,
    organisationId,
    numbers,
  );
}
