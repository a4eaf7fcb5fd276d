import type { Senders } from './couriers.ts';
import { createGateway, type GatewaySettings, type MessageGateway } from './gateway.ts';
import { createMailbox, type Mailbox } from './mail/mailbox.ts';
import type { MailSender } from './mail/outgoing-mail.ts';
import { createSmtpSender, type SmtpSettings } from './mail/smtp-sender.ts';
import { createWebhookSender } from './webhooks/post-webhook.ts';

/** How a server reaches people and other systems. */
export interface DeliverySettings {
  readonly smtp?: SmtpSettings;
  readonly gateway?: GatewaySettings;
  /** Without SMTP, on a developer's machine: mails stay in memory and are shown. */
  readonly keepMails: boolean;
  /** Webhooks may go to this machine: for development and tests only. */
  readonly loopbackWebhooks: boolean;
}

/** What leaves the house, opened. */
export interface Delivery {
  readonly senders: Senders;
  readonly mailbox?: Mailbox;
  readonly gateway?: MessageGateway;
  readonly close: () => void;
}

interface MailWay {
  readonly send: MailSender;
  readonly mailbox?: Mailbox;
  readonly close: () => void;
}

/** Mails wait in the outbox, and are sent if there is a server before they are given up. */
const nowhere: MailSender = () => Promise.reject(new Error('there is no SMTP server: set BYLAW_SMTP_URL'));
const nothingToClose = (): void => undefined;

function mailWay({ smtp, keepMails }: DeliverySettings, now: () => Date): MailWay {
  if (smtp !== undefined) return createSmtpSender(smtp);
  if (!keepMails) return { send: nowhere, close: nothingToClose };
  const mailbox = createMailbox(now);
  return { send: mailbox.send, mailbox, close: nothingToClose };
}

/** Opens the ways out that the settings name. Nothing is connected before there is something to send. */
export function openDelivery(settings: DeliverySettings, now: () => Date): Delivery {
  const { send, mailbox, close } = mailWay(settings, now);
  const { gateway } = settings;
  return {
    senders: { mail: send, webhook: createWebhookSender({ allowLoopback: settings.loopbackWebhooks }) },
    ...(mailbox === undefined ? {} : { mailbox }),
    ...(gateway === undefined ? {} : { gateway: createGateway(gateway) }),
    close,
  };
}
