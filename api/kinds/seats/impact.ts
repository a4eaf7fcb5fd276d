import type { Change } from '../../../controller/reconcile/change.ts';
import type { Impact } from '../../../schemas/contract/plan.ts';
import { warningPercent } from '../../../schemas/seat-threshold.ts';
import type { Assessment } from '../kind.ts';
import type { SeatUsage } from '../people/seat-usage.ts';
import { poolUsage, reachesSize, reachesThreshold, usageOf } from '../people/seat-usage.ts';
import type { World } from '../world.ts';

/** What is measured: an account by its limit, or the pool, which is told of under the main account. */
interface Measured {
  readonly account: string;
  readonly what: string;
  readonly before: SeatUsage | null;
  readonly after: SeatUsage;
  readonly causes: readonly string[];
}

/** Thresholds that are reached and were not, and sizes that are used up; once per crossing. */
export function seatsImpact({ before, after, changes }: Assessment): readonly Impact[] {
  const moving = changes.filter(({ kind }) =>
    ['Seats', 'User', 'Account', 'SettingsTemplate'].includes(kind),
  );
  if (moving.length === 0) return [];
  return [...ofAccounts(before, after, moving), ...ofPool(before, after, moving)].flatMap((measured) => [
    ...threshold(measured),
    ...sizeReached(measured),
  ]);
}

function causesIn(changes: readonly Change[], account: string): readonly string[] {
  const own = changes.filter(
    (change) => (change.kind === 'Account' ? change.name : change.account) === account,
  );
  const relevant = own.length > 0 ? own : changes.filter((change) => change.account === null);
  const seats = relevant.filter(({ kind }) => kind === 'Seats');
  return (seats.length > 0 ? seats : relevant).map(({ address }) => address).sort();
}

function ofAccounts(before: World, after: World, changes: readonly Change[]): readonly Measured[] {
  return [...after.accounts.values()].flatMap((account) => {
    const usage = usageOf(account);
    const old = before.accounts.get(account.name);
    if (usage === null) return [];
    const causes = causesIn(changes, account.name);
    return [
      {
        account: account.name,
        what: `the account's limit of ${usage.size}`,
        before: old ? usageOf(old) : null,
        after: usage,
        causes,
      },
    ];
  });
}

/** The pool counts where some account has no limit of its own. */
function ofPool(before: World, after: World, changes: readonly Change[]): readonly Measured[] {
  const accounts = [...after.accounts.values()];
  const main = accounts.find((account) => account.main);
  if (!main || accounts.every((account) => usageOf(account) !== null)) return [];
  const usage = poolUsage(after);
  const causes = changes
    .filter(({ kind }) => kind === 'Seats')
    .map(({ address }) => address)
    .sort();
  return [
    {
      account: main.name,
      what: `the ${usage.size} purchased`,
      before: poolUsage(before),
      after: usage,
      causes,
    },
  ];
}

function threshold({ account, what, before, after, causes }: Measured): readonly Impact[] {
  if (!reachesThreshold(after) || (before !== null && reachesThreshold(before))) return [];
  const percent = Math.floor((after.used * 100) / after.size);
  const detail = `${after.used} seats in use, ${percent} % of ${what}: the warning threshold is ${warningPercent(after.size)} %`;
  return [{ code: 'threshold-crossed', account, people: [], detail, causes }];
}

/** Also where an account is over its limit and that changes: being over is legal, and shown. */
function sizeReached({ account, what, before, after, causes }: Measured): readonly Impact[] {
  const same = before !== null && before.used === after.used && before.size === after.size;
  if (after.size === 0 && after.used === 0) return [];
  if (!reachesSize(after) || same) return [];
  const over = after.used - after.size;
  const detail =
    over === 0
      ? `${after.used} seats in use, all of ${what}: nobody can be given one`
      : `${after.used} seats in use, ${over} more than ${what}: nobody loses one, nobody can be given one`;
  return [{ code: 'limit-reached', account, people: [], detail, causes }];
}
