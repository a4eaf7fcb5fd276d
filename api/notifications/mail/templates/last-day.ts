import type { Letter } from '../letter.ts';
import { type Addressee, greeting, userLine } from './addressee.ts';

/** Tells somebody that his user ends. @param lastDay `2027-03-31`, in UTC */
export function lastDayLetter(to: Addressee, lastDay: string): Letter {
  return {
    subject: `Your user ends on ${lastDay}`,
    body: [
      greeting(to),
      `The last day on which you can sign in is ${lastDay} (UTC). After it your user is disabled.`,
      'If that is right, there is nothing to do. If not, tell an administrator of the account.',
      userLine(to),
    ],
  };
}
