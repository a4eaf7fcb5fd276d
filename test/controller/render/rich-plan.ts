import type { Plan } from '../../../schemas/contract/plan.ts';

/** A certificate of `CN=idp.acme.example`, made for these tests. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBijCCATGgAwIBAgIUYcgK4BV8WN5IE4UlVXF4XJcQ/O4wCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQaWRwLmFjbWUuZXhhbXBsZTAeFw0yNjExMjQyMDQ2NTNaFw0z
NjExMjEyMDQ2NTNaMBsxGTAXBgNVBAMMEGlkcC5hY21lLmV4YW1wbGUwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAS94Kd0IrKNawOSqRS3Ofw4s0qVeel4Ons4rK3F
dh6XNkRZqUTvV1J8eh9NdxHA4qa5BnwQ7nI/UhDdue2jPQ6lo1MwUTAdBgNVHQ4E
FgQULiVTaGfmao7B4ksRPsiJOkHojBYwHwYDVR0jBBgwFoAULiVTaGfmao7B4ksR
PsiJOkHojBYwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNHADBEAiAyzmW7
0ddQFKmM3hh2aqEbPSd2qwHSzfkulLLFOQOKpwIgEXzEMbz21bEISgyt4eedkDV1
LcgPnDnQc7H+M00EXuw=
-----END CERTIFICATE-----
`;

const logo = `data:image/svg+xml;base64,${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')}`;
const newLogo = `data:image/png;base64,${Buffer.alloc(5000, 7).toString('base64')}`;
const people = [
  'ana',
  'boris',
  'ivan',
  'klara',
  'luka',
  'marko',
  'mia',
  'nina',
  'petra',
  'sara',
  'tomislav',
  'vera',
];

/** A plan with no change at all; tests and fixtures say what differs. */
export const emptyPlan: Plan = {
  formatVersion: '1.0',
  id: null,
  organisation: 'acme',
  set: 'acme-settings',
  status: 'nothing-to-do',
  createdAt: '2026-11-24T20:40:00.000Z',
  createdBy: 'settings-pipeline',
  source: {},
  resource_changes: [],
  effective: [],
  impact: [],
  risk: { level: 'none', reasons: [] },
  outbound: { mails: 0, sessionsEnded: 0, webhooks: 0 },
  summary: { create: 0, update: 0, move: 0, adopt: 0, disable: 0, delete: 0, release: 0, unchanged: 40 },
  approvals: [],
  diagnostics: [],
  digest: 'a'.repeat(64),
};

/** Every action, every form of a field, every level of consequence. */
export const richPlan: Plan = {
  ...emptyPlan,
  id: '019ac0de-0000-7000-8000-000000000001',
  status: 'waiting',
  source: {
    repository: 'https://git.acme.example/acme/settings',
    commit: '3f2a91c0d5e84b7796ad1f0b2c3d4e5f60718293',
    branch: 'main',
    author: 'Ana Kovač',
    ci: { service: 'github', build: '812', url: 'https://ci.acme.example/812' },
  },
  resource_changes: [
    {
      address: 'SettingsTemplate/eu-baseline',
      kind: 'SettingsTemplate',
      account: null,
      name: 'eu-baseline',
      change: { actions: ['create'], before: null, after: {} },
      action: 'create',
      action_reason: 'declared',
      fields: [
        { path: '/order', after: 10 },
        { path: '/selector', after: { matchLabels: { region: 'emea' } } },
        { path: '/settings/securityPolicy/requireTwoFactor', after: true },
      ],
      source: { file: 'templates.yaml', line: 3 },
    },
    {
      address: 'SecurityPolicy/emea',
      kind: 'SecurityPolicy',
      account: 'emea',
      name: null,
      change: { actions: ['update'], before: {}, after: {} },
      action: 'update',
      action_reason: 'declared',
      fields: [
        { path: '/maxLoginAttempts', before: 10, after: 5, source: { file: 'emea/security.yaml', line: 7 } },
        { path: '/password/minLength', before: 8, after: 12 },
        { path: '/session/idleMinutes', after: 30 },
        { path: '/maxInactivityDays', before: 90 },
        { path: '/allowedNetworks', before: [], after: [], added: ['198.51.100.0/24'], removed: ['any'] },
      ],
      source: { file: 'emea/security.yaml', line: 3 },
    },
    {
      address: 'SingleSignOn/emea',
      kind: 'SingleSignOn',
      account: 'emea',
      name: null,
      change: { actions: ['update'], before: {}, after: {} },
      action: 'update',
      action_reason: 'declared',
      fields: [
        { path: '/mode', before: 'optional', after: 'required' },
        {
          path: '/identityProvider/certificates',
          added: [{ pem: certificate }],
          removed: [],
          display: 'certificate',
        },
        {
          path: '/identityProvider/metadata',
          before: '<EntityDescriptor>\n  <a/>\n  <b/>\n  <c/>\n  <d/>\n</EntityDescriptor>\n',
          after: '<EntityDescriptor>\n  <a/>\n  <b/>\n  <c2/>\n  <d/>\n</EntityDescriptor>\n',
          display: 'multiline',
        },
      ],
      source: { file: 'emea/sso.yaml', line: 1 },
    },
    {
      address: 'Team/emea/First%20line',
      kind: 'Team',
      account: 'emea',
      name: 'First line',
      previous_address: 'Team/emea/Support',
      change: { actions: ['update'], before: {}, after: {} },
      action: 'move',
      action_reason: 'renamed',
      fields: [
        { path: '/members', before: [], after: [], added: ['ana', 'ivan'], removed: ['petra'] },
        {
          path: '/description',
          before: 'First line',
          after: 'The people who answer first, in Croatian, English and German: mornings and evenings',
        },
      ],
      source: { file: 'emea/teams.yaml', line: 12 },
    },
    {
      address: 'Customization/emea',
      kind: 'Customization',
      account: 'emea',
      name: null,
      change: { actions: ['update'], before: {}, after: {} },
      action: 'adopt',
      action_reason: 'exists-already',
      fields: [
        { path: '/logo', before: logo, after: newLogo, display: 'image' },
        { path: '/theme/primaryColor', before: '#0b7285', after: '#0b7286' },
      ],
      source: { file: 'emea/looks.yaml', line: 1 },
    },
    ...['ana', 'ivan'].map((name) => ({
      address: `User/emea/${name}`,
      kind: 'User',
      account: 'emea',
      name,
      change: { actions: ['no-op'] as const, before: {}, after: {} },
      action: 'adopt' as const,
      action_reason: 'exists-already' as const,
      fields: [],
      source: { file: 'emea/users.yaml', line: 4 },
    })),
    {
      address: 'User/apac/petra',
      kind: 'User',
      account: 'apac',
      name: 'petra',
      change: { actions: ['update'], before: {}, after: {} },
      action: 'disable',
      action_reason: 'no-longer-declared',
      fields: [{ path: '/enabled', before: true, after: false }],
    },
    {
      address: 'Notifications/apac',
      kind: 'Notifications',
      account: 'apac',
      name: null,
      change: { actions: ['update'], before: {}, after: {} },
      action: 'update',
      action_reason: 'declared',
      fields: [
        { path: '/webhooks/siem/secret', sensitive: true, before: 'x', after: 'y' },
        {
          path: '/subscriptions/money',
          after: { events: ['low-balance'], to: { roles: ['Finance Manager'] } },
        },
      ],
      source: { file: 'apac/notifications.yaml', line: 1 },
    },
    {
      address: 'Team/apac/Old',
      kind: 'Team',
      account: 'apac',
      name: 'Old',
      change: { actions: ['delete'], before: {}, after: null },
      action: 'delete',
      action_reason: 'no-longer-declared',
      fields: [{ path: '/description', before: 'Left over' }],
    },
    {
      address: 'Role/apac/Seat%20Steward',
      kind: 'Role',
      account: 'apac',
      name: 'Seat Steward',
      change: { actions: ['no-op'], before: {}, after: {} },
      action: 'release',
      action_reason: 'no-longer-declared',
      fields: [],
    },
  ],
  effective: [
    ...['apac', 'emea'].map((account) => ({
      account,
      kind: 'SecurityPolicy',
      path: '/requireTwoFactor',
      before: false,
      after: true,
      beforeFrom: 'platform',
      afterFrom: 'SettingsTemplate/eu-baseline',
    })),
    {
      account: 'emea',
      kind: 'SecurityPolicy',
      path: '/maxLoginAttempts',
      before: 10,
      after: 5,
      beforeFrom: 'SecurityPolicy/emea',
      afterFrom: 'SecurityPolicy/emea',
    },
    {
      account: 'emea',
      kind: 'SecurityPolicy',
      path: '/maxInactivityDays',
      before: 90,
      after: 'never',
      beforeFrom: 'SecurityPolicy/emea',
      afterFrom: 'platform',
    },
  ],
  impact: [
    {
      code: 'must-enrol-second-factor',
      account: 'emea',
      people,
      detail: 'must enrol a second factor at the next sign-in',
      causes: ['SettingsTemplate/eu-baseline'],
    },
    {
      code: 'locked-out',
      account: 'emea',
      people: ['vera'],
      detail: 'has no way to sign in any more: no NameID, and single sign-on is required',
      causes: ['SingleSignOn/emea'],
    },
    {
      code: 'loses-seat',
      account: 'apac',
      people: ['ana', 'ivan', 'petra'],
      detail: 'lose their seat',
      causes: ['Seats/apac'],
    },
    {
      code: 'weakens',
      account: 'emea',
      people: [],
      detail: 'weakens security: maxInactivityDays 90 -> never',
      causes: ['SecurityPolicy/emea'],
    },
  ],
  risk: {
    level: 'high',
    reasons: [
      { level: 'low', address: 'Customization/emea', detail: 'changes how the account looks' },
      { level: 'high', address: 'SingleSignOn/emea', detail: 'locks 1 person out' },
      { level: 'high', address: 'SecurityPolicy/emea', detail: 'weakens: maxInactivityDays 90 -> never' },
    ],
  },
  outbound: { mails: 3, sessionsEnded: 12, webhooks: 1 },
  summary: { create: 1, update: 3, move: 1, adopt: 3, disable: 1, delete: 1, release: 1, unchanged: 40 },
  approvals: [{ count: 2, from: { roles: ['Account Manager'], teams: ['Security'] } }],
  diagnostics: [
    {
      severity: 'warning',
      code: 'seats/over-purchased',
      summary: 'The limits of the accounts add up to 60 seats, 50 are purchased',
      remedy: 'Lower a limit or buy more seats',
      file: 'seats.yaml',
      line: 8,
      column: 5,
      address: 'Seats/emea',
    },
  ],
};
