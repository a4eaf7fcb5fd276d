import { describe, expect, it } from 'vitest';
import { kindModules } from '../../../api/kinds/generated/registry.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { changeOf, type Draft } from './change.ts';
import { moduleOf } from './state.ts';

const said = (kind: string, draft: Draft) =>
  moduleOf(kind)
    .audit(changeOf(kind, { account: 'acme', name: 'x', ...draft }))
    .map(({ item, action, description }) => `${item} / ${action} / ${description}`);

const email = { email: 'a@acme.example' };

const rows: readonly [string, Draft, readonly string[]][] = [
  ['User', { after: email }, ['User / Create / User created']],
  ['User', { before: email, after: { ...email, enabled: false } }, ['User / Disable / User disabled']],
  ['User', { before: { ...email, enabled: false }, after: email }, ['User / Enable / User enabled']],
  [
    'User',
    { before: email, after: { email: 'b@acme.example', language: 'hr' } },
    ['User / Update / User changed email address', 'User / Update / User updated'],
  ],
  [
    'User',
    { before: email, after: email, action: 'adopt' },
    ['User / Adopt / User taken over by a manifest set as it is'],
  ],
  [
    'User',
    { before: email, after: { ...email, enabled: false }, action: 'disable' },
    ['User / Disable / User disabled'],
  ],
  ['Team', { after: {} }, ['Team / Create / Group created']],
  ['Team', { before: {}, after: { members: ['ana'] } }, ['Team / Update / Group updated']],
  ['Team', { before: {} }, ['Team / Delete / Group deleted']],
  ['Account', { before: {}, after: { enabled: false } }, ['Account / Disable / Account disabled']],
  [
    'SecurityPolicy',
    { after: { requireTwoFactor: true } },
    ['2FA / Enable / Two-factor authentication enabled for all users'],
  ],
  [
    'SecurityPolicy',
    { before: { requireTwoFactor: true } },
    ['2FA / Disable / Two-factor authentication disabled for all users'],
  ],
  [
    'SecurityPolicy',
    { before: {}, after: { requireTwoFactor: false } },
    ['2FA / Update / Two-factor authentication settings updated'],
  ],
  [
    'SecurityPolicy',
    { before: {}, after: { maxLoginAttempts: 3 } },
    ['Account / Update / Account security options updated'],
  ],
  ['Customization', { before: {}, after: { language: 'hr' } }, ['Account / Update / Language changed']],
  [
    'Customization',
    { before: {}, after: { hostname: 'portal.acme.example' } },
    ['Account / Update / Host name set'],
  ],
  [
    'Customization',
    { before: {}, after: { theme: { mode: 'dark' } } },
    ['Account / Update / Color scheme set'],
  ],
  [
    'Customization',
    { before: {}, after: { logo: 'data:image/png;base64,AA==' } },
    ['Account / Update / Logo updated'],
  ],
  [
    'Customization',
    { before: {}, after: { customLoginPage: true } },
    ['Account / Update / Account login options updated'],
  ],
  [
    'SingleSignOn',
    { before: {}, after: { mode: 'required' } },
    [
      'SSO / Enable / Single sign-on required for all users',
      'Account / Update / Account login options updated',
    ],
  ],
  [
    'SingleSignOn',
    { before: { mode: 'optional' }, after: { mode: 'off' } },
    ['SSO / Disable / Single sign-on disabled', 'Account / Update / Account login options updated'],
  ],
  [
    'SingleSignOn',
    { before: {}, after: { initiationSlug: 'acme' } },
    ['SSO / Update / Single sign-on settings updated'],
  ],
  [
    'Seats',
    { before: { holders: ['ana'] }, after: { holders: ['ivan'], limit: 5 } },
    [
      'Seat / Release / Seat taken from user (ana)',
      'Seat / Assign / Seat assigned to user (ivan)',
      'Seat / Update / Seat limit changed',
    ],
  ],
  [
    'Notifications',
    { before: {}, after: { webhooks: [{ name: 'siem' }] } },
    ['Notifications / Update / Notification webhooks updated'],
  ],
];

describe('audit', () => {
  it.each(rows)('%s %j', (kind, draft, texts) => {
    expect(said(kind, draft)).toEqual(texts);
  });

  it('says something of every change that does something', () => {
    const values: JsonObject = {};
    for (const kind of kindModules.keys()) {
      const drafts: readonly Draft[] = [
        { after: values },
        { before: values, after: null },
        { before: values, after: values, action: 'adopt' },
        { before: values, after: values, action: 'release' },
        { before: {}, after: { 'metadata.labels': { tier: 'gold' } } },
      ];
      for (const draft of drafts)
        expect(said(kind, draft), `${kind} ${JSON.stringify(draft)}`).not.toEqual([]);
    }
  });
});
