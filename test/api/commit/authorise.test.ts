import { describe, expect, it } from 'vitest';
import { applyPlan } from '../../../api/commit/apply.ts';
import type { Edit } from '../../../api/commit/edit.ts';
import { editResource } from '../../../api/commit/edit.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import type { Actor, RequestContext } from '../../../api/request/context.ts';
import type { DeclaredDocument } from '../../../schemas/contract/declaration.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { testDatabase } from '../../support/database.ts';
import type { TestOrganisation } from '../../support/organisation.ts';
import { declaration, document, testOrganisation } from '../../support/organisation.ts';

const database = await testDatabase();
let count = 0;

const networks = ['192.0.2.0/24'];
const trust = [{ issuer: 'https://ci.example', audience: 'bylaw', claims: { project: 'evil' } }];

/** `boss` (a person), `Bosses` (a team) and `root` (a machine) have every permission. */
async function organisation(): Promise<TestOrganisation & { readonly main: string }> {
  count += 1;
  const org = await testOrganisation(database, `may-${count}`);
  const main = org.context.organisation;
  const roles = ['Account Manager'];
  const user = (name: string, spec = {}) =>
    document('User', { name, account: main }, { email: `${name}@a.example`, ...spec });
  await apply(org, [
    document('Account', { name: 'emea', labels: { region: 'emea' } }, { displayName: 'EMEA' }),
    user('boss', { roles }),
    user('bea'),
    document('Team', { name: 'Bosses', account: main }, { roles, members: ['boss'] }),
    document('ServiceAccount', { name: 'root', account: main }, { roles, trust: [] }),
    document('ServiceAccount', { name: 'bot', account: main }, { scope: { accounts: [main, 'emea'] } }),
  ]);
  return { ...org, main };
}

async function apply(org: TestOrganisation, documents: readonly DeclaredDocument[], as?: RequestContext) {
  const plan = await planDeclaration(org.deps, org.context, declaration(documents));
  expect(plan.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return applyPlan(org.deps, as ?? org.context, plan.id ?? '');
}

function edit(org: TestOrganisation, actor: Partial<Actor>, wanted: Edit, dryRun = false) {
  return editResource(org.deps, org.as(actor), { breakGlass: 'test', ...wanted }, { dryRun });
}

function merge(kind: string, account: string | null, name: string | null, spec: JsonObject): Edit {
  return { kind, account, name, operation: { merge: spec } };
}

function holding(...areas: readonly string[]): Partial<Actor> {
  return { name: 'weak', permissions: new Set(areas.map((area) => `${area}/manage`)) };
}

const refusal = { status: 403, code: 'permission/lacking' };

describe('a machine with a scope', () => {
  const bot = (main: string): Partial<Actor> => ({
    type: 'service-account',
    name: 'bot',
    scope: { accounts: [main, 'emea'] },
  });

  it.each([
    ['its scope', { scope: null }],
    ['its scope to a smaller one', { scope: { accounts: ['emea'] } }],
    ['its networks', { allowedNetworks: networks }],
    ['its trust', { trust }],
  ])('does not change %s', async (_name, spec) => {
    const org = await organisation();
    const wanted = merge('ServiceAccount', org.main, 'bot', spec);
    await expect(edit(org, bot(org.main), wanted)).rejects.toMatchObject({
      ...refusal,
      message: expect.stringContaining('its own scope, networks and trust'),
    });
  });

  it.each([
    ['no scope', {}],
    ['more accounts', { scope: { accounts: ['emea', 'apac'] } }],
    ['every account', { scope: { kinds: ['Team'] } }],
  ])('makes no machine of %s', async (_name, spec) => {
    const org = await organisation();
    const wanted: Edit = {
      kind: 'ServiceAccount',
      account: 'emea',
      name: 'helper',
      operation: { replace: spec },
    };
    await expect(edit(org, bot(org.main), wanted)).rejects.toMatchObject({
      ...refusal,
      message: expect.stringContaining('wider scope than its own'),
    });
  });

  it('makes one inside its scope, and ends one outside', async () => {
    const org = await organisation();
    const scope = { accounts: ['emea'], kinds: ['Team'] };
    const helper = { kind: 'ServiceAccount', account: 'emea', name: 'helper' };
    await edit(org, bot(org.main), { ...helper, operation: { replace: { scope } } });
    const root = { kind: 'ServiceAccount', account: org.main, name: 'root' };
    await edit(org, bot(org.main), { ...root, operation: { delete: true } });
  });
});

describe('who has less', () => {
  it.each([
    ['ServiceAccount', 'root', { trust }],
    ['ServiceAccount', 'root', { allowedNetworks: networks }],
    ['ServiceAccount', 'root', { trust, roles: [] }],
    ['User', 'boss', { email: 'weak@a.example' }],
    ['User', 'boss', { nameId: 'weak' }],
    ['User', 'boss', { allowedMethods: ['password'] }],
    ['Team', 'Bosses', { membership: 'sso', group: 'everybody', members: null }],
    ['Team', 'Bosses', { members: ['boss', 'bea'] }],
  ])('does not take over %s/%s by %j', async (kind, name, spec) => {
    const org = await organisation();
    const weak = holding('users', 'teams', 'service-accounts');
    await expect(edit(org, weak, merge(kind, org.main, name, spec))).rejects.toMatchObject(refusal);
  });

  it.each([
    ['User', 'boss', { enabled: false }],
    ['User', 'boss', { roles: [] }],
    ['User', 'bea', { email: 'other@a.example' }],
    ['Team', 'Bosses', { members: [] }],
    ['ServiceAccount', 'root', { roles: [] }],
    ['ServiceAccount', 'bot', { trust }],
  ])('takes power from %s/%s, or changes what has none, by %j', async (kind, name, spec) => {
    const org = await organisation();
    const weak = holding('users', 'teams', 'service-accounts');
    expect(await edit(org, weak, merge(kind, org.main, name, spec))).toMatchObject({
      plan: { status: 'applied' },
    });
  });

  it('does not let an account sign in with default roles that a template holds ready', async () => {
    const org = await organisation();
    const template = {
      selector: { matchLabels: { region: 'apac' } },
      settings: { singleSignOn: { defaultRoles: ['Account Manager'] } },
    };
    const made: Edit = {
      kind: 'SettingsTemplate',
      account: null,
      name: 'strong',
      operation: { replace: template },
    };
    await edit(org, {}, made);
    const labelled: Edit = { ...merge('Account', null, 'emea', {}), labels: { region: 'apac' } };
    await expect(edit(org, holding('accounts'), labelled)).rejects.toMatchObject({
      ...refusal,
      message: expect.stringContaining('grants what he does not have'),
    });
    await edit(org, {}, labelled);
  });
});

describe('a template', () => {
  const made: Edit = {
    kind: 'SettingsTemplate',
    account: null,
    name: 'baseline',
    operation: { replace: { selector: {}, settings: { securityPolicy: { maxLoginAttempts: 9 } } } },
  };

  it('needs the permission of each settings kind that it touches', async () => {
    const org = await organisation();
    await expect(edit(org, holding('templates'), made)).rejects.toMatchObject({
      ...refusal,
      message: expect.stringContaining('security/manage in the organisation is lacking'),
    });
    await edit(org, holding('templates', 'security'), made);
    const selected = merge('SettingsTemplate', null, 'baseline', {
      selector: { matchLabels: { region: 'emea' } },
    });
    await expect(edit(org, holding('templates'), selected)).rejects.toMatchObject(refusal);
    const removed: Edit = { ...made, operation: { delete: true } };
    await expect(edit(org, holding('templates'), removed)).rejects.toMatchObject(refusal);
  });
});

describe('a limit of the main account', () => {
  it('is not dropped by deleting its document in the sub-account', async () => {
    const org = await organisation();
    await edit(org, {}, merge('Seats', 'emea', null, { limit: 5 }));
    const removed: Edit = { kind: 'Seats', account: 'emea', name: null, operation: { delete: true } };
    await expect(edit(org, { account: 'emea', main: false }, removed)).rejects.toMatchObject({
      ...refusal,
      message: expect.stringContaining('from the main account only'),
    });
    await edit(org, {}, removed);
  });
});

describe('an edit tried out', () => {
  it('is planned, refused with what the actor lacks, or nothing to do', async () => {
    const org = await organisation();
    const wanted = merge('User', org.main, 'bea', { firstName: 'Bea' });
    expect(await edit(org, {}, wanted, true)).toMatchObject({ plan: { status: 'planned', diagnostics: [] } });
    expect(await edit(org, holding('teams'), wanted, true)).toMatchObject({
      plan: { status: 'refused', diagnostics: [{ severity: 'error', code: 'permission/lacking' }] },
    });
    const same = merge('User', org.main, 'bea', {});
    expect(await edit(org, {}, same, true)).toMatchObject({ plan: { status: 'nothing-to-do' } });
  });
});
