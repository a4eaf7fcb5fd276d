import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import type { Assessment } from '../kind.ts';
import { poolUsage, seatLimitOf, usageOf } from '../people/seat-usage.ts';
import type { AccountWorld, World } from '../world.ts';
import { seatsGained } from './gained.ts';

/**
 * Limit and pool, on the state after the whole plan, for accounts that gain a seat. An account that is over a lowered limit already, or
 * whose limits add up to more than is purchased, is only told so.
 */
export function checkSeats({ before, after }: Assessment): readonly Diagnostic[] {
  const gaining = [...after.accounts.values()].filter((account) => seatsGained(before, account) > 0);
  return [
    ...gaining.flatMap(checkLimit),
    ...checkPool(gaining, after),
    ...[...after.accounts.values()].flatMap((account) => warnOver(account, before)),
    ...warnLimits(before, after),
  ];
}

const address = ({ name }: AccountWorld): string => `Seats/${name}`;

function checkLimit(account: AccountWorld): readonly Diagnostic[] {
  const usage = usageOf(account);
  if (usage === null || usage.used <= usage.size) return [];
  return [
    {
      severity: 'error',
      code: 'seats/limit-exceeded',
      summary: `account ${account.name} would use ${usage.used} seats; its limit is ${usage.size}`,
      remedy: `give ${usage.used - usage.size} fewer, or raise the limit from the main account`,
      address: address(account),
    },
  ];
}

function checkPool(gaining: readonly AccountWorld[], after: World): readonly Diagnostic[] {
  const { used, size } = poolUsage(after);
  if (gaining.length === 0 || used <= size) return [];
  return gaining.map((account) => ({
    severity: 'error',
    code: 'seats/pool-exceeded',
    summary: `the organisation would use ${used} seats; it has purchased ${size}`,
    remedy: `give ${used - size} fewer, or ask the vendor for more seats`,
    address: address(account),
  }));
}

function warnOver(account: AccountWorld, before: World): readonly Diagnostic[] {
  const usage = usageOf(account);
  const old = before.accounts.get(account.name);
  if (usage === null || usage.used <= usage.size || (old && seatLimitOf(old) === usage.size)) return [];
  return [
    {
      severity: 'warning',
      code: 'seats/over-limit',
      summary: `account ${account.name} uses ${usage.used} seats, more than its new limit of ${usage.size}`,
      remedy: 'nobody loses a seat; nobody can be given one before there is room',
      address: address(account),
    },
  ];
}

function sumOfLimits({ accounts }: World): number {
  let sum = 0;
  for (const account of accounts.values()) sum += seatLimitOf(account) ?? 0;
  return sum;
}

/** Where the plan itself raises the sum. */
function warnLimits(before: World, after: World): readonly Diagnostic[] {
  const sum = sumOfLimits(after);
  if (sum <= after.purchasedSeats || sum <= sumOfLimits(before)) return [];
  return [
    {
      severity: 'warning',
      code: 'seats/limits-exceed-purchased',
      summary: `the accounts' limits add up to ${sum} seats; the organisation has purchased ${after.purchasedSeats}`,
      remedy: 'not all of them can be used up: lower some, or ask the vendor for more seats',
    },
  ];
}
