import { createTransport } from 'nodemailer';
import { Undeliverable } from '../outbox/courier.ts';
import type { MailSender } from './outgoing-mail.ts';

export interface SmtpSettings {
  /** `smtp://` (STARTTLS where the server offers it) or `smtps://`, with user and password percent-encoded. */
  readonly url: string;
  /** The address that mails come from. */
  readonly from: string;
}

export interface SmtpSender {
  readonly send: MailSender;
  readonly close: () => void;
}

/** Shorter together than the time for which the outbox claims a message. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

/** The server has refused this recipient for good (RFC 5321, 4.2.1: 5yz); a refused sign-in or a busy server is another matter. */
function isRefusedForGood(error: unknown): error is Error {
  const { command, responseCode } = error as { command?: unknown; responseCode?: unknown };
  return command === 'RCPT TO' && typeof responseCode === 'number' && responseCode >= 500;
}

/** Sends mails over SMTP, several over one connection. */
export function createSmtpSender({ url, from }: SmtpSettings): SmtpSender {
  const transport = createTransport({ url, pool: true, maxConnections: 5, ...timeouts });
  const domain = from.slice(from.lastIndexOf('@') + 1).replace(/[^A-Za-z0-9.-]/g, '') || 'localhost';
  const send: MailSender = async ({ id, to, subject, text, html }) => {
    const mail = {
      from,
      to: { name: '', address: to },
      subject,
      text,
      html,
      messageId: `<${id}@${domain}>`,
      // RFC 3834: no absence note answers it.
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    try {
      await transport.sendMail(mail);
    } catch (error) {
      throw isRefusedForGood(error) ? new Undeliverable(error.message) : error;
    }
  };
  return { send, close: () => transport.close() };
}
