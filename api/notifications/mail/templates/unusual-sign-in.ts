import type { Letter } from '../letter.ts';
import { type Addressee, greeting, momentText, userLine } from './addressee.ts';

export interface UnusualSignIn {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly ip: string | null;
  readonly browser: string | null;
  /** Whole sentences. */
  readonly reasons: readonly string[];
}

/** Tells somebody of a sign-in with his user that is not like him: a new device, a new network, an unusual hour. */
export function unusualLetter(to: Addressee, { at, ip, browser, reasons }: UnusualSignIn): Letter {
  const from = [ip === null ? '' : ` from ${ip}`, browser === null ? '' : `, with ${browser}`].join('');
  return {
    subject: 'An unusual sign-in',
    body: [
      greeting(to),
      `Somebody signed in with your user at ${momentText(at)}${from}.`,
      ...reasons,
      'If that was you, there is nothing to do. If not, change your password, end your sessions, and tell an administrator of the account.',
      userLine(to),
    ],
  };
}
