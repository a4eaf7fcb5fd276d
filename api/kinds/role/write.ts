import type { Tx } from '../../database/transaction.ts';
import { execute, insertRows, updateRows } from '../../database/transaction.ts';
import type { IdentifiedChange, WriteContext } from '../kind.ts';
import { nameOf, namesIn, textIn, writesSpec } from '../own-values.ts';

const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  account_id: 'uuid',
  name: 'text',
  description: 'text',
  permissions: 'text[]',
};

/** Writes custom roles; predefined ones are made with the organisation and refused before they get here. */
export async function writeRoles(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const written = changes.filter(writesSpec);
  const created = written.filter(({ change }) => change.action === 'create');
  const updated = written.filter(({ change }) => change.action !== 'create');
  const row = (item: IdentifiedChange) => roleRow(context, item);
  await insertRows(tx, 'role', { ...columns, predefined: 'boolean' }, created.map(row));
  await updateRows(tx, 'role', columns, ['organisation_id', 'id'], updated.map(row));
}

function roleRow(context: WriteContext, { id, change }: IdentifiedChange): object {
  return {
    organisation_id: context.organisationId,
    id,
    account_id: change.account === null ? null : context.accountId(change.account),
    name: nameOf(change),
    predefined: false,
    description: textIn(change.after, 'description'),
    permissions: namesIn(change.after, 'permissions'),
  };
}

/** Foreign keys take what is left of its grants along: those of origin sso, scim and template. */
export async function removeRoles(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  await execute(
    tx,
    'DELETE FROM role WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
    context.organisationId,
    changes.map(({ id }) => id),
  );
}
