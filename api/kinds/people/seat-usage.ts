import { warningPercent } from '../../../schemas/seat-threshold.ts';
import type { AccountWorld, World } from '../world.ts';

/** How many seats a size of that many has in use. */
export interface SeatUsage {
  readonly used: number;
  readonly size: number;
}

/** Counted in whole seats, without rounding. A size of nothing has no threshold. */
export function reachesThreshold({ used, size }: SeatUsage): boolean {
  return size > 0 && used * 100 >= warningPercent(size) * size;
}

export function reachesSize({ used, size }: SeatUsage): boolean {
  return used >= size;
}

/** The account's own limit, null for none: its effective value where that was worked out, else as last materialised. */
export function seatLimitOf({ effective, seatLimit }: AccountWorld): number | null {
  const seats = effective['Seats'];
  if (seats === undefined) return seatLimit;
  const limit = seats['limit'];
  return typeof limit === 'number' ? limit : null;
}

/** The account measured by its limit; null where it has none and the pool counts. */
export function usageOf(account: AccountWorld): SeatUsage | null {
  const size = seatLimitOf(account);
  return size === null ? null : { used: account.seatsAssigned, size };
}

/** What the organisation has purchased and uses in all of its accounts. */
export function poolUsage({ accounts, purchasedSeats }: World): SeatUsage {
  let used = 0;
  for (const { seatsAssigned } of accounts.values()) used += seatsAssigned;
  return { used, size: purchasedSeats };
}
