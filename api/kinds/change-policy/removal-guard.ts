import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import type { Json } from '../../../schemas/contract/json.ts';
import type { ImpactCode } from '../../../schemas/contract/plan.ts';
import type { Assessment } from '../kind.ts';
import { peopleImpact } from '../people-impact.ts';

const counted: readonly ImpactCode[] = ['removed', 'disabled', 'locked-out', 'signed-out'];

/** The most of so many people that a limit lets through: a count, or a share of whole percents. */
function allowed(limit: Json | undefined, people: number): number {
  if (typeof limit === 'number') return limit;
  return typeof limit === 'string'
    ? Math.floor((people * Number.parseInt(limit, 10)) / 100)
    : Number.POSITIVE_INFINITY;
}

/**
 * Refuses a plan that removes, disables, locks out or signs out more of an account's people than `maxPeopleRemoved` allows; everybody counts once.
 * The stricter of both sides holds: a plan is not freed from a guard that it loosens.
 */
export function guardPeople({ before, after, changes }: Assessment): readonly Diagnostic[] {
  const limits = [before, after].map(({ changePolicy }) => changePolicy['maxPeopleRemoved']);
  if (limits.every((limit) => limit === undefined)) return [];
  const hit = new Map<string, Set<string>>();
  for (const { code, account, people } of peopleImpact(before, after, changes)) {
    if (!counted.includes(code)) continue;
    const names = hit.get(account) ?? new Set();
    for (const name of people) names.add(name);
    hit.set(account, names);
  }
  return [...hit].flatMap(([account, names]) => {
    const total = before.accounts.get(account)?.peopleCount ?? 0;
    const most = Math.min(...limits.map((limit) => allowed(limit, total)));
    return names.size > most ? [tooMany(account, names.size, total, most)] : [];
  });
}

function tooMany(account: string, count: number, total: number, most: number): Diagnostic {
  return {
    severity: 'error',
    code: 'guard/people-removed',
    summary: `the plan removes, disables, locks out or signs out ${count} of the ${total} people of account ${account}; the change policy allows ${most}`,
    remedy: 'spread it over several plans, or change `maxPeopleRemoved` in a plan of its own first',
  };
}
