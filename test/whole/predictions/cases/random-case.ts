import fc from 'fast-check';
import type { JsonObject } from '../../../../schemas/contract/json.ts';
import { changing, seldom, specOf } from './arbitraries.ts';
import type { Case, PersonCase, Sides } from './case.ts';
import { policy, policyNames, randomAccount } from './random-account.ts';
import { randomPerson } from './random-person.ts';

const inMain = ['ana', 'bob', 'eva'];
const inEmea = ['ivan', 'mia', 'tom', 'zoe'];

interface Templated {
  readonly mode: string | null;
  readonly releaseAfter: number | null;
}

const templateOf = (fields: object, { mode, releaseAfter }: Templated): JsonObject => ({
  ...specOf({ securityPolicy: specOf(fields) }),
  ...(mode === null ? {} : { singleSignOn: { mode } }),
  ...(releaseAfter === null ? {} : { seats: { releaseAfterInactiveDays: releaseAfter } }),
});

const templated: fc.Arbitrary<Templated> = fc.record({
  mode: seldom('off', 'optional', 'required'),
  releaseAfter: seldom(30, 90),
});

const template: fc.Arbitrary<Sides<JsonObject | null>> = fc
  .tuple(
    changing(policy, policyNames),
    fc.constantFrom('none', 'both', 'made', 'removed'),
    templated,
    templated,
  )
  .map(([{ before, after }, when, old, now]) => ({
    before: when === 'none' || when === 'made' ? null : templateOf(before, old),
    after: when === 'none' || when === 'removed' ? null : templateOf(after, now),
  }));

function people(): fc.Arbitrary<readonly PersonCase[]> {
  return fc.tuple(
    ...inMain.map((name) => randomPerson('acme', name)),
    ...inEmea.map((name) => randomPerson('emea', name)),
  );
}

const permissions = fc.constantFrom(['seats/manage', 'users/read'], ['seats/read'], ['users/manage']);

function seatsBefore({ accounts }: Pick<Case, 'accounts'>): number {
  return accounts.reduce((sum, { declared }) => sum + declared.before.holders.length, 0);
}

/** Organisations of two accounts in whatever state, and a plan for each. */
export const randomCase: fc.Arbitrary<Case> = fc
  .record({
    accounts: fc.tuple(randomAccount('acme', inMain), randomAccount('emea', inEmea)),
    people: people(),
    template,
    steward: fc.record({ before: permissions, after: permissions }),
    purchased: fc.constantFrom(1, 1, 2, 43),
  })
  .map(({ purchased, ...found }) => ({ ...found, purchased: purchased + seatsBefore(found) }));
