import type { Tx } from '../../database/transaction.ts';
import { insertRows } from '../../database/transaction.ts';
import type { WriteContext } from '../kind.ts';
import { invitationLife } from './invitation.ts';

const invitation = {
  organisation_id: 'uuid',
  id: 'uuid',
  user_id: 'uuid',
  token_hash: 'text',
  created_at: 'timestamptz',
  expires_at: 'timestamptz',
};

const outbox = {
  organisation_id: 'uuid',
  id: 'uuid',
  type: 'text',
  payload: 'jsonb',
  created_at: 'timestamptz',
};

/**
 * Writes invitations and the mails that carry them. The link's token is made when the mail is sent, which also puts its hash in place:
 * until then the row holds a text that is no hash, so that nothing opens it. Neither the mail nor a plan ever holds the token.
 */
export async function invite(
  tx: Tx,
  context: Pick<WriteContext, 'organisationId' | 'now' | 'newId'>,
  userIds: readonly string[],
): Promise<void> {
  const { organisationId } = context;
  const now = context.now.toISOString();
  const expires = new Date(context.now.getTime() + invitationLife).toISOString();
  const invitations = userIds.map((userId) => {
    const id = context.newId();
    return {
      organisation_id: organisationId,
      id,
      user_id: userId,
      token_hash: `not sent: ${id}`,
      created_at: now,
      expires_at: expires,
    };
  });
  const mails = invitations.map(({ id, user_id: userId }) => ({
    organisation_id: organisationId,
    id: context.newId(),
    type: 'mail',
    payload: { template: 'invitation', userId, invitationId: id },
    created_at: now,
  }));
  await insertRows(tx, 'invitation', invitation, invitations);
  await insertRows(tx, 'outbox', outbox, mails);
}
