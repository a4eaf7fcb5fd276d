import type { ImpactCode } from '../../../../schemas/contract/plan.ts';
import { looser } from '../observing/leniency.ts';
import type { AccountSeen } from '../observing/seen.ts';

/** Codes that name an account and nobody in it. */
export type AccountCode = Extract<
  ImpactCode,
  | 'threshold-crossed'
  | 'limit-reached'
  | 'certificate-expires'
  | 'hostname-changes'
  | 'initiation-url-changes'
  | 'weakens'
>;

/** An account, before and after the plan. */
export interface AccountFate {
  readonly before: AccountSeen;
  readonly after: AccountSeen;
}

const beyond = (these: readonly string[], those: readonly string[]): boolean =>
  these.some((item) => !those.includes(item));

/** What each code says of an account, as something that is seen. */
export const happensToAccount: Readonly<Record<AccountCode, (fate: AccountFate) => boolean>> = {
  'threshold-crossed': ({ before, after }) => beyond(after.aboveThreshold, before.aboveThreshold),
  'limit-reached': ({ before, after }) => beyond(after.full, before.full),
  // Told with every change of single sign-on, as long as there is such a certificate.
  'certificate-expires': ({ before, after }) => after.ending > 0 && after.sso !== before.sso,
  'hostname-changes': ({ before, after }) => before.hostname !== after.hostname,
  'initiation-url-changes': ({ before, after }) => before.slug !== null && before.slug !== after.slug,
  weakens: ({ before, after }) => looser(before.leniency, after.leniency).length > 0,
};
