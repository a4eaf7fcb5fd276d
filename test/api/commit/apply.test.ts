import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../api/commit/apply.ts';
import { editResource } from '../../../api/commit/edit.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import { rows } from '../../../api/database/transaction.ts';
import type { RequestContext } from '../../../api/request/context.ts';
import type { DeclaredDocument } from '../../../schemas/contract/declaration.ts';
import { testDatabase } from '../../support/database.ts';
import type { TestOrganisation } from '../../support/organisation.ts';
import { declaration, document, testOrganisation } from '../../support/organisation.ts';

const database = await testDatabase();
let count = 0;

function organisation(seats?: number): Promise<TestOrganisation> {
  count += 1;
  return testOrganisation(database, `org-${count}`, seats);
}

function user(account: string, name: string, spec = {}): DeclaredDocument {
  return document('User', { name, account }, { email: `${name}@${account}.example`, ...spec });
}

function team(account: string, name: string, members: readonly string[]): DeclaredDocument {
  return document('Team', { name, account }, { members: [...members] }, 'teams.yaml');
}

async function apply(
  { deps, context }: TestOrganisation,
  documents: readonly DeclaredDocument[],
  as: RequestContext = context,
) {
  const plan = await planDeclaration(deps, context, declaration(documents));
  expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const applied = await applyPlan(deps, as, plan.id ?? '');
  return { ...plan, ...applied };
}

function audit({ context }: TestOrganisation) {
  return database.snapshot((tx) =>
    rows<{
      item: string;
      action: string;
      status: string;
      description: string;
      address: string | null;
      file: string | null;
      line: number | null;
      commit: string | null;
      plan_id: string | null;
    }>(
      tx,
      'SELECT item, action, status, description, address, file, line, commit, plan_id FROM audit_entry WHERE organisation_id = $1::uuid ORDER BY id',
      context.organisationId,
    ),
  );
}

describe('a stored plan', () => {
  it('is refused as stale when something that it touches has changed, and says what and by whom', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    await apply(org, [user(main, 'bea'), user(main, 'carl'), team(main, 'Support', ['bea'])]);
    const plan = await planDeclaration(
      org.deps,
      org.context,
      declaration([user(main, 'bea'), user(main, 'carl'), team(main, 'Support', ['bea', 'carl'])]),
    );
    const edit = {
      kind: 'Team',
      account: main,
      name: 'Support',
      operation: { merge: { members: ['carl'] } },
      breakGlass: 'bea is on holiday',
    };
    await editResource(org.deps, org.as({ name: 'ivan' }), edit, { dryRun: false });
    await expect(applyPlan(org.deps, org.context, plan.id ?? '')).rejects.toMatchObject({
      status: 409,
      code: 'plan/stale',
      message: expect.stringContaining(`Team/${main}/Support was changed by ivan`),
    });
    await expect(applyPlan(org.deps, org.context, plan.id ?? '')).rejects.toMatchObject({
      code: 'plan/stale',
    });
  });

  it('is applied although something else has changed', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    await apply(org, [user(main, 'bea')]);
    const plan = await planDeclaration(
      org.deps,
      org.context,
      declaration([user(main, 'bea', { firstName: 'Bea' })]),
    );
    const edit = {
      kind: 'Team',
      account: main,
      name: 'By hand',
      operation: { replace: { members: ['bea'] } },
    };
    await editResource(org.deps, org.context, edit, { dryRun: false });
    expect(await applyPlan(org.deps, org.context, plan.id ?? '')).toMatchObject({ status: 'applied' });
  });

  it('is applied once', async () => {
    const org = await organisation();
    const plan = await planDeclaration(
      org.deps,
      org.context,
      declaration([user(org.context.organisation, 'bea')]),
    );
    await applyPlan(org.deps, org.context, plan.id ?? '');
    await expect(applyPlan(org.deps, org.context, plan.id ?? '')).rejects.toMatchObject({
      code: 'plan/already-applied',
    });
  });

  it('of another organisation does not exist', async () => {
    const [org, other] = [await organisation(), await organisation()];
    const plan = await planDeclaration(
      org.deps,
      org.context,
      declaration([user(org.context.organisation, 'bea')]),
    );
    await expect(applyPlan(other.deps, other.context, plan.id ?? '')).rejects.toMatchObject({
      status: 404,
      code: 'plan/unknown',
    });
  });
});

describe('the audit log of an apply', () => {
  it('tells each change in the words of the catalogue, with plan, commit, file and line', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    const plan = await apply(org, [user(main, 'bea'), team(main, 'Support', ['bea'])]);
    const entries = (await audit(org)).filter(({ plan_id }) => plan_id === plan.id);
    expect(entries).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          item: 'User',
          action: 'Create',
          status: 'success',
          description: 'User created',
          address: `User/${main}/bea`,
          commit: 'c0ffee',
          file: 'user.yaml',
          line: 1,
        }),
        expect.objectContaining({
          item: 'Team',
          action: 'Create',
          description: 'Group created',
          address: `Team/${main}/Support`,
          file: 'teams.yaml',
        }),
        expect.objectContaining({ item: 'Plan', action: 'Apply' }),
      ]),
    );
  });
});

describe('who may', () => {
  it('apply: an actor without the permission changes nothing', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    const weak = org.as({ permissions: new Set(['users/manage', 'users/read']) });
    const plan = await planDeclaration(
      org.deps,
      org.context,
      declaration([user(main, 'bea'), document('Role', { name: 'R' }, { permissions: ['users/read'] })]),
    );
    await expect(applyPlan(org.deps, weak, plan.id ?? '')).rejects.toMatchObject({
      status: 403,
      code: 'permission/lacking',
    });
  });

  it('plan: reading what is declared is needed', async () => {
    const org = await organisation();
    const blind = org.as({ permissions: new Set(['teams/read']) });
    await expect(
      planDeclaration(org.deps, blind, declaration([user(org.context.organisation, 'bea')])),
    ).rejects.toMatchObject({ status: 403 });
  });

  it.each([
    ['a role of a person', (main: string) => [user(main, 'bea', { roles: ['Account Manager'] })]],
    [
      'a role of a team',
      (main: string) => [document('Team', { name: 'T', account: main }, { roles: ['Account Manager'] })],
    ],
    [
      'a role of a machine',
      (main: string) => [
        document('ServiceAccount', { name: 'm', account: main }, { roles: ['Account Manager'] }),
      ],
    ],
    [
      'a role of whoever signs in',
      (main: string) => [document('SingleSignOn', { account: main }, { defaultRoles: ['Account Manager'] })],
    ],
    ['a new role', (_main: string) => [document('Role', { name: 'R' }, { permissions: ['audit/read'] })]],
  ])('grant: nobody gives what he lacks, by %s', async (_name, documents) => {
    const org = await organisation();
    const areas = ['users', 'teams', 'roles', 'service-accounts', 'sso'];
    const limited = org.as({ permissions: new Set(areas.map((area) => `${area}/manage`)) });
    const plan = await planDeclaration(
      org.deps,
      org.context,
      declaration(documents(org.context.organisation)),
    );
    await expect(applyPlan(org.deps, limited, plan.id ?? '')).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('grants what he does not have'),
    });
  });

  it('end: nobody disables or removes himself', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    await apply(org, [user(main, 'bea', { roles: ['Account Manager'], invitation: 'email' })]);
    const [bea] = await database.snapshot((tx) =>
      rows<{ id: string }>(
        tx,
        `SELECT id FROM app_user WHERE organisation_id = $1::uuid AND username = 'bea'`,
        org.context.organisationId,
      ),
    );
    const herself = org.as({ id: bea?.id ?? null, name: 'bea' });
    const base = { kind: 'User', account: main, name: 'bea', breakGlass: 'trying' };
    for (const operation of [{ merge: { enabled: false } }, { delete: true as const }]) {
      await expect(
        editResource(org.deps, herself, { ...base, operation }, { dryRun: false }),
      ).rejects.toMatchObject({ status: 403, message: expect.stringContaining('himself') });
    }
  });

  it('limit: a sub-account does not set its own seat limit', async () => {
    const org = await organisation();
    await apply(org, [document('Account', { name: 'emea' }, { displayName: 'EMEA' })]);
    const local = org.as({ account: 'emea', main: false });
    const edit = { kind: 'Seats', account: 'emea', name: null, operation: { merge: { limit: 5 } } };
    await expect(editResource(org.deps, local, edit, { dryRun: false })).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('from the main account only'),
    });
    expect(await editResource(org.deps, org.context, edit, { dryRun: false })).toMatchObject({
      plan: { status: 'applied' },
    });
  });
});

describe('an edit by hand', () => {
  it('of a field that a set manages is refused with set, file and line, and allowed with a reason', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    await apply(org, [user(main, 'bea'), team(main, 'Support', ['bea'])]);
    const edit = { kind: 'Team', account: main, name: 'Support', operation: { merge: { members: [] } } };
    await expect(editResource(org.deps, org.context, edit, { dryRun: false })).rejects.toMatchObject({
      status: 409,
      code: 'managed/by-set',
      message: expect.stringContaining('acme-settings (teams.yaml:1)'),
    });
    await editResource(org.deps, org.context, { ...edit, breakGlass: 'incident 7' }, { dryRun: false });
    const again = await planDeclaration(
      org.deps,
      org.context,
      declaration([user(main, 'bea'), team(main, 'Support', ['bea'])]),
    );
    expect(again.resource_changes).toMatchObject([
      { address: `Team/${main}/Support`, fields: [{ path: '/members', added: ['bea'] }] },
    ]);
  });

  it('of another field of the same resource is free, and a plan leaves it alone', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    const documents = [user(main, 'bea'), team(main, 'Support', ['bea'])];
    await apply(org, documents);
    const edit = {
      kind: 'Team',
      account: main,
      name: 'Support',
      operation: { merge: { description: 'First line' } },
    };
    await editResource(org.deps, org.context, edit, { dryRun: false });
    expect((await planDeclaration(org.deps, org.context, declaration(documents))).status).toBe(
      'nothing-to-do',
    );
  });

  it('checks the version, and raises it', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    const put = { kind: 'Team', account: main, name: 'T', operation: { replace: { description: 'a' } } };
    expect(await editResource(org.deps, org.context, put, { dryRun: false })).toMatchObject({ version: 1 });
    const next = { ...put, operation: { replace: { description: 'b' } }, ifMatch: 1 };
    expect(await editResource(org.deps, org.context, next, { dryRun: false })).toMatchObject({ version: 2 });
    await expect(editResource(org.deps, org.context, next, { dryRun: false })).rejects.toMatchObject({
      status: 412,
    });
  });

  it('tried out writes nothing', async () => {
    const org = await organisation();
    const put = { kind: 'Team', account: org.context.organisation, name: 'T', operation: { replace: {} } };
    expect(
      (await editResource(org.deps, org.context, put, { dryRun: true })).plan.resource_changes,
    ).toHaveLength(1);
    await expect(
      editResource(org.deps, org.context, { ...put, operation: { delete: true } }, { dryRun: false }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('takes a value away with null, and removes a resource with delete', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    const base = { kind: 'SecurityPolicy', account: main, name: null };
    await editResource(
      org.deps,
      org.context,
      { ...base, operation: { merge: { maxLoginAttempts: 3, requireTwoFactor: true } } },
      { dryRun: false },
    );
    const { plan } = await editResource(
      org.deps,
      org.context,
      { ...base, operation: { merge: { maxLoginAttempts: null } } },
      { dryRun: false },
    );
    expect(plan.resource_changes[0]?.change.after).toEqual({ requireTwoFactor: true });
    expect(plan.effective).toMatchObject([
      { path: '/maxLoginAttempts', before: 3, after: 5, afterFrom: 'platform' },
    ]);
    const removed = await editResource(
      org.deps,
      org.context,
      { ...base, operation: { delete: true } },
      { dryRun: false },
    );
    expect(removed).toMatchObject({ version: null, plan: { resource_changes: [{ action: 'delete' }] } });
  });
});

describe('two sets', () => {
  it('do not set one field; the second may take it over by name', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    await apply(org, [user(main, 'bea'), team(main, 'Support', ['bea'])]);
    const other = { set: { name: 'other' } };
    const documents = [team(main, 'Support', [])];
    const refused = await planDeclaration(org.deps, org.context, declaration(documents, other));
    expect(refused).toMatchObject({
      id: null,
      status: 'refused',
      diagnostics: [expect.objectContaining({ code: 'ownership/conflict' })],
    });
    const taken = await planDeclaration(
      org.deps,
      org.context,
      declaration(documents, { ...other, takeOver: [`Team/${main}/Support`] }),
    );
    await applyPlan(org.deps, org.context, taken.id ?? '');
    const first = await planDeclaration(
      org.deps,
      org.context,
      declaration([user(main, 'bea'), team(main, 'Support', ['bea'])]),
    );
    expect(first.diagnostics).toMatchObject([{ code: 'ownership/conflict' }]);
  });

  it('of one name belong to one repository', async () => {
    const org = await organisation();
    const documents = [user(org.context.organisation, 'bea')];
    await apply(org, documents);
    const elsewhere = { origin: { repository: 'git.example/fork' } };
    expect(await planDeclaration(org.deps, org.context, declaration(documents, elsewhere))).toMatchObject({
      status: 'refused',
      diagnostics: [expect.objectContaining({ code: 'set/other-repository' })],
    });
  });
});

describe('guards', () => {
  it('an empty set that owned something is refused', async () => {
    const org = await organisation();
    await apply(org, [user(org.context.organisation, 'bea')]);
    const plan = await planDeclaration(org.deps, org.context, declaration([]));
    expect(plan).toMatchObject({
      status: 'refused',
      diagnostics: expect.arrayContaining([expect.objectContaining({ code: 'guard/empty-set' })]),
    });
  });

  it('more removals than allowed are refused, the exact number lets them through', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    const all = ['a', 'b', 'c'].map((name) => team(main, name, []));
    await apply(org, [...all, user(main, 'bea')]);
    const set = { set: { maxDeletions: 2 } };
    const plan = await planDeclaration(org.deps, org.context, declaration([user(main, 'bea')], set));
    expect(plan).toMatchObject({
      status: 'refused',
      diagnostics: [expect.objectContaining({ code: 'guard/max-deletions' })],
    });
    const allowed = await planDeclaration(
      org.deps,
      org.context,
      declaration([user(main, 'bea')], { ...set, allowDeletions: 3 }),
    );
    expect(await applyPlan(org.deps, org.context, allowed.id ?? '')).toMatchObject({
      status: 'applied',
      summary: { delete: 3 },
    });
  });

  it('a name that refers to nothing is refused with its line', async () => {
    const org = await organisation();
    const plan = await planDeclaration(
      org.deps,
      org.context,
      declaration([team(org.context.organisation, 'T', ['nobody'])]),
    );
    expect(plan.diagnostics).toMatchObject([
      { code: 'reference/missing', file: 'teams.yaml', line: 1, pointer: '/members' },
    ]);
  });

  it('a selector does not reach past the scope of its set', async () => {
    const org = await organisation();
    await apply(org, [document('Account', { name: 'emea' }, {}), document('Account', { name: 'apac' }, {})]);
    const team = document('Team', { name: 'T', accounts: {} }, {});
    const plan = await planDeclaration(
      org.deps,
      org.context,
      declaration([team], { set: { name: 'scoped', scope: { accounts: ['emea'] } } }),
    );
    expect(plan.status).toBe('refused');
    expect(plan.diagnostics).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: 'set/outside-scope', address: 'Team/apac/T' }),
      ]),
    );
  });

  it('a slug is held by the organisation that had it first', async () => {
    const [org, other] = [await organisation(), await organisation()];
    const sso = (account: string) => document('SingleSignOn', { account }, { initiationSlug: 'the-slug' });
    await apply(org, [sso(org.context.organisation)]);
    const plan = await planDeclaration(
      other.deps,
      other.context,
      declaration([sso(other.context.organisation)]),
    );
    expect(plan).toMatchObject({
      status: 'refused',
      diagnostics: [expect.objectContaining({ code: 'claim/taken' })],
    });
  });

  it('the last Account Manager is not disabled, by hand or by manifest', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    const edit = { kind: 'User', account: main, name: 'ana', operation: { merge: { enabled: false } } };
    await expect(editResource(org.deps, org.context, edit, { dryRun: false })).rejects.toMatchObject({
      status: 409,
    });
    const plan = await planDeclaration(
      org.deps,
      org.context,
      declaration([user(main, 'ana', { roles: [] })]),
    );
    expect(plan.status).toBe('refused');
  });
});

describe('labels', () => {
  const template = document(
    'SettingsTemplate',
    { name: 'eu' },
    {
      order: 1,
      selector: { matchLabels: { region: 'eu' } },
      enforced: ['securityPolicy.requireTwoFactor'],
      settings: { securityPolicy: { requireTwoFactor: true } },
    },
  );

  it('that are taken away by hand take the template away at once, and say that this weakens', async () => {
    const org = await organisation();
    await apply(org, [document('Account', { name: 'emea' }, {}), template]);
    const put = (labels: Record<string, string>) =>
      editResource(
        org.deps,
        org.context,
        { kind: 'Account', account: null, name: 'emea', operation: { merge: {} }, labels },
        { dryRun: false },
      );
    expect((await put({ region: 'eu' })).plan.effective).toMatchObject([
      { account: 'emea', path: '/requireTwoFactor', after: true },
    ]);
    const { plan } = await put({});
    expect(plan.effective).toMatchObject([
      { account: 'emea', path: '/requireTwoFactor', before: true, after: false, afterFrom: 'platform' },
    ]);
    expect(plan.risk.level).toBe('high');
  });
});

describe('a rename', () => {
  it('of what was there before is released, not deleted, when it is no longer declared', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    await editResource(
      org.deps,
      org.context,
      { kind: 'Team', account: main, name: 'Old', operation: { replace: {} } },
      { dryRun: false },
    );
    const other = user(main, 'bea');
    await apply(org, [other, document('Team', { name: 'New', account: main, previously: ['Old'] }, {})]);
    const plan = await planDeclaration(org.deps, org.context, declaration([other]));
    expect(plan.resource_changes).toMatchObject([{ action: 'release', address: `Team/${main}/New` }]);
  });

  it('lets a new resource have the name at once', async () => {
    const org = await organisation();
    const role = (name: string, more = {}) =>
      document('Role', { name, ...more }, { permissions: ['users/read'] });
    await apply(org, [role('R')]);
    const plan = await apply(org, [role('R2', { previously: ['R'] }), role('R')]);
    expect(plan.summary).toMatchObject({ move: 1, create: 1 });
  });

  it('of a chain of teams keeps each one', async () => {
    const org = await organisation();
    const main = org.context.organisation;
    const named = (name: string, text: string, more = {}) =>
      document('Team', { name, account: main, ...more }, { description: text });
    await apply(org, [named('A', 'first'), named('B', 'second')]);
    const plan = await apply(org, [
      named('B', 'first', { previously: ['A'] }),
      named('C', 'second', { previously: ['B'] }),
    ]);
    expect(plan.resource_changes.map(({ action, fields }) => [action, fields.length])).toEqual([
      ['move', 0],
      ['move', 0],
    ]);
  });
});

describe('the last seat', () => {
  it('is given once, whoever asks at the same time', async () => {
    const org = await organisation(1);
    const main = org.context.organisation;
    const names = ['a', 'b', 'c', 'd'];
    await apply(
      org,
      names.map((name) => user(main, name, { conversationsRoles: ['agent'] })),
    );
    const asks = names.map((name) =>
      editResource(
        org.deps,
        org.context,
        {
          kind: 'Seats',
          account: main,
          name: null,
          operation: { replace: { assignment: 'additive', holders: [name] } },
        },
        { dryRun: false },
      ),
    );
    await Promise.allSettled(asks);
    const held = await database.snapshot((tx) =>
      rows<{ count: number }>(
        tx,
        'SELECT count(DISTINCT user_id)::int AS count FROM seat WHERE organisation_id = $1::uuid',
        org.context.organisationId,
      ),
    );
    expect(held).toEqual([{ count: 1 }]);
  });
});
