import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Touched } from '../kind.ts';
import { accountOf, keysIn, namesIn } from '../own-values.ts';
import { holdsSeat } from '../people/conversations.ts';
import type { AccountWorld, World } from '../world.ts';

/** Whoever gains or loses a seat; a limit alone concerns nobody in person. */
export function touchedBySeats(change: Change): readonly Touched[] {
  const [before, after] = [keysIn(change.before, 'holders'), keysIn(change.after, 'holders')];
  const usernames = [...namesIn(change.before, 'holders'), ...namesIn(change.after, 'holders')].filter(
    (name) => before.has(nameKey(name)) !== after.has(nameKey(name)),
  );
  return usernames.length > 0 ? [{ account: accountOf(change), usernames }] : [];
}

/** A seat by sso, scim or a template stays whatever is declared. */
export function projectSeats(draft: World, changes: readonly Change[]): void {
  for (const change of changes) {
    const account = draft.accounts.get(accountOf(change));
    if (!account) continue;
    const [before, after] = [keysIn(change.before, 'holders'), keysIn(change.after, 'holders')];
    for (const holder of after) if (!before.has(holder)) put(account, holder, true);
    for (const holder of before) if (!after.has(holder)) put(account, holder, false);
  }
}

function put(account: AccountWorld, holder: string, seat: boolean): void {
  const person = account.people.get(holder);
  if (!person || person.seat === seat) return;
  const now = { ...person, seat };
  account.people.set(holder, now);
  account.seatsAssigned += Number(holdsSeat(now)) - Number(holdsSeat(person));
}
