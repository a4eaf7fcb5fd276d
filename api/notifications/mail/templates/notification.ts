import type { Letter } from '../letter.ts';
import { type Addressee, greeting } from './addressee.ts';

const subjects: Readonly<Record<string, string>> = {
  'low-balance': 'The balance is low',
  balance: 'Balance',
  campaign: 'Campaign',
  'seat-threshold': 'Seats are running out',
  'user-locked': 'A user is locked',
  'certificate-expiry': 'A certificate expires',
  'drift-found': 'Drift found',
  'plan-waiting': 'A plan waits for review',
  'apply-failed': 'An apply failed',
  'unusual-sign-in': 'Unusual behaviour',
  'emergency-sign-in': 'An emergency sign-in',
};

/** Tells of an event to which somebody is subscribed. */
export function notificationLetter(
  to: Addressee,
  { event, account, text }: { readonly event: string; readonly account: string; readonly text: string },
): Letter {
  return {
    subject: `${subjects[event] ?? event}: ${account}`,
    body: [
      greeting(to),
      text,
      `You are told because you are subscribed to "${event}" of ${account} (${to.organisation}).`,
    ],
  };
}
