import { mailCourier } from './mail/mail-courier.ts';
import type { MailSender } from './mail/outgoing-mail.ts';
import type { Couriers } from './outbox/start-outbox.ts';
import type { WebhookSender } from './webhooks/post-webhook.ts';
import { webhookCourier } from './webhooks/webhook-courier.ts';

/** How messages leave the house; tests have their own. */
export interface Senders {
  readonly mail: MailSender;
  readonly webhook: WebhookSender;
}

/** A courier for each type of message, over these senders. */
export function couriersOf({ mail, webhook }: Senders): Couriers {
  return { mail: mailCourier(mail), webhook: webhookCourier(webhook) };
}
