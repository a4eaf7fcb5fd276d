import fc from 'fast-check';
import type { ImpactCode } from '../../../schemas/contract/plan.ts';
import type { Case } from './cases/case.ts';
import { randomCase } from './cases/random-case.ts';
import { complaint, type Outcome, runCase, type Theatre } from './run-case.ts';

/** What a run has come to. */
interface Tally {
  readonly seed: number;
  /** A guard refused the plan, which does nothing to anybody. */
  readonly refused: boolean;
  readonly people: number;
  /** By code. */
  readonly predictions: Outcome['predictions'];
  /** By code: predictions that did not come true, and what nobody foretold. */
  readonly wrong: Readonly<Partial<Record<ImpactCode | 'nobody-in-charge', number>>>;
}

export type ProofEvent =
  | { readonly type: 'tally'; readonly tally: Tally }
  /** `found` is as small as could be made within half a minute. */
  | { readonly type: 'wrong'; readonly seed: number; readonly text: string; readonly found: Case };

/** Milliseconds. */
const patience = 30_000;

/** The case of a seed, always the same. */
export function caseOf(seed: number): Case {
  const [found] = fc.sample(randomCase, { seed, numRuns: 1 });
  if (found === undefined) throw new Error('no case was made');
  return found;
}

function tallyOf(seed: number, { refused, people, predictions, wrong, nobodyInCharge }: Outcome): Tally {
  const codes = [
    ...wrong.map(({ code }) => code),
    ...(nobodyInCharge ? (['nobody-in-charge'] as const) : []),
  ];
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return { seed, refused: refused.length > 0, people, predictions, wrong: counts };
}

/** A smaller case that is wrong as well. Once the patience is at its end, whatever is left to try counts as right. */
async function smaller(theatre: Theatre, seed: number, found: Case): Promise<Case> {
  const end = performance.now() + patience;
  const holds = async (tried: Case) =>
    performance.now() > end || complaint(await runCase(theatre, tried)) === null;
  const { counterexample } = await fc.check(fc.asyncProperty(randomCase, holds), { seed, numRuns: 1 });
  return counterexample?.[0] ?? found;
}

/** Runs so many cases, those of `seed` and the numbers after it, and tells what comes of them. */
export async function prove(
  theatre: Theatre,
  { runs, seed }: { readonly runs: number; readonly seed: number },
  tell: (event: ProofEvent) => void,
): Promise<void> {
  for (let number = seed; number < seed + runs; number += 1) {
    const found = caseOf(number);
    const outcome = await runCase(theatre, found);
    tell({ type: 'tally', tally: tallyOf(number, outcome) });
    const text = complaint(outcome);
    if (text !== null)
      tell({ type: 'wrong', seed: number, text, found: await smaller(theatre, number, found) });
  }
}
