import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../api/commit/apply.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import { readResources } from '../../../api/commit/read-resources.ts';
import type { Deps, RequestContext } from '../../../api/request/context.ts';
import { diffValues } from '../../../controller/reconcile/diff.ts';
import type { DeclaredDocument } from '../../../schemas/contract/declaration.ts';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { kinds } from '../../../schemas/semantics.ts';
import { testDatabase } from '../../support/database.ts';
import { faultyDatabase, PlantedFault } from '../../support/faulty-database.ts';
import { declaration, document, testOrganisation } from '../../support/organisation.ts';
import { randomDeclaration } from '../../support/random-declaration.ts';
import { dumpTables } from '../../support/table-dump.ts';

const database = await testDatabase();
let count = 0;

/** Each run has an organisation of its own. */
function organisation() {
  count += 1;
  return testOrganisation(database, `org-${count}`);
}

async function apply(
  deps: Deps,
  context: RequestContext,
  documents: readonly DeclaredDocument[],
): Promise<Plan> {
  const plan = await planDeclaration(deps, context, declaration(documents));
  expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (plan.id !== null) await applyPlan(deps, context, plan.id);
  return plan;
}

function resources(context: RequestContext) {
  return database.snapshot((tx) => readResources(tx, context.organisationId, { kinds }));
}

const runs = { numRuns: 25, endOnFailure: true };

describe('plan and apply', { timeout: 120_000 }, () => {
  it('an apply gives what the plan says, the plan after it is empty, and a second apply writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(randomDeclaration, randomDeclaration, async (first, second) => {
        const { deps, context } = await organisation();
        await apply(deps, context, first);
        const plan = await apply(deps, context, second);
        const found = new Map((await resources(context)).map((resource) => [resource.id, resource]));
        const byAddress = new Map([...found.values()].map((r) => [`${r.kind}/${r.account}/${r.name}`, r]));
        for (const { kind, account, name, change } of plan.resource_changes) {
          const actual = byAddress.get(`${kind}/${account}/${name}`);
          if (change.after === null) expect(actual).toBeUndefined();
          else expect(diffValues(kind as never, change.after, actual?.values ?? null)).toEqual([]);
        }
        const before = await dumpTables(database, context.organisationId);
        const again = await planDeclaration(deps, context, declaration(second));
        expect(again.resource_changes).toEqual([]);
        expect(again.status).toBe('nothing-to-do');
        expect(await dumpTables(database, context.organisationId)).toEqual(before);
      }),
      runs,
    );
  });

  it('planning writes nothing but the plan', async () => {
    await fc.assert(
      fc.asyncProperty(randomDeclaration, randomDeclaration, async (first, second) => {
        const { deps, context } = await organisation();
        await apply(deps, context, first);
        const before = await dumpTables(database, context.organisationId, ['plan']);
        await planDeclaration(deps, context, declaration(second));
        expect(await dumpTables(database, context.organisationId, ['plan'])).toEqual(before);
      }),
      { ...runs, numRuns: 10 },
    );
  });

  it('the order of documents does not change the digest', async () => {
    await fc.assert(
      fc.asyncProperty(randomDeclaration, fc.nat(), async (documents, seed) => {
        const { deps, context } = await organisation();
        const rotated = [
          ...documents.slice(seed % documents.length),
          ...documents.slice(0, seed % documents.length),
        ];
        const one = await planDeclaration(deps, context, declaration(documents));
        const other = await planDeclaration(deps, context, declaration(rotated));
        expect(other.digest).toBe(one.digest);
        expect(other.resource_changes).toEqual(one.resource_changes);
      }),
      { ...runs, numRuns: 10 },
    );
  });

  it('what is not managed is the same afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(randomDeclaration, randomDeclaration, async (first, second) => {
        const { deps, context } = await organisation();
        const other = await testOrganisation(database, `other-${count}`);
        await apply(other.deps, other.context, first);
        await apply(deps, context, first);
        const foreign = async () => ({
          neighbour: await resources(other.context),
          own: (await resources(context)).filter(({ owners }) => owners.length === 0),
        });
        const before = await foreign();
        await apply(deps, context, second);
        expect((await foreign()).neighbour).toEqual(before.neighbour);
        const after = new Map((await foreign()).own.map((resource) => [resource.id, resource]));
        // What the set released becomes unmanaged; what was unmanaged before and is not declared now stays as it was.
        for (const resource of before.own)
          if (after.has(resource.id)) expect(after.get(resource.id)).toEqual(resource);
      }),
      { ...runs, numRuns: 8 },
    );
  });

  it('a fault at any statement of an apply leaves the old state', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomDeclaration,
        randomDeclaration,
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (first, second, where) => {
          const { deps, context } = await organisation();
          await apply(deps, context, first);
          const plan = await planDeclaration(deps, context, declaration(second));
          if (plan.id === null) return;
          const before = await dumpTables(database, context.organisationId);
          const dying = faultyDatabase(database, 1 + Math.floor(where * 40));
          const result = await applyPlan({ ...deps, database: dying }, context, plan.id).catch(
            (error: unknown) => error,
          );
          if (result instanceof PlantedFault)
            expect(await dumpTables(database, context.organisationId)).toEqual(before);
          else expect(result).toMatchObject({ status: 'applied' });
        },
      ),
      { ...runs, numRuns: 40 },
    );
  });
});

describe('the number of statements', () => {
  async function statementsFor(size: number): Promise<number> {
    const { deps, context } = await organisation();
    const people = Array.from({ length: size }, (_, index) =>
      document(
        'User',
        { name: `user${index}`, account: context.organisation },
        { email: `user${index}@x.example`, roles: ['Finance Manager'] },
      ),
    );
    const team = document(
      'Team',
      { name: 'All', account: context.organisation },
      { members: people.map(({ metadata }) => metadata.name ?? '') },
    );
    const plan = await planDeclaration(deps, context, declaration([...people, team]));
    const counted = faultyDatabase(database, Number.POSITIVE_INFINITY);
    await applyPlan({ ...deps, database: counted }, context, plan.id ?? '');
    return counted.statements();
  }

  it('of an apply does not grow with the number of resources', async () => {
    const few = await statementsFor(3);
    expect(await statementsFor(300)).toBe(few);
  });
});
