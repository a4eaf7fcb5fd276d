import { refuse, shown } from './refusal.ts';

/** Milliseconds by which two clocks may differ. */
export const skew = 60_000;
/** Milliseconds for which a message may be under way. */
export const mostAge = 10 * 60_000;
/**
 * Milliseconds for which an assertion may be good from now on: an hour, and the ten minutes that a message may be under
 * way. Entra documents 70 minutes for its own.
 */
export const mostValidity = 70 * 60_000;

/** A time in UTC (SAML 2.0 Core, 1.3.3), in milliseconds. @throws SamlRefusal */
export function parseTime(text: string, name: string): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) refuse('saml/time-format', `${name} is ${shown(text)}, no time in UTC`);
  return time;
}

/** Holds that a message was issued now, give and take (check 9). @throws SamlRefusal */
export function checkIssueInstant(text: string | undefined, now: Date): void {
  const instant = parseTime(text ?? '', 'IssueInstant');
  if (instant > now.getTime() + skew)
    refuse('saml/issue-instant', `issued at ${shown(text)}, which is ahead`);
  if (instant < now.getTime() - mostAge - skew)
    refuse('saml/issue-instant', `issued at ${shown(text)}, which is too long ago`);
}
