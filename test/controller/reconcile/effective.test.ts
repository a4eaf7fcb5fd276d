import { describe, expect, it } from 'vitest';
import { checkTemplates } from '../../../controller/reconcile/check-templates.ts';
import { effectiveSettings } from '../../../controller/reconcile/effective.ts';
import { effectiveChanges } from '../../../controller/reconcile/effective-changes.ts';
import type { OwnSettings, Template } from '../../../controller/reconcile/template.ts';
import { toTemplate } from '../../../controller/reconcile/template.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';

const defaults = { requireTwoFactor: false, maxLoginAttempts: 5, password: { minLength: 12, history: 5 } };

function template(name: string, order: number, securityPolicy: JsonObject, more: JsonObject = {}): Template {
  return toTemplate(`SettingsTemplate/${name}`, {
    order,
    selector: { matchLabels: { region: 'emea' } },
    settings: { securityPolicy },
    ...more,
  });
}

function emea(
  securityPolicy: JsonObject = {},
  labels: Record<string, string> = { region: 'emea' },
): OwnSettings {
  return { account: 'emea', labels, own: { SecurityPolicy: securityPolicy } };
}

function policy(settings: OwnSettings, templates: readonly Template[]) {
  return effectiveSettings('SecurityPolicy', settings, templates, defaults);
}

describe('effective settings', () => {
  it('are the platform defaults where nobody says anything', () => {
    const { value, from } = policy(emea(), []);
    expect(value).toEqual(defaults);
    expect(from).toEqual({
      '/requireTwoFactor': 'platform',
      '/maxLoginAttempts': 'platform',
      '/password/minLength': 'platform',
      '/password/history': 'platform',
    });
  });

  it('come field by field: own over the higher template over the lower one over the platform', () => {
    const templates = [
      template('high', 20, { maxLoginAttempts: 4 }),
      template('low', 10, { maxLoginAttempts: 8, password: { minLength: 14 } }),
    ];
    const { value, from } = policy(emea({ password: { history: 9 } }), templates);
    expect(value).toEqual({
      requireTwoFactor: false,
      maxLoginAttempts: 4,
      password: { minLength: 14, history: 9 },
    });
    expect(from).toEqual({
      '/requireTwoFactor': 'platform',
      '/maxLoginAttempts': 'SettingsTemplate/high',
      '/password/minLength': 'SettingsTemplate/low',
      '/password/history': 'SecurityPolicy/emea',
    });
  });

  it('obey what a template enforces, whatever the account says', () => {
    const enforcing = template(
      'base',
      1,
      { requireTwoFactor: true },
      { enforced: ['securityPolicy.requireTwoFactor'] },
    );
    const { value, from } = policy(emea({ requireTwoFactor: false }), [enforcing]);
    expect(value['requireTwoFactor']).toBe(true);
    expect(from['/requireTwoFactor']).toBe('SettingsTemplate/base');
  });

  it('leave alone an account that the selector does not match', () => {
    expect(policy(emea({}, { region: 'apac' }), [template('eu', 1, { maxLoginAttempts: 3 })]).value).toEqual(
      defaults,
    );
  });

  it('merge keyed lists by key and replace other lists', () => {
    const money = { name: 'money', events: ['balance'], channels: ['email'] };
    const base = toTemplate('SettingsTemplate/base', {
      order: 1,
      selector: {},
      settings: { notifications: { subscriptions: [money] } },
    });
    const own = {
      account: 'emea',
      labels: {},
      own: {
        Notifications: {
          subscriptions: [
            { name: 'money', events: ['low-balance'] },
            { name: 'siem', events: ['user-locked'] },
          ],
        },
      },
    };
    const { value } = effectiveSettings('Notifications', own, [base], {});
    expect(value).toEqual({
      subscriptions: [
        { name: 'money', events: ['low-balance'], channels: ['email'] },
        { name: 'siem', events: ['user-locked'] },
      ],
    });
  });

  it('stay as inherited under an object without members', () => {
    const templates = [
      template('low', 10, { password: { minLength: 14 } }),
      template('high', 20, { password: {} }),
    ];
    const { value, from } = policy(emea({ password: {} }), templates);
    expect(value['password']).toEqual({ minLength: 14, history: 5 });
    expect(from).toMatchObject({
      '/password/minLength': 'SettingsTemplate/low',
      '/password/history': 'platform',
    });
    expect(from).not.toHaveProperty('/password');
  });

  it('differ with their origin told on both sides', () => {
    const before = policy(emea(), []);
    const after = policy(emea(), [template('eu', 1, { requireTwoFactor: true })]);
    expect(effectiveChanges('emea', 'SecurityPolicy', before, after)).toEqual([
      {
        account: 'emea',
        kind: 'SecurityPolicy',
        path: '/requireTwoFactor',
        before: false,
        after: true,
        beforeFrom: 'platform',
        afterFrom: 'SettingsTemplate/eu',
      },
    ]);
  });
});

describe('templates of one account', () => {
  it('of equal order may not set the same field', () => {
    const templates = [template('a', 5, { maxLoginAttempts: 3 }), template('b', 5, { maxLoginAttempts: 4 })];
    expect(checkTemplates(emea(), templates)).toMatchObject([
      { code: 'template/equal-order', address: 'SettingsTemplate/b' },
    ]);
    expect(checkTemplates(emea({}, {}), templates)).toEqual([]);
  });

  it('may set different fields at equal order', () => {
    const templates = [
      template('a', 5, { maxLoginAttempts: 3 }),
      template('b', 5, { password: { minLength: 14 } }),
    ];
    expect(checkTemplates(emea(), templates)).toEqual([]);
  });

  it('enforce: an own value that differs is an error, the same one is not', () => {
    const enforcing = [
      template('base', 1, { requireTwoFactor: true }, { enforced: ['securityPolicy.requireTwoFactor'] }),
    ];
    expect(checkTemplates(emea({ requireTwoFactor: false }), enforcing)).toMatchObject([
      { code: 'template/enforced' },
    ]);
    expect(checkTemplates(emea({ requireTwoFactor: true }), enforcing)).toEqual([]);
  });
});
