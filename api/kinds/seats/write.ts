import type { JsonObject } from '../../../schemas/contract/json.ts';
import type { Tx } from '../../database/transaction.ts';
import { execute } from '../../database/transaction.ts';
import type { GrantTable } from '../grants.ts';
import { grantChanges, writeGrants } from '../grants.ts';
import type { IdentifiedChange, WriteContext } from '../kind.ts';
import { accountOf } from '../own-values.ts';
import { removeSettings, writeSettings } from '../settings-store.ts';

const seats: GrantTable = {
  table: 'seat',
  owner: 'account_id',
  target: 'user_id',
  targetType: 'uuid',
  kind: 'User',
  more: {
    columns: { assigned_at: 'timestamptz' },
    row: (context) => ({ assigned_at: context.now.toISOString() }),
  },
};

/** Holders stand in the seat table, so that sign-in, sync and rules see one list. */
function withoutHolders({ holders: _, ...settings }: JsonObject): JsonObject {
  return settings;
}

/** Writes limits and rules, then who holds a seat. The account is the owner of its seats. */
export async function writeSeats(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  await writeSettings(tx, context, changes, withoutHolders);
  const byAccount = changes.map(({ change }) => ({ id: context.accountId(accountOf(change)), change }));
  await writeGrants(tx, context, seats, grantChanges(byAccount, 'holders'));
}

/** Without its Seats an account has no holders by hand or manifest; seats of other origins stay. */
export async function removeSeats(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  await execute(
    tx,
    `DELETE FROM seat g USING setting s WHERE s.organisation_id = $1::uuid AND s.id = ANY($2::uuid[])
       AND g.organisation_id = $1::uuid AND g.account_id = s.account_id AND g.origin IN ('manual', 'manifest')`,
    context.organisationId,
    changes.map(({ id }) => id),
  );
  await removeSettings(tx, context, changes);
}
