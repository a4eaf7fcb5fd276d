import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Touched } from '../kind.ts';
import { accountOf, differs, keysIn, namesIn } from '../own-values.ts';
import { holdsSeat } from '../people/conversations.ts';
import type { AccountWorld, World } from '../world.ts';

/** Whoever gains or loses a seat; everyone who has one, where the rule changes that takes them back. A limit alone concerns nobody in person. */
export function touchedBySeats(change: Change): readonly Touched[] {
  const [before, after] = [keysIn(change.before, 'holders'), keysIn(change.after, 'holders')];
  const usernames = [...namesIn(change.before, 'holders'), ...namesIn(change.after, 'holders')].filter(
    (name) => before.has(nameKey(name)) !== after.has(nameKey(name)),
  );
  const account = accountOf(change);
  return [
    ...(usernames.length > 0 ? [{ account, usernames }] : []),
    ...(differs(change, 'releaseAfterInactiveDays') ? [{ seated: account }] : []),
  ];
}

/** A seat by sso, scim or a template stays whatever is declared. */
export function projectSeats(draft: World, changes: readonly Change[]): void {
  for (const change of changes) {
    const account = draft.accounts.get(accountOf(change));
    if (!account) continue;
    const [before, after] = [keysIn(change.before, 'holders'), keysIn(change.after, 'holders')];
    for (const holder of after) if (!before.has(holder)) put(account, holder, draft.now.getTime());
    for (const holder of before) if (!after.has(holder)) put(account, holder, null);
  }
}

/** @param assignedAt null: the seat is taken away, which of a seat that a rule took back already leaves no trace either */
function put(account: AccountWorld, holder: string, assignedAt: number | null): void {
  const person = account.people.get(holder);
  if (!person) return;
  const now = { ...person, seat: assignedAt !== null, seatAssignedAt: assignedAt };
  account.people.set(holder, now);
  account.seatsAssigned += Number(holdsSeat(now)) - Number(holdsSeat(person));
}
