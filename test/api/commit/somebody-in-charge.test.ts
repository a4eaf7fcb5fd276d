import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../api/commit/apply.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import { rows } from '../../../api/database/transaction.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { testDatabase } from '../../support/database.ts';
import {
  declaration,
  document,
  type TestOrganisation,
  testOrganisation,
} from '../../support/organisation.ts';

const database = await testDatabase();
let count = 0;

/** Random states of a person, half of them ones in which he is in charge of nothing. */
const person = fc.record(
  {
    roles: fc.constantFrom(['Account Manager'], ['Finance Manager'], []),
    enabled: fc.boolean(),
    invitation: fc.constantFrom('email', 'none'),
    allowedMethods: fc.constantFrom(['sso'], ['password', 'sso']),
    expires: fc.constantFrom('2026-01-01', '2026-11-24', '2030-01-01'),
  },
  { requiredKeys: ['roles'] },
) as fc.Arbitrary<JsonObject>;
const state = fc.record({
  ana: fc.option(person),
  bob: fc.option(person),
  leads: fc.option(fc.subarray(['ana', 'bob'])),
});

/** People of the main account who hold Account Manager, by themselves or by a team, and whom nothing declared keeps out. */
function inCharge({ context }: TestOrganisation): Promise<readonly { username: string }[]> {
  return database.snapshot((tx) =>
    rows(
      tx,
      `SELECT u.username FROM app_user u JOIN user_activity a ON a.organisation_id = u.organisation_id AND a.user_id = u.id
       WHERE u.organisation_id = $1::uuid AND coalesce(u.enabled, true) AND a.invited_at IS NOT NULL
         AND (u.expires IS NULL OR u.expires > '2026-11-24')
         AND (u.allowed_methods IS NULL OR u.allowed_methods ? 'password')
         AND EXISTS (
           SELECT 1 FROM role r WHERE r.organisation_id = u.organisation_id AND r.name = 'Account Manager' AND (
             EXISTS (SELECT 1 FROM user_role g WHERE g.organisation_id = r.organisation_id AND g.role_id = r.id AND g.user_id = u.id)
             OR EXISTS (SELECT 1 FROM team_role t JOIN team_member m ON m.organisation_id = t.organisation_id AND m.team_id = t.team_id
                        WHERE t.organisation_id = r.organisation_id AND t.role_id = r.id AND m.user_id = u.id)))`,
      context.organisationId,
    ),
  );
}

describe('whatever plans are accepted', { timeout: 120_000 }, () => {
  it('somebody who can sign in is in charge', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(state, { minLength: 1, maxLength: 4 }), async (steps) => {
        count += 1;
        const org = await testOrganisation(database, `org-${count}`);
        const account = org.context.organisation;
        for (const { leads, ...people } of steps) {
          const declared = Object.entries(people).flatMap(([name, spec]) =>
            spec
              ? [document('User', { name, account }, { email: `${name}@${account}.example`, ...spec })]
              : [],
          );
          const names = Object.entries(people).flatMap(([name, spec]) => (spec ? [name] : []));
          const members = (leads ?? []).filter((name) => names.includes(name));
          const team = leads
            ? [document('Team', { name: 'Leads', account }, { members, roles: ['Account Manager'] })]
            : [];
          const plan = await planDeclaration(org.deps, org.context, declaration([...declared, ...team]));
          if (plan.status === 'refused') refused += 1;
          if (plan.id !== null) await applyPlan(org.deps, org.context, plan.id);
          expect((await inCharge(org)).length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
    expect(refused).toBeGreaterThan(0);
  });
});
