import type { Letter } from '../letter.ts';
import { type Addressee, greeting, momentText, userLine } from './addressee.ts';

/** Asks somebody to join an account. */
export function invitationLetter(to: Addressee, url: string, expiresAt: string): Letter {
  return {
    subject: `You are invited to ${to.account}`,
    body: [
      greeting(to),
      `You are invited to use ${to.account}. Accept the invitation to set up how you sign in.`,
      { label: 'Accept the invitation', url },
      `The link works once, until ${momentText(expiresAt)}. If you did not expect this, do nothing.`,
      userLine(to),
    ],
  };
}
