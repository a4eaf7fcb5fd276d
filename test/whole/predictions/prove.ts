import fc from 'fast-check';
import type { Case } from './case.ts';
import { randomCase } from './random-case.ts';
import { complaint, type Outcome, runCase, type Theatre } from './run-case.ts';

/** What runs have come to. */
interface Tally {
  readonly runs: number;
  /** Plans that a guard refused, which do nothing to anybody. */
  readonly refused: number;
  readonly people: number;
  readonly predictions: number;
  readonly wrong: number;
}

export type ProofEvent =
  | { readonly type: 'tally'; readonly tally: Tally }
  /** `found` is as small as could be made in a minute. */
  | { readonly type: 'wrong'; readonly seed: number; readonly text: string; readonly found: Case };

const noRuns: Tally = { runs: 0, refused: 0, people: 0, predictions: 0, wrong: 0 };

const patience = 60_000;

/** The case of a seed, always the same. */
export function caseOf(seed: number): Case {
  const [found] = fc.sample(randomCase, { seed, numRuns: 1 });
  if (found === undefined) throw new Error('no case was made');
  return found;
}

function add(tally: Tally, { refused, people, predictions, wrong, nobodyInCharge }: Outcome): Tally {
  return {
    runs: tally.runs + 1,
    refused: tally.refused + (refused.length > 0 ? 1 : 0),
    people: tally.people + people,
    predictions: tally.predictions + predictions,
    wrong: tally.wrong + wrong.length + (nobodyInCharge ? 1 : 0),
  };
}

/** A smaller case that is wrong as well. */
async function smaller(theatre: Theatre, seed: number, found: Case): Promise<Case> {
  const holds = async (tried: Case) => complaint(await runCase(theatre, tried)) === null;
  const { counterexample } = await fc.check(fc.asyncProperty(randomCase, holds), {
    seed,
    numRuns: 1,
    interruptAfterTimeLimit: patience,
    markInterruptAsFailure: true,
  });
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
    tell({ type: 'tally', tally: add(noRuns, outcome) });
    const text = complaint(outcome);
    if (text !== null)
      tell({ type: 'wrong', seed: number, text, found: await smaller(theatre, number, found) });
  }
}
