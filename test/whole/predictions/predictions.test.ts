import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { identityProvider } from './identity-provider.ts';
import { caseOf } from './prove.ts';
import { complaint, openTheatre, runCase } from './run-case.ts';

const database = await testDatabase();
const theatre = await openTheatre(database, identityProvider());

/** Cases in which much happens: required single sign-on, guards, teams, end dates. Fixed, so that a failure is one of the code. */
const seeds = [1003, 1004, 1009, 1017];

/**
 * What plans say of people, held against what happens when everybody really signs in before and after them. `npm run prove:predictions --
 * --runs N --seed S` does the same thousands of times.
 */
describe('what plans foretell of people', () => {
  it.each(seeds)(
    'happens to them, and to nobody else (seed %i)',
    async (seed) => {
      const outcome = await runCase(theatre, caseOf(seed));
      expect(complaint(outcome)).toBeNull();
      expect(outcome.people).toBeGreaterThan(5);
      expect(outcome.predictions).toBeGreaterThan(5);
    },
    120_000,
  );
});
