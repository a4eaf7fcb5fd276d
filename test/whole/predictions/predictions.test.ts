import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { happensToAccount } from './judging/account-codes.ts';
import { happensToPerson } from './judging/person-codes.ts';
import { caseOf } from './prove.ts';
import { complaint, openTheatre, runCase } from './run-case.ts';
import { identityProvider } from './visits/identity-provider.ts';

const database = await testDatabase();
const theatre = await openTheatre(database, identityProvider());

/**
 * Cases in which every code is foretold at least once. Fixed, so that a failure is one of the code. Where the generator changes they are other
 * cases: the table that `npm run prove:predictions` prints names a seed for each code.
 */
const seeds = [27, 58, 60, 114];

/**
 * What plans say of people and accounts, held against what happens when everybody really signs in before and after them.
 * `npm run prove:predictions -- --runs N --seed S` does the same thousands of times.
 */
describe('what plans foretell', () => {
  const seen = new Set<string>();
  let seatsAtNextRun = 0;

  it.each(seeds)(
    'happens, and nothing else (seed %i)',
    async (seed) => {
      const outcome = await runCase(theatre, caseOf(seed));
      expect(complaint(outcome)).toBeNull();
      expect(outcome.people).toBeGreaterThan(5);
      seatsAtNextRun += outcome.seatsAtNextRun;
      for (const [code, count] of Object.entries(outcome.predictions)) if (count > 0) seen.add(code);
    },
    120_000,
  );

  it('has had every code among it', () => {
    const codes = [...Object.keys(happensToPerson), ...Object.keys(happensToAccount)];
    expect([...seen].sort()).toEqual(codes.sort());
    // A seat goes at once, or by a rule.
    expect(seatsAtNextRun).toBeGreaterThan(0);
  });
});
