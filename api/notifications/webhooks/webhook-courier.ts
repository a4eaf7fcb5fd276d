import type { NewEntry } from '../../audit/entry.ts';
import { readDeclared } from '../declared.ts';
import { type Courier, Obsolete } from '../outbox/courier.ts';
import type { WebhookPayload } from './payload.ts';
import type { WebhookSender } from './post-webhook.ts';
import { signingSecrets } from './secret-store.ts';
import { signedHeaders } from './sign.ts';

/** Id of a message as its receiver sees it: the same in every attempt. */
export function messageId(outboxId: string): string {
  return `msg_${outboxId}`;
}

function failedEntry(account: string, webhook: string, event: string): NewEntry {
  return {
    item: 'Notifications',
    action: 'Send',
    status: 'failure',
    description: 'Webhook delivery failed',
    account,
    detail: { webhook, event },
  };
}

/** Delivers the outbox's webhook messages with a sender: to where the webhook points now, signed with the secrets in force now. */
export function webhookCourier(send: WebhookSender): Courier {
  return async (deps, { organisationId, id, payload }) => {
    const { accountId, webhook, body } = payload as unknown as WebhookPayload;
    const declared = await deps.database.snapshot((tx) =>
      readDeclared(tx, organisationId, { id: accountId }),
    );
    const url = declared?.webhooks.find(({ name }) => name === webhook)?.url;
    if (declared === undefined || url === undefined) throw new Obsolete('the webhook is gone');
    const secrets = await signingSecrets(deps, { organisationId, accountId, webhook });
    const text = JSON.stringify(body);
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Bylaw-Webhooks',
      ...signedHeaders(messageId(id), deps.now(), text, secrets),
    };
    return {
      send: () => send({ url, headers, body: text }),
      delivered: undefined,
      failed: failedEntry(declared.account, webhook, body.type),
    };
  };
}
