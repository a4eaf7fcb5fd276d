import type { Letter } from '../letter.ts';
import { type Addressee, greeting, momentText, userLine } from './addressee.ts';

/** Proves that an address is the person's. */
export function verificationLetter(to: Addressee, url: string, expiresAt: string): Letter {
  return {
    subject: 'Confirm your e-mail address',
    body: [
      greeting(to),
      'Confirm that this address is yours.',
      { label: 'Confirm the address', url },
      `The link works once, until ${momentText(expiresAt)}. If you did not ask for this, do nothing: the address is not used then.`,
      userLine(to),
    ],
  };
}
