import { describe, expect, it } from 'vitest';
import { load, manifest } from './temporary-set.ts';

async function about(...documents: readonly string[]): Promise<string[]> {
  const { diagnostics } = await load({ 'a.yaml': documents.join('---\n') });
  return diagnostics.map(
    ({ severity, code, line, column, summary }) => `${line}:${column} ${severity} ${code}: ${summary}`,
  );
}

const account = (name: string, labels: string) =>
  manifest('Account', `{name: ${name}, labels: ${labels}}`, '{}');
const template = (name: string, spec: string) => manifest('SettingsTemplate', `{name: ${name}}`, spec);
const policy = (spec: string) => manifest('SecurityPolicy', '{account: emea}', spec);

describe('seats', () => {
  const user = (name: string, spec: string) => manifest('User', `{name: ${name}, account: emea}`, spec);
  const seats = (spec: string) => manifest('Seats', '{account: emea}', spec);

  it('have no more holders than the limit', async () => {
    expect(await about(seats('limit: 1\nholders: [ana, ivan]'))).toEqual([
      '6:12 error seats/too-many-holders: 2 holders are declared, and the limit is 1',
    ]);
    expect(await about(seats('limit: 1\nholders: [ana, ANA]'))).toEqual([]);
    expect(await about(seats('limit: unlimited\nholders: [ana, ivan]'))).toEqual([]);
  });

  it('are of no use to those without a conversations role', async () => {
    const people = [
      user('ana', 'conversationsRoles: [agent]'),
      user('ivan', 'conversationsRoles: []'),
      user('petra', 'language: hr'),
    ];
    expect(await about(...people, seats('holders: [ana, ivan, petra]'))).toEqual([
      '23:18 warning seats/without-role: ivan holds a seat and has no conversations role, so the seat is of no use',
      '23:24 warning seats/without-role: petra holds a seat and has no conversations role, so the seat is of no use',
    ]);
  });
});

describe('templates', () => {
  it('whose selector fits no declared account are pointed out', async () => {
    const spec = 'selector: {matchLabels: {region: emea}}';
    expect(await about(account('apac', '{region: apac}'), template('a', spec))).toEqual([
      '10:13 warning selector/matches-nothing: the selector fits no account that this set declares, so this document does nothing',
    ]);
    expect(await about(account('emea', '{region: emea}'), template('a', spec))).toEqual([]);
    expect(await about(template('a', spec))).toEqual([]);
  });

  it.each([
    ['{region: emea}', '{matchExpressions: [{key: region, operator: In, values: [emea, apac]}]}', true],
    ['{region: emea}', '{matchExpressions: [{key: region, operator: NotIn, values: [emea]}]}', false],
    ['{}', '{matchExpressions: [{key: region, operator: NotIn, values: [emea]}]}', true],
    ['{region: emea}', '{matchExpressions: [{key: region, operator: Exists}]}', true],
    ['{region: emea}', '{matchExpressions: [{key: region, operator: DoesNotExist}]}', false],
    ['{region: emea}', '{}', true],
  ])('labels %s and selector %s: %s', async (labels, selector, fits) => {
    expect((await about(account('a', labels), template('t', `selector: ${selector}`))).length === 0).toBe(
      fits,
    );
  });

  it('of equal order cannot set the same field of an account', async () => {
    const spec = (selector: string, order: number) =>
      `order: ${order}\nselector: ${selector}\nsettings:\n  securityPolicy: {requireTwoFactor: true}`;
    const emea = account('emea', '{region: emea}');
    const clash = await about(
      emea,
      template('a', spec('{}', 5)),
      template('b', spec('{matchLabels: {region: emea}}', 5)),
    );
    expect(clash).toEqual([
      '22:22 error template/equal-order: SettingsTemplate/a (a.yaml:6) has order 5 too and sets securityPolicy.requireTwoFactor of account emea as well',
    ]);
    expect(await about(emea, template('a', spec('{}', 5)), template('b', spec('{}', 6)))).toEqual([]);
    expect(await about(template('a', spec('{}', 5)), template('b', spec('{}', 5)))).toHaveLength(1);
    const lists = (item: string) =>
      `selector: {}\nsettings:\n  notifications:\n    subscriptions:\n      - {name: ${item}, events: [balance]}`;
    expect(await about(template('a', lists('money')), template('b', lists('locks')))).toEqual([]);
    expect(await about(template('a', lists('money')), template('b', lists('money')))).toHaveLength(1);
  });

  it('enforce: an own value that differs is an error', async () => {
    const emea = account('emea', '{region: emea}');
    const enforcing = template(
      'a',
      'selector: {matchLabels: {region: emea}}\nenforced: [securityPolicy.requireTwoFactor]\nsettings:\n  securityPolicy: {requireTwoFactor: true}',
    );
    expect(await about(emea, enforcing, policy('requireTwoFactor: false'))).toEqual([
      '19:21 error template/enforced: SettingsTemplate/a enforces securityPolicy.requireTwoFactor = true (a.yaml:6), and this is false',
    ]);
    expect(await about(emea, enforcing, policy('requireTwoFactor: true'))).toEqual([]);
  });
});

describe('advice', () => {
  it('warns of passwords that expire, in a policy and in a template', async () => {
    const words =
      'warning advice/password-expiry: passwords expire after 90 days; OWASP ASVS 5 advises against expiry, because people then choose weaker ones';
    expect(await about(policy('passwordValidityDays: 90'))).toEqual([`5:25 ${words}`]);
    expect(await about(policy('passwordValidityDays: never'))).toEqual([]);
    expect(
      await about(template('a', 'selector: {}\nsettings: {securityPolicy: {passwordValidityDays: 90}}')),
    ).toEqual([`6:53 ${words}`]);
  });
});
