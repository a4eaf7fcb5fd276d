import { nameKey } from '../../../schemas/contract/address.ts';
import type { Tx } from '../../database/transaction.ts';
import { insertRows } from '../../database/transaction.ts';
import type { IdentifiedChange, WriteContext } from '../kind.ts';
import { accountOf, nameOf } from '../own-values.ts';
import { invite } from '../people/invite.ts';
import { columns, userRow } from './row.ts';

const created = {
  ...columns,
  account_id: 'uuid',
  username: 'text',
  username_key: 'text',
  origin: 'text',
  created_at: 'timestamptz',
};

const activity = { organisation_id: 'uuid', user_id: 'uuid', invited_at: 'timestamptz' };
const credential = { organisation_id: 'uuid', user_id: 'uuid' };

/** Makes users, with the rows that their sign-ins will write to, and the invitations that are asked for. */
export async function createUsers(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const { organisationId } = context;
  const now = context.now.toISOString();
  const invited = new Set(changes.filter(invites).map(({ id }) => id));
  const users = changes.map((item) => ({ ...userRow(context, item), ...identity(context, item) }));
  const activities = changes.map(({ id }) => ({
    organisation_id: organisationId,
    user_id: id,
    invited_at: invited.has(id) ? now : null,
  }));
  await insertRows(tx, 'app_user', created, users);
  await insertRows(tx, 'user_activity', activity, activities);
  await insertRows(tx, 'user_credential', credential, activities);
  await invite(tx, context, [...invited]);
}

function invites({ change }: IdentifiedChange): boolean {
  return change.after?.['invitation'] === 'email';
}

function identity(context: WriteContext, { change }: IdentifiedChange): object {
  const username = nameOf(change);
  return {
    account_id: context.accountId(accountOf(change)),
    username,
    username_key: nameKey(username),
    origin: context.origin,
    created_at: context.now.toISOString(),
  };
}
