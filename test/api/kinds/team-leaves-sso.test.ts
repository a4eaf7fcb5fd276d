import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../api/commit/apply.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import { execute, rows } from '../../../api/database/transaction.ts';
import type { TeamWorld } from '../../../api/kinds/world.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { testDatabase } from '../../support/database.ts';
import {
  declaration,
  document,
  type TestOrganisation,
  testOrganisation,
} from '../../support/organisation.ts';
import { changeOf } from './change.ts';
import { account, impactOf, person, world } from './worlds.ts';

const database = await testDatabase();

/** Three users, and the team, of the main account, which has the organisation's name. */
function documents(account: string, spec: JsonObject) {
  const users = ['eva', 'ivan', 'mia'].map((name) =>
    document('User', { name, account }, { email: `${name}@acme.example` }),
  );
  const team = document('Team', { name: 'Guild', account }, { roles: ['Analyze Manager'], ...spec });
  return [...users, team];
}

const planned = ({ deps, context }: TestOrganisation, spec: JsonObject) =>
  planDeclaration(deps, context, declaration(documents(context.organisation, spec)));

/** Carries a declaration of the team out. Returns what the plan said. */
async function applied(organisation: TestOrganisation, spec: JsonObject) {
  const plan = await planned(organisation, spec);
  if (plan.id === null) throw new Error(JSON.stringify(plan.diagnostics));
  await applyPlan(organisation.deps, organisation.context, plan.id);
  return plan;
}

/** The team as the identity provider fills it: eva and ivan are members. */
async function kept(name: string): Promise<TestOrganisation> {
  const organisation = await testOrganisation(database, name);
  await applied(organisation, { membership: 'sso' });
  await database.write((tx) =>
    execute(
      tx,
      `INSERT INTO team_member (organisation_id, team_id, user_id, origin)
       SELECT t.organisation_id, t.id, u.id, 'sso' FROM team t JOIN app_user u ON u.organisation_id = t.organisation_id
       WHERE t.organisation_id = $1::uuid AND u.username IN ('eva', 'ivan')`,
      organisation.context.organisationId,
    ),
  );
  return organisation;
}

async function members({ context }: TestOrganisation): Promise<readonly string[]> {
  const found = await database.snapshot((tx) =>
    rows<{ who: string }>(
      tx,
      `SELECT u.username || ' by ' || m.origin AS who FROM team_member m
       JOIN app_user u ON u.organisation_id = m.organisation_id AND u.id = m.user_id
       WHERE m.organisation_id = $1::uuid ORDER BY 1`,
      context.organisationId,
    ),
  );
  return found.map(({ who }) => who);
}

describe('a team that single sign-on keeps no longer', () => {
  it.each<[name: string, spec: JsonObject, stays: readonly string[], leave: readonly string[]]>([
    [
      'exact',
      { membership: 'exact', members: ['mia', 'ivan'] },
      ['ivan by manifest', 'mia by manifest'],
      ['eva'],
    ],
    ['additive', { membership: 'additive', members: ['mia'] }, ['mia by manifest'], ['eva', 'ivan']],
    ['unsaid', {}, [], ['eva', 'ivan']],
  ])('has the members that are declared and no others (%s)', async (name, spec, stays, leave) => {
    const organisation = await kept(name);
    const plan = await applied(organisation, spec);
    const lost = plan.impact.filter(({ code }) => code === 'loses-permission').flatMap((one) => one.people);
    expect(lost).toEqual(leave);
    expect(plan.diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'team/leaves-sso',
        file: 'team.yaml',
        summary: expect.stringMatching(new RegExp(`: ${leave.join(', ')}$`)),
      },
    ]);
    expect(await members(organisation)).toEqual(stays);
    expect((await planned(organisation, spec)).status).toBe('nothing-to-do');
  });

  it('keeps them as long as it stays with single sign-on', async () => {
    const organisation = await kept('stays');
    const plan = await applied(organisation, { membership: 'sso', group: 'Directory Guild', roles: [] });
    expect(plan.diagnostics).toEqual([]);
    expect(await members(organisation)).toEqual(['eva by sso', 'ivan by sso']);
  });

  it('under another name in the same plan loses them, too', () => {
    const roles = new Set(['analyze manager']);
    const teams = new Map<string, TeamWorld>([['guild', { roles, membership: 'sso' }]]);
    const before = world([account('acme', [person('eva', { otherTeams: new Set(['guild']) })], { teams })]);
    const change = changeOf('Team', {
      account: 'acme',
      name: 'Order',
      previousName: 'Guild',
      before: { membership: 'sso', roles: ['Analyze Manager'] },
      after: { membership: 'exact', roles: ['Analyze Manager'] },
    });
    expect(impactOf(before, [change])).toMatchObject([
      { code: 'loses-permission', people: ['eva'], causes: ['Team/acme/Order'] },
    ]);
  });
});
