import fc from 'fast-check';
import type { Case } from './case.ts';
import { randomCase } from './random-case.ts';
import { complaint, runCase, type Theatre } from './run-case.ts';

/** How far a proof is. */
export interface Tally {
  readonly runs: number;
  /** Plans that a guard refused, which do nothing to anybody. */
  readonly refused: number;
  readonly people: number;
  readonly predictions: number;
  readonly wrong: number;
}

export type ProofEvent =
  | { readonly type: 'tally'; readonly tally: Tally }
  | { readonly type: 'wrong'; readonly seed: number; readonly text: string; readonly found: Case };

/** The case of a seed, always the same. */
export function caseOf(seed: number): Case {
  const [found] = fc.sample(randomCase, { seed, numRuns: 1 });
  if (found === undefined) throw new Error('no case was made');
  return found;
}

/** Runs so many cases, those of `seed` and the numbers after it, and tells what comes of them. */
export async function prove(
  theatre: Theatre,
  { runs, seed }: { readonly runs: number; readonly seed: number },
  tell: (event: ProofEvent) => void,
): Promise<Tally> {
  let tally: Tally = { runs: 0, refused: 0, people: 0, predictions: 0, wrong: 0 };
  for (let number = seed; number < seed + runs; number += 1) {
    const found = caseOf(number);
    const outcome = await runCase(theatre, found);
    const text = complaint(outcome);
    tally = {
      runs: tally.runs + 1,
      refused: tally.refused + (outcome.refused.length > 0 ? 1 : 0),
      people: tally.people + outcome.people,
      predictions: tally.predictions + outcome.predictions,
      wrong: tally.wrong + outcome.wrong.length + (outcome.nobodyInCharge ? 1 : 0),
    };
    if (text !== null) tell({ type: 'wrong', seed: number, text, found });
    tell({ type: 'tally', tally });
  }
  return tally;
}
