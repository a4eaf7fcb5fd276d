import type { Tx } from '../../database/transaction.ts';
import { Refusal } from '../../request/refusal.ts';
import { readDeclared } from '../declared.ts';
import type { WebhookPlace } from './secret-store.ts';

/**
 * A webhook that is declared for an account, its own or by a template.
 *
 * @throws Refusal 404
 */
export async function findWebhook(
  tx: Tx,
  organisationId: string,
  account: string,
  webhook: string,
): Promise<WebhookPlace> {
  const declared = await readDeclared(tx, organisationId, { name: account });
  const found = declared?.webhooks.some(({ name }) => name === webhook) ?? false;
  if (declared === undefined || !found) {
    throw new Refusal(404, 'resource/unknown', `${account} has no webhook ${webhook}.`);
  }
  return { organisationId, accountId: declared.accountId, webhook };
}
