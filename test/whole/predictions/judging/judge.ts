import type { Impact, ImpactCode } from '../../../../schemas/contract/plan.ts';
import type { AccountSeen, Observation, Seen } from '../observing/seen.ts';
import { type AccountCode, happensToAccount } from './account-codes.ts';
import { type Fate, happensToPerson, type PersonCode, ssoLevel } from './person-codes.ts';

/** A prediction that did not come true, or something that nobody foretold. */
interface Wrong {
  readonly code: ImpactCode;
  /** A person, or an account. */
  readonly of: string;
  readonly predicted: boolean;
  /** What the plan said, where it was foretold. */
  readonly said: string | null;
  readonly before: Seen | AccountSeen | null;
  readonly after: Seen | AccountSeen | null;
}

export interface Verdict {
  readonly people: number;
  /** Of whom each code was foretold: how many people, or accounts. */
  readonly predictions: Readonly<Partial<Record<ImpactCode, number>>>;
  /** How many of `loses-seat` at the next run of a rule. */
  readonly seatsAtNextRun: number;
  readonly wrong: readonly Wrong[];
}

interface Judged {
  readonly code: ImpactCode;
  readonly said: number;
  readonly wrong: readonly Wrong[];
}

const willLose = 'will lose the seat';

/** `at once` is said exactly where `required` holds as soon as the plan is applied; `will lose` where a rule takes the seat that is still there. */
function detailHolds(detail: string | undefined, { after }: Fate): boolean {
  if (detail === undefined || after === null) return true;
  if (detail.startsWith('must use single sign-on'))
    return detail.endsWith('at once') === (ssoLevel(after) === 2);
  if (!detail.includes('the seat')) return true;
  return detail.startsWith(willLose) === after.seat;
}

function judgePeople(
  code: PersonCode,
  impact: readonly Impact[],
  before: Observation,
  after: Observation,
): Judged {
  const said = new Map(
    impact
      .filter((effect) => effect.code === code)
      .flatMap(({ people, detail }) => people.map((name) => [name, detail] as const)),
  );
  const names = [...new Set([...before.people.keys(), ...after.people.keys()])].sort();
  const wrong = names.flatMap((name): Wrong[] => {
    const fate = { before: before.people.get(name) ?? null, after: after.people.get(name) ?? null };
    const predicted = said.has(name);
    const right = predicted === happensToPerson[code](fate) && detailHolds(said.get(name), fate);
    return right ? [] : [{ code, of: name, predicted, said: said.get(name) ?? null, ...fate }];
  });
  return { code, said: said.size, wrong };
}

function judgeAccounts(
  code: AccountCode,
  impact: readonly Impact[],
  before: Observation,
  after: Observation,
): Judged {
  const said = new Map(
    impact.filter((effect) => effect.code === code).map(({ account, detail }) => [account, detail] as const),
  );
  const wrong = [...before.accounts].flatMap(([name, old]): Wrong[] => {
    const now = after.accounts.get(name);
    const predicted = said.has(name);
    if (now !== undefined && predicted === happensToAccount[code]({ before: old, after: now })) return [];
    return [{ code, of: name, predicted, said: said.get(name) ?? null, before: old, after: now ?? null }];
  });
  return { code, said: said.size, wrong };
}

/** Holds what a plan said against what happened. */
export function judge(impact: readonly Impact[], before: Observation, after: Observation): Verdict {
  const judged = [
    ...Object.keys(happensToPerson).map((code) => judgePeople(code as PersonCode, impact, before, after)),
    ...Object.keys(happensToAccount).map((code) => judgeAccounts(code as AccountCode, impact, before, after)),
  ];
  return {
    people: new Set([...before.people.keys(), ...after.people.keys()]).size,
    predictions: Object.fromEntries(judged.map(({ code, said }) => [code, said])),
    seatsAtNextRun: impact
      .filter(({ detail }) => detail.startsWith(willLose))
      .reduce((sum, { people }) => sum + people.length, 0),
    wrong: judged.flatMap(({ wrong }) => wrong),
  };
}
