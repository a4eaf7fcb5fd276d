import { holdsSeat } from '../people/conversations.ts';
import type { AccountWorld, World } from '../world.ts';

/** How many people of an account step from unseated to seated: what limit and pool stop, and nothing else. */
export function seatsGained(before: World, account: AccountWorld): number {
  const old = before.accounts.get(account.name)?.people;
  let gained = 0;
  for (const [key, person] of account.people) {
    const known = old?.get(key);
    if (known !== person && holdsSeat(person) && !(known && holdsSeat(known))) gained += 1;
  }
  return gained;
}
