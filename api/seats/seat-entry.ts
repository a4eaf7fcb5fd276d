import { formatAddress } from '../../schemas/contract/address.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { NewEntry } from '../audit/entry.ts';

/** What the seats of an account are called. */
export const seatsKind = 'Seats';

const descriptions = { Assign: 'Seat assigned to user', Release: 'Seat taken from user' } as const;

/** One movement of a seat, in the words that a change of the holders has in the audit log: the seat log is read from both. */
export function seatEntry(
  action: keyof typeof descriptions,
  { account, username }: { readonly account: string; readonly username: string },
  detail: JsonObject,
): NewEntry {
  return {
    item: 'Seat',
    action,
    status: 'success',
    description: `${descriptions[action]} (${username})`,
    account,
    address: formatAddress({ kind: seatsKind, account, name: null }),
    detail,
  };
}
