import type { Tx } from '../../database/transaction.ts';
import { execute, insertRows, updateRows } from '../../database/transaction.ts';
import type { IdentifiedChange, WriteContext } from '../kind.ts';
import { nameOf, switchIn, textIn, writesSpec } from '../own-values.ts';

const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  name: 'text',
  display_name: 'text',
  enabled: 'boolean',
};

/** Writes accounts, new ones as sub-accounts: a main account is made with its organisation. */
export async function writeAccounts(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const written = changes.filter(writesSpec);
  const created = written.filter(({ change }) => change.action === 'create');
  const updated = written.filter(({ change }) => change.action !== 'create');
  const row = (item: IdentifiedChange) => accountRow(context.organisationId, item);
  await insertRows(tx, 'account', columns, created.map(row));
  await updateRows(tx, 'account', columns, ['organisation_id', 'id'], updated.map(row));
}

function accountRow(organisationId: string, { id, change }: IdentifiedChange): object {
  return {
    organisation_id: organisationId,
    id,
    name: nameOf(change),
    display_name: textIn(change.after, 'displayName'),
    enabled: switchIn(change.after, 'enabled'),
  };
}

/** What has no meaning without its account goes with it: one settings document of each kind. Users, teams, roles and service accounts must be gone. */
const leftovers = [
  `DELETE FROM claim c USING resource r WHERE c.organisation_id = $1::uuid AND r.organisation_id = $1::uuid
     AND r.id = c.resource_id AND r.account_id = ANY($2::uuid[])`,
  'DELETE FROM setting WHERE organisation_id = $1::uuid AND account_id = ANY($2::uuid[])',
  'DELETE FROM effective_setting WHERE organisation_id = $1::uuid AND account_id = ANY($2::uuid[])',
  `DELETE FROM resource WHERE organisation_id = $1::uuid AND account_id = ANY($2::uuid[]) AND id <> ALL($2::uuid[])`,
  'DELETE FROM account WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
];

export async function removeAccounts(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const ids = changes.map(({ id }) => id);
  for (const statement of leftovers) await execute(tx, statement, context.organisationId, ids);
}
