import { describe, expect, it } from 'vitest';
import { projectWorld } from '../../../api/kinds/project-world.ts';
import type { World } from '../../../api/kinds/world.ts';
import type { Change } from '../../../controller/reconcile/change.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { changeOf } from './change.ts';
import { moduleOf } from './state.ts';
import { account, manager, person, withSettings, world } from './worlds.ts';

const acme = () =>
  world([account('acme', [manager('root')]), account('emea', [person('ana'), person('ivan')])]);

/** What one kind says of the changes. */
function said(kind: string, changes: readonly Change[], before: World = acme()): readonly string[] {
  const own = changes.filter((change) => change.kind === kind);
  const found = moduleOf(kind).check?.({ before, after: projectWorld(before, changes), changes, own });
  return (found ?? []).map(({ code }) => code);
}

describe('accounts', () => {
  const main = (after: JsonObject | null) =>
    changeOf('Account', { name: 'acme', before: { main: true }, after });
  it.each<[string, Change, readonly string[]]>([
    ['the main one is not removed', main(null), ['account/main-removed', 'account/has-users']],
    ['nor disabled', main({ main: true, enabled: false }), ['account/main-disabled']],
    ['nor made into a sub-account', main({ main: false }), ['account/main-demoted']],
    [
      'nor made twice',
      changeOf('Account', { name: 'other', before: null, after: { main: true } }),
      ['account/main-exists'],
    ],
    ['but may be named otherwise to people', main({ main: true, displayName: 'Acme' }), []],
    [
      'users are not taken along',
      changeOf('Account', { name: 'emea', before: {}, after: null }),
      ['account/has-users'],
    ],
  ])('%s', (_, change, codes) => {
    expect(said('Account', [change])).toEqual(codes);
  });

  it('the main one keeps its name', () => {
    // A world has the names of after the plan on both sides.
    const renamed = world([account('new', [manager('root')], { main: true })]);
    const change = changeOf('Account', {
      name: 'new',
      previousName: 'acme',
      before: { main: true },
      after: { main: true },
    });
    expect(said('Account', [change], renamed)).toEqual(['account/main-renamed']);
  });

  it('go with users whom the same plan removes', () => {
    const users = ['ana', 'ivan'].map((name) =>
      changeOf('User', { account: 'emea', name, before: { email: `${name}@acme.example` } }),
    );
    expect(
      said('Account', [...users, changeOf('Account', { name: 'emea', before: {}, after: null })]),
    ).toEqual([]);
  });
});

describe('roles', () => {
  const role = (name: string, before: JsonObject | null, after: JsonObject | null) =>
    changeOf('Role', { name, before, after });

  it('have no predefined name, in whatever spelling', () => {
    expect(said('Role', [role('ACCOUNT manager', null, { permissions: [] })])).toEqual(['role/predefined']);
    expect(said('Role', [role('Account Manager', { permissions: ['*'] }, { permissions: [] })])).toEqual([
      'role/predefined',
    ]);
  });

  it('are not removed while somebody has them, and are when he loses them in the same plan', () => {
    const before = world([
      account('acme', [manager('root'), person('ana', { roles: new Set(['steward']) })]),
    ]);
    const gone = role('Steward', { permissions: ['seats/manage'] }, null);
    const email = { email: 'ana@acme.example' };
    const lost = changeOf('User', {
      account: 'acme',
      name: 'ana',
      before: { ...email, roles: ['Steward'] },
      after: { ...email, roles: [] },
    });
    expect(said('Role', [gone], before)).toEqual(['role/in-use']);
    expect(said('Role', [gone, lost], before)).toEqual([]);
  });

  it('that only sso gives go, and take the grants along', () => {
    const before = world([
      account('acme', [manager('root'), person('ana', { otherRoles: new Set(['steward']) })]),
    ]);
    expect(said('Role', [role('Steward', { permissions: ['seats/manage'] }, null)], before)).toEqual([]);
  });
});

describe('users', () => {
  const email = { email: 'ana@acme.example' };
  const user = (draft: Partial<Parameters<typeof changeOf>[1]>) =>
    changeOf('User', { account: 'emea', name: 'ana', ...draft });

  it.each<[string, Change, readonly string[]]>([
    [
      'keep their username',
      user({ name: 'anna', previousName: 'ana', before: email, after: email }),
      ['user/username-immutable'],
    ],
    ['need an e-mail address', user({ name: 'eva', before: null, after: {} }), ['user/email-missing']],
    [
      'are not agent and supervisor',
      user({ before: email, after: { ...email, conversationsRoles: ['agent', 'supervisor'] } }),
      ['user/agent-and-supervisor'],
    ],
    [
      'may be much else',
      user({ before: email, after: { ...email, conversationsRoles: ['agent', 'setup', 'viewer'] } }),
      [],
    ],
  ])('%s', (_, change, codes) => {
    expect(said('User', [change])).toEqual(codes);
  });

  it('are not agent and supervisor either where sso gives one of the two', () => {
    const before = world([
      account('acme', []),
      account('emea', [person('ana', { otherConversationsRoles: new Set(['supervisor']) })]),
    ]);
    const change = user({ before: email, after: { ...email, conversationsRoles: ['agent'] } });
    expect(said('User', [change], before)).toEqual(['user/agent-and-supervisor']);
  });
});

describe('teams', () => {
  it('by sso have no declared members', () => {
    const team = changeOf('Team', {
      account: 'emea',
      name: 'Support',
      before: { members: ['ana'] },
      after: { membership: 'sso', members: ['ana'] },
    });
    expect(said('Team', [team])).toEqual(['team/members-by-sso']);
  });
});

describe('settings', () => {
  const between = (kind: string, from: JsonObject, to: JsonObject) => {
    const before = withSettings(acme(), 'emea', { [kind]: from });
    const after = withSettings(before, 'emea', { [kind]: to });
    return (moduleOf(kind).check?.({ before, after, changes: [], own: [] }) ?? []).map(({ code }) => code);
  };

  it('warn that nobody can foretell whom narrower networks shut out', () => {
    const [wide, narrow] = [{ allowedNetworks: ['any'] }, { allowedNetworks: ['198.51.100.0/24'] }];
    expect(between('SecurityPolicy', wide, narrow)).toEqual(['security-policy/networks-narrowed']);
    expect(between('SecurityPolicy', narrow, wide)).toEqual([]);
  });

  it('warn of required single sign-on that has nobody for an emergency, or nothing to sign in with', () => {
    const configured = {
      mode: 'required',
      initiationSlug: 'emea',
      identityProvider: { metadata: '<EntityDescriptor/>' },
    };
    expect(between('SingleSignOn', { mode: 'off' }, configured)).toEqual(['sso/no-emergency-user']);
    expect(between('SingleSignOn', { mode: 'off' }, { ...configured, emergencyUsers: ['ana'] })).toEqual([]);
    expect(between('SingleSignOn', { mode: 'off' }, { mode: 'optional' })).toEqual(['sso/not-configured']);
  });
});
