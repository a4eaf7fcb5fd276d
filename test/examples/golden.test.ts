import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../api/commit/apply.ts';
import { planDeclaration } from '../../api/commit/plan.ts';
import { loadSet } from '../../controller/manifest/load-set.ts';
import { renderPlanText } from '../../controller/render/plan-text.ts';
import { passes } from '../../schemas/contract/diagnostic.ts';
import type { Plan } from '../../schemas/contract/plan.ts';
import { testDatabase } from '../support/database.ts';
import { bylaw } from '../whole/command.ts';
import type { Organisation } from '../whole/organisation.ts';
import { startServer } from '../whole/server.ts';
import { freshOrganisation } from './fresh-organisation.ts';
import { expectedPlan, type GoldenFolder, goldenFolders, normalisePlan } from './golden-folders.ts';

const database = await testDatabase();
const server = await startServer(database);

/** Every word of the examples is checked offline first: what is refused here is refused by the server. */
async function planFolder({ deps, context }: Organisation, path: string): Promise<Plan> {
  const loaded = await loadSet(path);
  expect(loaded.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return planDeclaration(deps, context, await loaded.declaration());
}

async function applyFolder(organisation: Organisation, path: string): Promise<void> {
  const plan = await planFolder(organisation, path);
  expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  await applyPlan(organisation.deps, organisation.context, plan.id ?? '');
  expect(await planFolder(organisation, path)).toMatchObject({ status: 'nothing-to-do' });
}

/** Its ChangePolicy asks others to agree first: the apply says so by its exit code. */
const isWaiting = ({ name }: GoldenFolder) => name === 'asks-two-others-to-agree';

const isRefusal = ({ name }: GoldenFolder) => name.startsWith('refuses-');

describe.for(goldenFolders())('examples/$name', (golden) => {
  it('plans as expected, in process', async () => {
    const organisation = await freshOrganisation(database);
    await applyFolder(organisation, golden.before);
    const plan = await planFolder(organisation, golden.after);
    const text = normalisePlan(renderPlanText(plan, { width: 100, colour: false, verbose: false }));
    expect(text).toBe(await expectedPlan(golden, text));
    expect(passes(plan.diagnostics)).toBe(!isRefusal(golden));
  });

  it('plans as expected, by the command over HTTP', async () => {
    const { created } = await freshOrganisation(database);
    const env = { BYLAW_SERVER: server, BYLAW_TOKEN: created.apiKey };
    const apply = (path: string) => bylaw(['apply', path, '--yes', '--quiet'], env);
    expect(await apply(golden.before)).toMatchObject({ exitCode: 0, complaint: '' });
    const { output, exitCode } = await bylaw(['plan', golden.after, '--quiet'], env);
    const text = normalisePlan(
      output.split(/\n(?:Apply|Once it is approved, apply) exactly this plan/u)[0] ?? '',
    );
    expect(text).toBe(await expectedPlan(golden, text));
    expect(exitCode).toBe(isRefusal(golden) ? 1 : 0);
    if (isRefusal(golden)) return;
    expect(await apply(golden.after)).toMatchObject({ exitCode: isWaiting(golden) ? 3 : 0, complaint: '' });
    if (isWaiting(golden)) return;
    expect((await bylaw(['plan', golden.after, '--quiet'], env)).output).toMatch(/^No changes/u);
  });
});
