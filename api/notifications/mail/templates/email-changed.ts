import type { Letter } from '../letter.ts';
import { type Addressee, greeting, userLine } from './addressee.ts';

/** Tells the old address that it was replaced; the new one is not named to it. */
export function changedLetter(to: Addressee): Letter {
  return {
    subject: 'Your e-mail address was changed',
    body: [
      greeting(to),
      'The e-mail address of your user was changed. Mails no longer go to this address.',
      'If that was not you, tell an administrator of the account at once.',
      userLine(to),
    ],
  };
}
