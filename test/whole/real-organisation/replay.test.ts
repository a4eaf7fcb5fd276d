import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { applyPlan } from '../../../api/commit/apply.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import { readResources } from '../../../api/commit/read-resources.ts';
import { loadSet } from '../../../controller/manifest/load-set.ts';
import {
  type Accounts,
  applyStep,
  firstManager,
  mainAccount,
  readBase,
  readSteps,
} from '../../../examples/real-organisation/to-manifests.mjs';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { testDatabase } from '../../support/database.ts';
import { foundOrganisation } from '../organisation.ts';
import { expectedChanges } from './expected-changes.ts';
import { manifestFolder } from './manifest-folder.ts';
import { misplacedChanges, plannedChanges } from './planned-changes.ts';
import { accountsOf, inOrder } from './read-accounts.ts';

const database = await testDatabase();
const folder = manifestFolder(await mkdtemp(join(tmpdir(), 'bylaw-real-organisation-')));
afterAll(() => rm(folder.path, { recursive: true }));

const { deps, context } = await foundOrganisation(database, {
  name: mainAccount,
  seats: 10,
  admin: firstManager,
  email: `${firstManager}@example.org`,
});

async function declaration() {
  const loaded = await loadSet(folder.path);
  expect(loaded.diagnostics).toEqual([]);
  return loaded.declaration();
}

const states = new Map<number, Accounts>([[0, readBase().accounts]]);

/** Edits the manifests, plans, applies and plans again. @returns the plan that was applied */
async function rollOut(accounts: Accounts): Promise<Plan> {
  await folder.edit(accounts);
  const declared = await declaration();
  const plan = await planDeclaration(deps, context, declared);
  expect(plan).toMatchObject({ status: 'planned', diagnostics: [] });
  await applyPlan(deps, context, plan.id ?? '');
  const again = await planDeclaration(deps, context, declared);
  expect(again).toMatchObject({
    id: null,
    status: 'nothing-to-do',
    resource_changes: [],
    effective: [],
    impact: [],
  });
  return plan;
}

async function stateNow(): Promise<Accounts> {
  const kinds = ['Account', 'User', 'Team'];
  const resources = await database.snapshot((tx) => readResources(tx, context.organisationId, { kinds }));
  return accountsOf(resources, mainAccount);
}

describe('a real organisation', () => {
  it('is made by one apply, as the data says', { timeout: 120_000 }, async () => {
    const base = readBase().accounts;
    const plan = await rollOut(base);
    const accounts = plan.resource_changes.filter(({ kind }) => kind === 'Account');
    expect(accounts.map(({ address, action }) => `${action} ${address}`).sort()).toEqual(
      [`adopt Account/${mainAccount}`, ...Object.keys(base).map((name) => `create Account/${name}`)].sort(),
    );
    const rest = plan.resource_changes.filter(({ kind }) => kind !== 'Account');
    expect(plannedChanges({ ...plan, resource_changes: rest })).toEqual(expectedChanges({}, base));
    expect(misplacedChanges(plan)).toEqual([]);
    expect(await stateNow()).toEqual(inOrder(base));
  });

  it.for(readSteps())('step $step changes exactly what it says', { timeout: 60_000 }, async (step) => {
    const before = states.get(step.step - 1) ?? {};
    const after = applyStep(before, step);
    states.set(step.step, after);
    const plan = await rollOut(after);
    expect(plannedChanges(plan)).toEqual(expectedChanges(before, after));
    expect(misplacedChanges(plan)).toEqual([]);
  });

  it('is in the end what the data says', async () => {
    expect(await stateNow()).toEqual(inOrder(states.get(readSteps().length) ?? {}));
  });
});
