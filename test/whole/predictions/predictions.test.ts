import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { identityProvider } from './identity-provider.ts';
import { add, caseOf, noRuns } from './prove.ts';
import { complaint, openTheatre, runCase } from './run-case.ts';

const database = await testDatabase();
const theatre = await openTheatre(database, identityProvider());

const seed = 1000;
const runs = 8;

/**
 * What plans say of people, held against what happens when everybody really signs in before and after them. `npm run prove:predictions --
 * --runs N --seed S` does the same thousands of times.
 */
describe('what plans foretell of people', () => {
  it.each(Array.from({ length: runs }, (_, index) => seed + index))(
    'happens to them, and to nobody else (seed %i)',
    async (number) => {
      expect(complaint(await runCase(theatre, caseOf(number)))).toBeNull();
    },
  );

  it('concerns many people in many ways', async () => {
    const outcome = await runCase(theatre, caseOf(seed + 1));
    expect(add(noRuns, outcome)).toMatchObject({ runs: 1, refused: 0, wrong: 0 });
    expect(outcome.people).toBeGreaterThan(5);
    expect(outcome.predictions).toBeGreaterThan(5);
  });
});
