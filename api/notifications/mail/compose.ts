import type { Claimed } from '../outbox/claim.ts';
import type { DeliveryDeps } from '../outbox/courier.ts';
import { type AddressedPerson, readAddressee } from './addressee-of.ts';
import type { Letter } from './letter.ts';
import { type LinkPlace, linkToken } from './link-token.ts';
import type { Mail } from './mail.ts';
import { changedLetter } from './templates/email-changed.ts';
import { verificationLetter } from './templates/email-verification.ts';
import { invitationLetter } from './templates/invitation.ts';
import { lastDayLetter } from './templates/last-day.ts';
import { notificationLetter } from './templates/notification.ts';
import { passwordLetter } from './templates/password-link.ts';
import { unlockLetter } from './templates/unlock-link.ts';
import { unusualLetter } from './templates/unusual-sign-in.ts';

type LinkMail = Extract<Mail, { linkId: string } | { invitationId: string }>;
type PlainMail = Exclude<Mail, LinkMail>;

/** Where each link leads; the token stands behind `#`, so that it reaches no server's log. */
const paths: Readonly<Record<LinkMail['template'], string>> = {
  invitation: '/invitation',
  'password-link': '/password',
  'email-verification': '/verify-email',
  'unlock-link': '/unlock',
};

function placeOf(mail: LinkMail): LinkPlace {
  const { userId } = mail;
  return mail.template === 'invitation'
    ? { table: 'invitation', id: mail.invitationId, userId }
    : { table: 'link', id: mail.linkId, userId };
}

function linkLetter(mail: LinkMail, to: AddressedPerson, url: string, expiresAt: string): Letter {
  switch (mail.template) {
    case 'invitation':
      return invitationLetter(to, url, expiresAt);
    case 'password-link':
      return passwordLetter(to, url, { expiresAt, forgotten: mail.forgotten ?? false });
    case 'email-verification':
      return verificationLetter(to, url, expiresAt);
    case 'unlock-link':
      return unlockLetter(to, url, expiresAt);
  }
}

function plainLetter(mail: PlainMail, to: AddressedPerson): Letter {
  switch (mail.template) {
    case 'email-changed':
      return changedLetter(to);
    case 'unusual-sign-in':
      return unusualLetter(to, { ...mail, browser: mail.browser ?? null });
    case 'last-day':
      return lastDayLetter(to, mail.lastDay);
    case 'notification':
      return notificationLetter(to, mail);
  }
}

function hasLink(mail: Mail): mail is LinkMail {
  return Object.hasOwn(paths, mail.template);
}

/** A letter and the address it goes to. */
export interface Composed {
  readonly to: string;
  readonly letter: Letter;
  /** Name of the person's account. */
  readonly account: string;
}

/**
 * Writes the letter of a mail in the outbox, as things are now.
 *
 * @throws Obsolete where the person or the link is gone
 */
export async function compose(deps: DeliveryDeps, message: Claimed, mail: Mail): Promise<Composed> {
  const { database, publicUrl } = deps;
  const person = await database.snapshot((tx) => readAddressee(tx, message.organisationId, mail.userId));
  const to = 'to' in mail ? mail.to : person.email;
  const account = person.accountName;
  if (!hasLink(mail)) return { to, account, letter: plainLetter(mail, person) };
  const { token, expiresAt } = await linkToken(deps, message, placeOf(mail));
  const url = `${publicUrl}${paths[mail.template]}#${token}`;
  return { to, account, letter: linkLetter(mail, person, url, expiresAt) };
}
