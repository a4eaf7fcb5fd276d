import type { Letter } from '../letter.ts';
import { type Addressee, greeting, momentText, userLine } from './addressee.ts';

/** The link to set a password; passwords themselves are never mailed. */
export function passwordLetter(
  to: Addressee,
  url: string,
  { expiresAt, forgotten }: { readonly expiresAt: string; readonly forgotten: boolean },
): Letter {
  const why = forgotten
    ? 'Somebody, probably you, asked for a new password because the old one is forgotten.'
    : 'An administrator asks you to set a password.';
  return {
    subject: 'Set your password',
    body: [
      greeting(to),
      why,
      { label: 'Set a password', url },
      `The link works once, until ${momentText(expiresAt)}. If you did not ask for it, do nothing: your password stays as it is.`,
      userLine(to),
    ],
  };
}
