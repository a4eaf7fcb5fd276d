import { describe, expect, it } from 'vitest';
import { briefly, load, manifest, setFile } from './temporary-set.ts';

const user = (name: string, account = 'emea') =>
  manifest('User', `{name: ${name}, account: ${account}}`, 'roles: []');
const team = (spec: string, metadata = '{name: Support, account: emea}') => manifest('Team', metadata, spec);
const account = (name: string, labels = '{}') =>
  manifest('Account', `{name: ${name}, labels: ${labels}}`, '{}');

async function about(...documents: readonly string[]): Promise<string[]> {
  const { diagnostics } = await load({ 'a.yaml': documents.join('---\n') });
  return diagnostics.map(({ severity, code, line, remedy }) => `${severity} ${code}:${line} ${remedy}`);
}

const checked = 'The server checks that it exists; declare it here if this set shall keep it';

describe('a reference', () => {
  it('to what is declared is fine, whatever its case and Unicode form', async () => {
    expect(await about(user('müller'), team('members: ["MU\\u0308LLER"]'))).toEqual([]);
  });

  it('to a predefined role is fine, and to a misspelt one an error', async () => {
    expect(await about(team('roles: [account manager, Campaign Manager]'))).toEqual([]);
    expect(await about(team('roles: [Acount Manager]'))).toEqual([
      'error reference/unknown:5 Did you mean Account Manager?',
    ]);
    expect(await about(team('roles: [Campaign Managers]'))).toEqual([
      'error reference/unknown:5 Did you mean Campaign Manager?',
    ]);
  });

  it('says nothing where the set declares none of that kind: it may be on the server', async () => {
    expect(await about(team('members: [ana]\nroles: [Seat Steward]'))).toEqual([]);
  });

  it('is a warning where the set declares others of that kind in that account', async () => {
    expect(await about(user('ana'), team('members: [ana, petra]'))).toEqual([
      `warning reference/undeclared:11 ${checked}`,
    ]);
    expect(await about(user('ana', 'apac'), team('members: [petra]'))).toEqual([]);
  });

  it('is an error where one that is declared was surely meant', async () => {
    expect(await about(user('dubravka'), team('members: [dubravak]'))).toEqual([
      'error reference/unknown:11 Did you mean dubravka?',
    ]);
  });

  it.each([
    ['agent2', 'agent1'],
    ['ina', 'ana'],
    ['ivana', 'ivan'],
    ['u246d6d55', 'u246d6d54'],
  ])('to %s is no error because %s exists', async (name, declared) => {
    expect(await about(user(declared), team(`members: [${name}]`))).toEqual([
      `warning reference/undeclared:11 ${checked}`,
    ]);
  });

  it('finds roles of the account and of the organisation, teams and accounts', async () => {
    const roles = [
      manifest('Role', '{name: Steward}', '{}'),
      manifest('Role', '{name: Local, account: emea}', '{}'),
    ];
    expect(await about(...roles, team('roles: [Steward, Local]'))).toEqual([]);
    expect(await about(...roles, team('roles: [Local]', '{name: Support, account: apac}'))).toEqual([
      `warning reference/undeclared:15 ${checked}`,
    ]);
    expect(await about(account('emea'), team('{}', '{name: Support, account: emae}'))).toEqual([
      `warning reference/undeclared:8 ${checked}`,
    ]);
    expect(await about(account('business'), team('{}', '{name: Support, account: busines}'))).toEqual([
      'error reference/unknown:8 Did you mean business?',
    ]);
  });

  it('of a document for several accounts is looked for in each', async () => {
    const several = team('members: [ana]', '{name: Support, accounts: [emea, apac]}');
    expect(await about(user('ana'), user('ivan', 'apac'), several)).toEqual([
      `warning reference/undeclared:17 ${checked}`,
    ]);
    const selected = team('members: [ana]', '{name: Support, accounts: {matchLabels: {tier: gold}}}');
    expect(
      await about(
        account('emea', '{tier: gold}'),
        account('apac'),
        user('ana'),
        user('ivan', 'apac'),
        selected,
      ),
    ).toEqual([]);
  });

  it('is not judged while a file cannot be read', async () => {
    const { diagnostics } = await load({
      'a.yaml': `${user('ana')}---\n${team('members: [petra]')}`,
      'b.yaml': 'a: [',
    });
    expect(briefly(diagnostics)).toEqual(['error yaml/syntax b.yaml:1:5']);
  });

  it('costs no more than a moment for ten thousand unknown names', async () => {
    const users = Array.from({ length: 3000 }, (_, index) => user(`somebody-${index}`));
    const members = Array.from({ length: 10_000 }, (_, index) => `nobodyy-${index}`).join(', ');
    const started = performance.now();
    const { diagnostics } = await load({ 'a.yaml': [...users, team(`members: [${members}]`)].join('---\n') });
    expect(diagnostics).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('duplicates', () => {
  it('are found across files, spellings and documents for several accounts', async () => {
    const { diagnostics } = await load({
      'a.yaml': user('ana'),
      'b.yaml': user('ANA'),
      'c.yaml': team('{}', '{name: T, accounts: [emea, apac]}'),
      'd.yaml': team('{}', '{name: T, account: apac}'),
      'e.yaml': `${manifest('Seats', '{account: emea}', '{}')}---\n${manifest('Seats', '{account: emea}', '{}')}`,
    });
    expect(briefly(diagnostics)).toEqual([
      'error duplicate/address b.yaml:3:18',
      'error duplicate/address d.yaml:3:18',
      'error duplicate/address e.yaml:8:21',
    ]);
    expect(diagnostics[0]?.summary).toBe(
      'User/emea/ANA is declared already, in a.yaml:1 as "ana"; names are compared without case',
    );
  });

  it('are found in values that two resources cannot share, and in keyed lists', async () => {
    const mail = (name: string, address: string) =>
      manifest('User', `{name: ${name}, account: emea}`, `email: ${address}`);
    expect(await about(mail('ana', 'a@b.example'), mail('ivan', 'A@B.example'))).toEqual([
      'error duplicate/value:11 Give each its own email',
    ]);
    const webhooks =
      'webhooks:\n  - {name: siem, url: "https://a.example"}\n  - {name: siem, url: "https://b.example"}';
    expect(await about(manifest('Notifications', '{account: emea}', webhooks))).toEqual([
      'error duplicate/key:7 Give each its own name',
    ]);
  });
});

describe('the scope of a set', () => {
  it('makes documents outside of it errors', async () => {
    const scope = '  scope: {accounts: [emea], kinds: [Team, User]}\n';
    const { diagnostics } = await load({
      'bylaw.yaml': `${setFile}${scope}`,
      'a.yaml': [
        user('ana'),
        user('ivan', 'apac'),
        manifest('Seats', '{account: emea}', '{}'),
        team('{}', '{name: T, accounts: [emea, apac]}'),
      ].join('---\n'),
    });
    expect(briefly(diagnostics)).toEqual([
      'error set/outside-scope a.yaml:9:33',
      'error set/outside-scope a.yaml:14:7',
      'error set/outside-scope a.yaml:20:38',
    ]);
  });
});

describe('roles', () => {
  it('cannot take the name of a predefined one, and grant only what exists', async () => {
    expect(
      await about(
        manifest('Role', '{name: ACCOUNT manager}', 'permissions: [seats/manage, user/read, foo/bar]'),
      ),
    ).toEqual([
      'error role/predefined:3 Give the role another name',
      'error role/unknown-permission:5 Did you mean users/read?',
      'error role/unknown-permission:5 The areas are accounts, seats, sso, security, roles, users, service-accounts, teams, notifications, customization, templates, change-policy, audit, plans, api-keys, events',
    ]);
  });
});
