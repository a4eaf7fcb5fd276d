import fc from 'fast-check';
import type { DeclaredDocument } from '../../schemas/contract/declaration.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { document } from './organisation.ts';

const accounts = ['emea', 'apac'];
const people = ['bea', 'carl', 'dora'];
const teams = ['Support', 'First line / night', 'Verkauf Süd'];

function partial(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> {
  return fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
}

const conversations = fc.constantFrom(
  [],
  ['agent'],
  ['viewer'],
  ['analytics', 'supervisor'],
  ['setup', 'agent'],
);

const user = partial({
  firstName: fc.constantFrom('Bea', 'Carl'),
  lastName: fc.constantFrom('Kovač', "O'Brien"),
  language: fc.constantFrom('en', 'hr'),
  roles: fc.uniqueArray(fc.constantFrom('Campaign Manager', 'Finance Manager', 'Seat Steward'), {
    maxLength: 2,
  }),
  conversationsRoles: conversations,
  enabled: fc.boolean(),
  allowedNetworks: fc.constantFrom(['203.0.113.0/24'], ['any']),
});

const team = partial({
  description: fc.constantFrom('First line', 'Second line'),
  membership: fc.constantFrom('exact', 'additive'),
  members: fc.subarray(people),
  roles: fc.subarray(['Campaign Manager', 'Seat Steward']),
});

const policy = partial({
  requireTwoFactor: fc.boolean(),
  maxLoginAttempts: fc.integer({ min: 1, max: 20 }),
  maxInactivityDays: fc.oneof(fc.integer({ min: 15, max: 365 }), fc.constant('never')),
  password: partial({ minLength: fc.integer({ min: 8, max: 30 }), history: fc.integer({ min: 0, max: 10 }) }),
});

const seats = partial({
  limit: fc.oneof(fc.integer({ min: 3, max: 9 }), fc.constant('unlimited')),
  holders: fc.subarray(people),
  releaseAfterInactiveDays: fc.oneof(fc.integer({ min: 30, max: 200 }), fc.constant('never')),
});

const notifications = partial({
  subscriptions: fc.uniqueArray(
    fc.record({
      name: fc.constantFrom('money', 'locks'),
      events: fc.constantFrom(['low-balance'], ['user-locked', 'drift-found']),
      to: fc.constantFrom({ roles: ['Finance Manager'] }, { roles: ['Account Manager'] }),
      channels: fc.constantFrom(['console'], ['console', 'email']),
    }),
    { selector: ({ name }) => name, maxLength: 2 },
  ),
});

const account = fc.record({
  there: fc.boolean(),
  displayName: fc.constantFrom('Acme EMEA', 'Acme Süd'),
  tier: fc.constantFrom('gold', 'silver'),
  people: fc.dictionary(fc.constantFrom(...people), user, { maxKeys: 3 }),
  teams: fc.dictionary(fc.constantFrom(...teams), team, { maxKeys: 2 }),
  policy: fc.option(policy),
  seats: fc.option(seats),
  notifications: fc.option(notifications),
});

type AccountModel = typeof account extends fc.Arbitrary<infer T> ? T : never;

function only(values: unknown, allowed: readonly string[]): string[] {
  return Array.isArray(values) ? values.filter((value) => allowed.includes(value)) : [];
}

/** Names only of people who are declared too, so that every declaration is one that can be applied. */
function narrowed(spec: JsonObject, field: string, declared: readonly string[]): JsonObject {
  return Object.hasOwn(spec, field) ? { ...spec, [field]: only(spec[field], declared) } : spec;
}

function documentsOf(name: string, model: AccountModel): readonly DeclaredDocument[] {
  if (!model.there) return [];
  const declared = Object.keys(model.people);
  return [
    document('Account', { name, labels: { tier: model.tier } }, { displayName: model.displayName }),
    ...Object.entries(model.people).map(([username, spec]) =>
      document(
        'User',
        { name: username, account: name, onRemoval: 'delete' },
        { email: `${username}@${name}.example`, ...spec },
      ),
    ),
    ...Object.entries(model.teams).map(([title, spec]) =>
      document('Team', { name: title, account: name }, narrowed(spec, 'members', declared)),
    ),
    ...(model.policy ? [document('SecurityPolicy', { account: name }, model.policy)] : []),
    ...(model.seats
      ? [document('Seats', { account: name }, narrowed(model.seats, 'holders', declared))]
      : []),
    ...(model.notifications ? [document('Notifications', { account: name }, model.notifications)] : []),
  ];
}

const always = [
  document(
    'Role',
    { name: 'Seat Steward' },
    { description: 'Hands out seats', permissions: ['seats/manage', 'users/read'] },
  ),
  // What an account does not say, it loses with its documents: an account itself is kept when its users remain.
];

/**
 * Declarations of up to two sub-accounts with people, teams, seats, policies, notifications, a role and a template:
 * every one is valid and can be applied after every other.
 */
export const randomDeclaration: fc.Arbitrary<readonly DeclaredDocument[]> = fc
  .record({
    emea: account,
    apac: account,
    template: fc.option(policy),
    order: fc.boolean(),
  })
  .map(({ emea, apac, template, order }) => {
    const documents = [
      ...always,
      ...documentsOf(accounts[0] ?? '', emea),
      ...documentsOf(accounts[1] ?? '', apac),
      ...(template
        ? [
            document(
              'SettingsTemplate',
              { name: 'gold' },
              {
                order: 10,
                selector: { matchLabels: { tier: 'gold' } },
                settings: { securityPolicy: template },
              },
            ),
          ]
        : []),
    ];
    return order ? documents : [...documents].reverse();
  });
