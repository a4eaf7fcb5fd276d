import { expect, it } from 'vitest';
import { applyPlan } from '../../../api/commit/apply.ts';
import { editResource } from '../../../api/commit/edit.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import { testDatabase } from '../../support/database.ts';
import { declaration, document, testOrganisation } from '../../support/organisation.ts';

const database = await testDatabase();

it('an apply tells whom it hits now, where somebody came since the plan was made', async () => {
  const { deps, context } = await testOrganisation(database, 'told');
  const account = context.organisation;
  const strict = document('SecurityPolicy', { account }, { requireTwoFactor: true });
  const plan = await planDeclaration(deps, context, declaration([strict]));
  const bea = { kind: 'User', account, name: 'bea', operation: { replace: { email: 'bea@told.example' } } };
  await editResource(deps, context, bea, { dryRun: false });
  const applied = await applyPlan(deps, context, plan.id ?? '');
  const enrolling = ({ impact }: Pick<typeof plan, 'impact'>) =>
    impact.filter(({ code }) => code === 'must-enrol-second-factor').flatMap(({ people }) => people);
  expect([enrolling(plan), enrolling(applied)]).toEqual([['ana'], ['ana', 'bea']]);
  expect(applied).not.toHaveProperty('resource_changes');
});
