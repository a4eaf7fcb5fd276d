import type { Letter } from '../letter.ts';
import { type Addressee, greeting, momentText, userLine } from './addressee.ts';

/** Lets somebody lift the lock that failed sign-ins put on him. */
export function unlockLetter(to: Addressee, url: string, expiresAt: string): Letter {
  return {
    subject: 'Your user is locked',
    body: [
      greeting(to),
      'Too many sign-ins with your username have failed, so it is locked. You can unlock it yourself.',
      { label: 'Unlock', url },
      `The link works once, until ${momentText(expiresAt)}. If it was not you who tried, unlock it and set another password.`,
      userLine(to),
    ],
  };
}
