import { present } from '../../parts/search-params.ts';
import type { PeopleSearch } from './seats-search.ts';

const dayMs = 86_400_000;

/** The date so many days ago; a date and not a time, so that the same filter is the same question all day. */
function daysAgo(days: number, now: number): string {
  return new Date(now - days * dayMs).toISOString().slice(0, 10);
}

function bounds(choice: string | undefined, now: number): { from?: string; before?: string } {
  const [side, days] = choice?.split('-') ?? [];
  if (side === undefined) return {};
  return { [side === 'within' ? 'from' : 'before']: daysAgo(Number(days), now) };
}

/** The filters of the address as the API takes them; `seat` and `reason` apart, which not every list has. */
export function peopleQuery({ q, account, role, signIn, assigned }: PeopleSearch, now: Date = new Date()) {
  const lastSignIn = bounds(signIn, now.getTime());
  const given = bounds(assigned, now.getTime());
  return present({
    q,
    account,
    conversationsRole: role,
    lastSignInFrom: lastSignIn.from,
    lastSignInBefore: lastSignIn.before,
    assignedFrom: given.from,
    assignedBefore: given.before,
  });
}
