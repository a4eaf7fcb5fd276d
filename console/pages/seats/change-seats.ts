import { bodyOf, client } from '../../client/client.ts';
import type { PersonKey } from './person.ts';

export type SeatAct = 'assign' | 'remove';

/** People by their account, each account once. */
export function byAccount(people: readonly PersonKey[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { account, username } of people) groups.set(account, [...(groups.get(account) ?? []), username]);
  return groups;
}

interface Done {
  /** Who has a seat now, or has none any more. */
  readonly changed: readonly PersonKey[];
  readonly unchanged: readonly PersonKey[];
}

/**
 * Gives or takes seats, account by account: all of an account's, or none of them.
 * @throws Problem of the first account that refuses
 */
export async function changeSeats(
  act: SeatAct,
  people: readonly PersonKey[],
  breakGlass?: string,
): Promise<Done> {
  const changed: PersonKey[] = [];
  const unchanged: PersonKey[] = [];
  for (const [account, users] of byAccount(people)) {
    const body = { users: [...users], ...(breakGlass === undefined ? {} : { breakGlass }) };
    const params = { path: { account } };
    const done = await bodyOf(
      act === 'assign'
        ? client.POST('/v1/accounts/{account}/seats/assign', { params, body })
        : client.POST('/v1/accounts/{account}/seats/remove', { params, body }),
    );
    changed.push(...done.changed.map((username) => ({ account, username })));
    unchanged.push(...done.unchanged.map((username) => ({ account, username })));
  }
  return { changed, unchanged };
}
