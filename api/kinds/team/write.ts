import type { Tx } from '../../database/transaction.ts';
import { execute, insertRows, updateRows } from '../../database/transaction.ts';
import type { GrantTable } from '../grants.ts';
import { grantChanges, writeGrants } from '../grants.ts';
import type { IdentifiedChange, WriteContext } from '../kind.ts';
import { accountOf, nameOf, textIn, writesSpec } from '../own-values.ts';
import { leavesSso } from './leaves-sso.ts';

const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  account_id: 'uuid',
  name: 'text',
  description: 'text',
  membership: 'text',
  sso_group: 'text',
};

const members: GrantTable = {
  table: 'team_member',
  owner: 'team_id',
  target: 'user_id',
  targetType: 'uuid',
  kind: 'User',
};

const roles: GrantTable = {
  table: 'team_role',
  owner: 'team_id',
  target: 'role_id',
  targetType: 'uuid',
  kind: 'Role',
};

/** Writes teams, then who is in them, then what they may. */
export async function writeTeams(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const written = changes.filter(writesSpec);
  const created = written.filter(({ change }) => change.action === 'create');
  const updated = written.filter(({ change }) => change.action !== 'create');
  const row = (item: IdentifiedChange) => teamRow(context, item);
  await insertRows(tx, 'team', columns, created.map(row));
  await updateRows(tx, 'team', columns, ['organisation_id', 'id'], updated.map(row));
  await endSsoMemberships(tx, context, changes);
  await writeGrants(tx, context, members, grantChanges(changes, 'members'));
  await writeGrants(tx, context, roles, grantChanges(changes, 'roles'));
}

async function endSsoMemberships(
  tx: Tx,
  { organisationId }: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const leaving = changes.filter(({ change }) => leavesSso(change));
  if (leaving.length === 0) return;
  await execute(
    tx,
    `DELETE FROM team_member WHERE organisation_id = $1::uuid AND team_id = ANY($2::uuid[]) AND origin = 'sso'`,
    organisationId,
    leaving.map(({ id }) => id),
  );
}

function teamRow(context: WriteContext, { id, change }: IdentifiedChange): object {
  return {
    organisation_id: context.organisationId,
    id,
    account_id: context.accountId(accountOf(change)),
    name: nameOf(change),
    description: textIn(change.after, 'description'),
    membership: textIn(change.after, 'membership'),
    sso_group: textIn(change.after, 'group'),
  };
}

/** Foreign keys take memberships and roles of every origin along. */
export async function removeTeams(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  await execute(
    tx,
    'DELETE FROM team WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
    context.organisationId,
    changes.map(({ id }) => id),
  );
}
