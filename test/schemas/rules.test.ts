import { describe, expect, test } from 'vitest';
import { type DocumentKind, validators } from '../../schemas/generated/validators.js';

type Fields = Readonly<Record<string, unknown>>;
/** A place, the keyword that refuses it there, and the manifest. */
type Case = readonly [at: string, keyword: string, kind: DocumentKind, spec: unknown, metadata?: Fields];

const metadataOf: Readonly<Record<DocumentKind, Fields>> = {
  Account: { name: 'emea' },
  ChangePolicy: { name: 'default' },
  Customization: { account: 'emea' },
  ManifestSet: { name: 'acme-settings' },
  Notifications: { account: 'emea' },
  Role: { name: 'Seat Steward' },
  Seats: { account: 'emea' },
  SecurityPolicy: { account: 'emea' },
  ServiceAccount: { name: 'pipeline', account: 'emea' },
  SettingsTemplate: { name: 'eu-baseline' },
  SingleSignOn: { account: 'emea' },
  Team: { name: 'Support', account: 'emea' },
  User: { name: 'ana', account: 'emea' },
};

function errorsOf(kind: DocumentKind, spec: unknown, metadata: Fields = metadataOf[kind]): readonly string[] {
  validators[kind]({ apiVersion: 'bylaw.dev/v1', kind, metadata, spec });
  return (validators[kind].errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

const sso = (identityProvider: Fields): Fields => ({ identityProvider });
const certificates = (...list: unknown[]): Fields => sso({ certificates: list });
const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const template = (settings: Fields): Fields => ({ selector: {}, settings });
const trust = (item: Fields): Fields => ({ trust: [item] });
const expression = (item: Fields): Fields => ({ selector: { matchExpressions: [item] } });

const freeze = (from: string): Fields => ({ freezes: [{ name: 'x', from, to: '2027-12-31T00:00:00Z' }] });

const refused: readonly Case[] = [
  ['/spec', 'additionalProperties', 'Team', { membrs: [] }],
  ['/metadata', 'required', 'Team', {}, { account: 'emea' }],
  ['/metadata', 'required', 'Team', {}, { name: 'Support' }],
  ['/metadata/account', 'false schema', 'Team', {}, { name: 'Support', account: 'emea', accounts: ['apac'] }],
  ['/metadata/account', 'false schema', 'Role', {}, { name: 'Steward', account: 'emea', accounts: ['apac'] }],
  [
    '/metadata',
    'additionalProperties',
    'ServiceAccount',
    {},
    { name: 'x', account: 'emea', accounts: ['apac'] },
  ],
  ['/metadata', 'additionalProperties', 'Account', {}, { name: 'emea', account: 'emea' }],
  ['/metadata', 'additionalProperties', 'SettingsTemplate', { selector: {} }, { name: 'x', account: 'emea' }],
  ['/metadata', 'additionalProperties', 'Seats', {}, { account: 'emea', name: 'seats' }],
  ['/metadata/name', 'const', 'ChangePolicy', {}, { name: 'other' }],
  ['/metadata/accounts', 'minItems', 'User', {}, { name: 'ana', accounts: [] }],
  ['/metadata/accounts', 'type', 'User', {}, { name: 'ana', accounts: 'emea' }],
  ['/metadata/accounts', 'additionalProperties', 'User', {}, { name: 'ana', accounts: { matchlabels: {} } }],
  ['/metadata/name', 'pattern', 'Account', {}, { name: 'EMEA' }],
  ['/metadata/name', 'maxLength', 'Account', {}, { name: 'a'.repeat(64) }],
  ['/metadata/name', 'pattern', 'User', {}, { name: 'an a', account: 'emea' }],
  ['/metadata/name', 'pattern', 'User', {}, { name: '..', account: 'emea' }],
  ['/metadata/name', 'minLength', 'User', {}, { name: '', account: 'emea' }],
  ['/metadata/name', 'maxLength', 'User', {}, { name: '👤'.repeat(257), account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: ' Support', account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: 'Sup\nport', account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: 'Sup\u202eport', account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: 'Support\u0000', account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: 'Support\u009f', account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: 'Support\u202e', account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: 'Support\u2066', account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: '\u202eSupport', account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: '\u007f', account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: 'Support\ud83d', account: 'emea' }],
  ['/metadata/name', 'pattern', 'Team', {}, { name: 'Support ', account: 'emea' }],
  ['/metadata/name', 'type', 'Team', {}, { name: 2024, account: 'emea' }],
  ['/metadata/labels', 'propertyNames', 'Account', {}, { name: 'emea', labels: { 'a b': 'x' } }],
  ['/metadata/labels/tier', 'type', 'Account', {}, { name: 'emea', labels: { tier: 1 } }],
  ['/metadata/labels/tier', 'pattern', 'Account', {}, { name: 'emea', labels: { tier: 'a b' } }],
  ['/metadata/onRemoval', 'enum', 'Team', {}, { name: 'Support', account: 'emea', onRemoval: 'disable' }],
  ['/metadata/onRemoval', 'const', 'Account', { main: true }, { name: 'acme', onRemoval: 'delete' }],
  ['/metadata/previously', 'minItems', 'Team', {}, { name: 'Support', account: 'emea', previously: [] }],

  ['/spec/limit', 'type', 'Seats', { limit: null }],
  ['/spec/limit', 'minimum', 'Seats', { limit: -1 }],
  ['/spec/limit', 'type', 'Seats', { limit: 2.5 }],
  ['/spec/limit', 'pattern', 'Seats', { limit: '25' }],
  ['/spec/limit', 'pattern', 'Seats', { limit: 'never' }],
  ['/spec/holders', 'uniqueItems', 'Seats', { holders: ['ana', 'ana'] }],
  ['/spec/assignment', 'enum', 'Seats', { assignment: 'sso' }],
  ['/spec/releaseAfterInactiveDays', 'minimum', 'Seats', { releaseAfterInactiveDays: 0 }],

  ['/spec/mode', 'enum', 'SingleSignOn', { mode: 'on' }],
  ['/spec/mode', 'type', 'SingleSignOn', { mode: false }],
  ['/spec/initiationSlug', 'pattern', 'SingleSignOn', { initiationSlug: 'a/b' }],
  ['/spec/identityProvider/certificates', 'minItems', 'SingleSignOn', certificates()],
  [
    '/spec/identityProvider/certificates',
    'maxItems',
    'SingleSignOn',
    certificates(...'123456'.split('').map((file) => ({ file }))),
  ],
  ['/spec/identityProvider/certificates/0', 'required', 'SingleSignOn', certificates({})],
  [
    '/spec/identityProvider/certificates/0/file',
    'false schema',
    'SingleSignOn',
    certificates({ file: 'a.pem', pem }),
  ],
  ['/spec/identityProvider/certificates/0/pem', 'pattern', 'SingleSignOn', certificates({ pem: 'MIIB' })],
  [
    '/spec/identityProvider/certificates/0/pem',
    'pattern',
    'SingleSignOn',
    certificates({ pem: `${pem}-----BEGIN PRIVATE KEY-----` }),
  ],
  [
    '/spec/identityProvider/certificates/0/file',
    'pattern',
    'SingleSignOn',
    certificates({ file: '/etc/idp.pem' }),
  ],
  [
    '/spec/identityProvider/metadataFile',
    'false schema',
    'SingleSignOn',
    sso({ metadata: '<a/>', metadataFile: 'a.xml' }),
  ],
  ['/spec/identityProvider/metadata', 'pattern', 'SingleSignOn', sso({ metadata: 'hello' })],
  [
    '/spec/identityProvider/loginUrl',
    'pattern',
    'SingleSignOn',
    sso({ loginUrl: 'http://idp.acme.example/' }),
  ],
  ['/spec/identityProvider/loginUrl', 'pattern', 'SingleSignOn', sso({ loginUrl: 'javascript:alert(1)' })],
  [
    '/spec/identityProvider/loginUrl',
    'pattern',
    'SingleSignOn',
    sso({ loginUrl: 'https://ana:secret@idp.acme.example/' }),
  ],
  ['/spec/identityProvider/requireSigned/0', 'enum', 'SingleSignOn', sso({ requireSigned: ['message'] })],
  ['/spec/maxGroupRemovals', 'pattern', 'SingleSignOn', { maxGroupRemovals: '101%' }],
  [
    '/spec/defaultConversationsRoles/1',
    'not',
    'SingleSignOn',
    { defaultConversationsRoles: ['agent', 'supervisor'] },
  ],

  ['/spec/maxInactivityDays', 'minimum', 'SecurityPolicy', { maxInactivityDays: 14 }],
  ['/spec/maxInactivityDays', 'maximum', 'SecurityPolicy', { maxInactivityDays: 366 }],
  ['/spec/maxLoginAttempts', 'minimum', 'SecurityPolicy', { maxLoginAttempts: 0 }],
  ['/spec/maxLoginAttempts', 'maximum', 'SecurityPolicy', { maxLoginAttempts: 101 }],
  ['/spec/maxLoginAttempts', 'type', 'SecurityPolicy', { maxLoginAttempts: 'unlimited' }],
  ['/spec/password/minLength', 'minimum', 'SecurityPolicy', { password: { minLength: 7 } }],
  ['/spec/session', 'additionalProperties', 'SecurityPolicy', { session: { idle: 30 } }],
  ['/spec/allowedNetworks', 'minItems', 'SecurityPolicy', { allowedNetworks: [] }],
  ['/spec/allowedNetworks', 'maxItems', 'SecurityPolicy', { allowedNetworks: ['any', '10.0.0.0/8'] }],
  ['/spec/allowedNetworks/0', 'pattern', 'SecurityPolicy', { allowedNetworks: ['10.0.0.0/33'] }],
  ['/spec/allowedNetworks/0', 'pattern', 'SecurityPolicy', { allowedNetworks: ['010.0.0.1'] }],
  ['/spec/allowedNetworks/0', 'pattern', 'SecurityPolicy', { allowedNetworks: ['2001:db8::/129'] }],
  ['/spec/allowedNetworks/0', 'pattern', 'SecurityPolicy', { allowedNetworks: ['1:2:3:4:5:6:7:8:9'] }],

  ['/spec/permissions/0', 'pattern', 'Role', { permissions: ['seats'] }],
  ['/spec/permissions/0', 'pattern', 'Role', { permissions: ['*'] }],

  ['/spec/email', 'pattern', 'User', { email: 'ana' }],
  ['/spec/email', 'pattern', 'User', { email: 'Ana <ana@acme.example>' }],
  ['/spec/mobileNumber', 'type', 'User', { mobileNumber: 385911234567 }],
  ['/spec/mobileNumber', 'pattern', 'User', { mobileNumber: '0911234567' }],
  ['/spec/language', 'pattern', 'User', { language: 'Croatian' }],
  ['/spec/lastName', 'type', 'User', { lastName: false }],
  ['/spec/lastName', 'pattern', 'User', { lastName: 'Kovač\u001b' }],
  ['/spec/lastName', 'pattern', 'User', { lastName: 'Kovač\u2069' }],
  ['/spec/lastName', 'pattern', 'User', { lastName: '\u202b' }],
  ['/spec/conversationsRoles/0', 'not', 'User', { conversationsRoles: ['supervisor', 'agent'] }],
  ['/spec/conversationsRoles/0', 'enum', 'User', { conversationsRoles: ['admin'] }],
  ['/spec/invitation', 'enum', 'User', { invitation: 'sms' }],
  ['/spec/allowedMethods', 'minItems', 'User', { allowedMethods: [] }],
  ['/spec/expires', 'format', 'User', { expires: '2027-02-29' }],
  ['/spec/expires', 'format', 'User', { expires: '2027-03-31T00:00:00Z' }],

  [
    '/spec/trust/0',
    'required',
    'ServiceAccount',
    trust({ issuer: 'https://token.actions.example', audience: 'bylaw' }),
  ],
  [
    '/spec/trust/0/claims',
    'minProperties',
    'ServiceAccount',
    trust({ issuer: 'https://x.example', audience: 'b', claims: {} }),
  ],
  ['/spec/scope/kinds/0', 'enum', 'ServiceAccount', { scope: { kinds: ['Teams'] } }],
  ['/spec/scope/kinds/0', 'enum', 'ServiceAccount', { scope: { kinds: ['ManifestSet'] } }],

  ['/spec/members', 'false schema', 'Team', { membership: 'sso', members: [] }],
  ['/spec/group', 'false schema', 'Team', { membership: 'exact', group: 'Finance' }],
  ['/spec/group', 'false schema', 'Team', { group: 'Finance' }],

  ['/spec/subscriptions/0', 'required', 'Notifications', { subscriptions: [{ events: ['balance'] }] }],
  [
    '/spec/subscriptions/0/events/0',
    'enum',
    'Notifications',
    { subscriptions: [{ name: 'a', events: ['sign-in'] }] },
  ],
  ['/spec/subscriptions/0/to', 'minProperties', 'Notifications', { subscriptions: [{ name: 'a', to: {} }] }],
  ['/spec/webhooks/0', 'additionalProperties', 'Notifications', { webhooks: [{ name: 'a', secret: 'x' }] }],

  ['/spec/hostname', 'pattern', 'Customization', { hostname: 'portal' }],
  ['/spec/theme/primaryColor', 'pattern', 'Customization', { theme: { primaryColor: 'teal' } }],
  ['/spec/logo', 'pattern', 'Customization', { logo: 'data:image/gif;base64,R0lG' }],
  [
    '/spec/logoFile',
    'false schema',
    'Customization',
    { logo: 'data:image/png;base64,iVBO', logoFile: 'logo.png' },
  ],

  ['/spec', 'required', 'SettingsTemplate', {}],
  ['/spec/settings', 'additionalProperties', 'SettingsTemplate', template({ security: {} })],
  [
    '/spec/settings/seats',
    'additionalProperties',
    'SettingsTemplate',
    template({ seats: { holders: ['ana'] } }),
  ],
  [
    '/spec/settings/singleSignOn',
    'additionalProperties',
    'SettingsTemplate',
    template({ singleSignOn: { emergencyUsers: [] } }),
  ],
  [
    '/spec/settings/securityPolicy/maxInactivityDays',
    'minimum',
    'SettingsTemplate',
    template({ securityPolicy: { maxInactivityDays: 1 } }),
  ],
  ['/spec/enforced/0', 'enum', 'SettingsTemplate', { selector: {}, enforced: ['securityPolicy.twoFactor'] }],
  [
    '/spec/selector/matchExpressions/0',
    'required',
    'SettingsTemplate',
    expression({ key: 'tier', operator: 'In' }),
  ],
  [
    '/spec/selector/matchExpressions/0/values',
    'false schema',
    'SettingsTemplate',
    expression({ key: 'tier', operator: 'Exists', values: ['a'] }),
  ],
  [
    '/spec/selector/matchExpressions/0/operator',
    'enum',
    'SettingsTemplate',
    expression({ key: 'tier', operator: 'in', values: ['a'] }),
  ],

  ['/spec/approvals/0', 'required', 'ChangePolicy', { approvals: [{ count: 2 }] }],
  ['/spec/minAccountManagers', 'minimum', 'ChangePolicy', { minAccountManagers: 0 }],
  ['/spec/freezes/0', 'required', 'ChangePolicy', { freezes: [{ name: 'x', from: '2026-12-20T00:00:00Z' }] }],
  [
    '/spec/freezes/0/from',
    'format',
    'ChangePolicy',
    { freezes: [{ name: 'x', from: '2026-12-20', to: '2027-01-04T00:00:00Z' }] },
  ],
  [
    '/spec/freezes/0/to',
    'format',
    'ChangePolicy',
    { freezes: [{ name: 'x', from: '2026-12-20T00:00:00Z', to: '2027-01-04T00:00:00' }] },
  ],
  ['/spec/freezes/0/from', 'format', 'ChangePolicy', freeze('2027-02-29T00:00:00Z')],
  ['/spec/freezes/0/from', 'pattern', 'ChangePolicy', freeze('2026-12-20 00:00:00Z')],
  ['/spec/freezes/0/from', 'pattern', 'ChangePolicy', freeze('2026-12-20t00:00:00z')],
  ['/spec/freezes/0/from', 'pattern', 'ChangePolicy', freeze('2026-12-31T23:59:60Z')],
  ['/spec/freezes/0/from', 'pattern', 'ChangePolicy', freeze('2026-12-20T00:00:00+01')],

  ['/spec/server', 'pattern', 'ManifestSet', { server: 'https://token@bylaw.example' }],
  ['/spec/include', 'minItems', 'ManifestSet', { include: [] }],
  ['/spec/maxDeletions', 'pattern', 'ManifestSet', { maxDeletions: 'unlimited' }],
  ['/spec/confirmWithin', 'pattern', 'ManifestSet', { confirmWithin: '15' }],
  ['/spec/confirmWithin', 'type', 'ManifestSet', { confirmWithin: 15 }],
  ['/spec/rollout/waves', 'minItems', 'ManifestSet', { rollout: { waves: [] } }],
];

const accepted: readonly (readonly [DocumentKind, unknown, Fields?])[] = [
  ['Role', {}, { name: 'Seat Steward' }],
  ['Role', {}, { name: 'Seat Steward', accounts: {} }],
  ['User', {}, { name: "o'brien@müller.example", accounts: { matchLabels: { kind: 'business' } } }],
  ['User', { email: "o'brien@müller.example", expires: '2028-02-29' }],
  ['User', {}, { name: '👤'.repeat(256), account: 'emea' }],
  ['Team', { members: [] }, { name: 'Forschung / Entwicklung %', account: 'emea' }],
  ['Team', {}, { name: '👨‍👩‍👧 Family', account: 'emea' }],
  ['Team', {}, { name: 'Family 👨‍👩‍👧', account: 'emea' }],
  ['Team', {}, { name: 'é', account: 'emea' }],
  ['Seats', { limit: 0, holders: [] }],
  [
    'SecurityPolicy',
    {
      maxInactivityDays: 'never',
      allowedNetworks: ['::', '::1/128', '::ffff:10.0.0.1', '1:2:3:4:5:6:7:8', '0.0.0.0/0'],
    },
  ],
  ['SingleSignOn', sso({ metadataFile: 'idp.xml', metadataUrl: 'http://127.0.0.1:8443/metadata' })],
  ['SingleSignOn', certificates({ pem: `Bag Attributes\n${pem}` })],
  ['SingleSignOn', { maxGroupRemovals: 0, defaultConversationsRoles: ['agent', 'viewer'] }],
  ['Notifications', { subscriptions: [{ name: 'money', channels: ['email'] }] }],
  ['SettingsTemplate', template({ notifications: {}, customization: {} })],
  [
    'ChangePolicy',
    { freezes: [{ name: 'x', from: '2026-12-20T00:00:00.5+01:00', to: '2027-01-04T00:00:00Z' }] },
  ],
  ['ManifestSet', { server: 'http://bylaw.internal:8080/base', maxDeletions: '5%' }],
];

describe('rules of the language', () => {
  for (const [at, keyword, kind, spec, metadata] of refused) {
    test(`${kind} ${at} is refused by ${keyword}: ${JSON.stringify({ spec, metadata })}`, () => {
      expect(errorsOf(kind, spec, metadata)).toContain(`${at} ${keyword}`);
    });
  }

  for (const [kind, spec, metadata] of accepted) {
    test(`${kind} accepts ${JSON.stringify({ spec, metadata })}`, () => {
      expect(errorsOf(kind, spec, metadata)).toEqual([]);
    });
  }

  test('every mistake is reported, each once', () => {
    const errors = errorsOf('User', {
      email: 'ana',
      roles: 'x',
      conversationsRoles: ['agent', 'supervisor'],
      x: 1,
    });
    expect([...errors].sort()).toEqual([
      '/spec additionalProperties',
      '/spec/conversationsRoles/1 not',
      '/spec/email pattern',
      '/spec/roles type',
    ]);
  });
});
