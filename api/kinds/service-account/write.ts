import type { Tx } from '../../database/transaction.ts';
import { execute, insertRows, updateRows } from '../../database/transaction.ts';
import type { GrantTable } from '../grants.ts';
import { grantChanges, writeGrants } from '../grants.ts';
import type { IdentifiedChange, WriteContext } from '../kind.ts';
import { accountOf, jsonIn, nameOf, switchIn, writesSpec } from '../own-values.ts';

const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  account_id: 'uuid',
  name: 'text',
  enabled: 'boolean',
  scope: 'jsonb',
  allowed_networks: 'jsonb',
  trust: 'jsonb',
};

const roles: GrantTable = {
  table: 'service_account_role',
  owner: 'service_account_id',
  target: 'role_id',
  targetType: 'uuid',
  kind: 'Role',
};

/** Writes service accounts and their roles. */
export async function writeServiceAccounts(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const written = changes.filter(writesSpec);
  const created = written.filter(({ change }) => change.action === 'create');
  const updated = written.filter(({ change }) => change.action !== 'create');
  const row = (item: IdentifiedChange) => serviceAccountRow(context, item);
  await insertRows(tx, 'service_account', columns, created.map(row));
  await updateRows(tx, 'service_account', columns, ['organisation_id', 'id'], updated.map(row));
  await writeGrants(tx, context, roles, grantChanges(changes, 'roles'));
}

function serviceAccountRow(context: WriteContext, { id, change }: IdentifiedChange): object {
  return {
    organisation_id: context.organisationId,
    id,
    account_id: context.accountId(accountOf(change)),
    name: nameOf(change),
    enabled: switchIn(change.after, 'enabled'),
    scope: jsonIn(change.after, 'scope'),
    allowed_networks: jsonIn(change.after, 'allowedNetworks'),
    trust: jsonIn(change.after, 'trust'),
  };
}

/** Its keys end with it. */
export async function removeServiceAccounts(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const ids = changes.map(({ id }) => id);
  await execute(
    tx,
    'DELETE FROM api_key WHERE organisation_id = $1::uuid AND service_account_id = ANY($2::uuid[])',
    context.organisationId,
    ids,
  );
  await execute(
    tx,
    'DELETE FROM service_account WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
    context.organisationId,
    ids,
  );
}
