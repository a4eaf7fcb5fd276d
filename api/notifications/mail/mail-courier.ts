import type { NewEntry } from '../../audit/entry.ts';
import type { Courier } from '../outbox/courier.ts';
import { compose } from './compose.ts';
import { letterHtml, letterText, oneLine } from './letter.ts';
import type { Mail } from './mail.ts';
import type { MailSender } from './outgoing-mail.ts';

type Words = readonly [item: string, action: string, delivered: string | undefined, failed: string];

const passwordSent: Words = [
  'URL',
  'Sent',
  'Email with password sent to user',
  'Email with password sending failed',
];
const restoreSent: Words = [
  'Password',
  'Restore',
  'Reset forgot password email sent',
  'Reset forgot password email sending failed',
];

/** In the words of the catalogue, where it has some; other mails are told of only where they failed. */
function wordsFor(mail: Mail): Words {
  if (mail.template === 'invitation') return passwordSent;
  if (mail.template === 'password-link') return mail.forgotten ? restoreSent : passwordSent;
  return ['Notifications', 'Send', undefined, `Email (${mail.template}) sending failed`];
}

/** Delivers the outbox's mails with a sender. */
export function mailCourier(send: MailSender): Courier {
  return async (deps, message) => {
    const mail = message.payload as unknown as Mail;
    const { to, letter, account } = await compose(deps, message, mail);
    const [item, action, delivered, failed] = wordsFor(mail);
    const entry = { item, action, account, detail: { user: mail.userId, template: mail.template } };
    const outgoing = {
      id: message.id,
      to,
      subject: oneLine(letter.subject),
      text: letterText(letter),
      html: letterHtml(letter),
    };
    const told = (status: NewEntry['status'], description: string): NewEntry => ({
      ...entry,
      status,
      description,
    });
    return {
      send: () => send(outgoing),
      delivered: delivered === undefined ? undefined : told('success', delivered),
      failed: told('failure', failed),
    };
  };
}
