import type { operations } from '../../generated/api.d.ts';

/** One line of every list of people and their seats. */
export type SeatPerson =
  operations['getSeatsInactive']['responses'][200]['content']['application/json']['items'][number];

export type AccountSeats =
  operations['getSeatsAccounts']['responses'][200]['content']['application/json']['items'][number];

/** A person, by account and username. */
export type PersonKey = Pick<SeatPerson, 'account' | 'username'>;

export function keyOf({ account, username }: PersonKey): string {
  return JSON.stringify([account, username]);
}

export function personOf(key: string): PersonKey {
  const [account = '', username = ''] = JSON.parse(key) as string[];
  return { account, username };
}
