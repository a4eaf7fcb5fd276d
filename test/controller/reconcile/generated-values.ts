import fc from 'fast-check';
import type { JsonObject } from '../../../schemas/contract/json.ts';

/**
 * Random values of kinds that between them have every shape that the schemas know: scalars, nested objects, sets of
 * references and of words, keyed lists, lists that may be additive, free maps.
 */
const names = ['ana', 'ivan', 'Marta', 'o’brien', 'Jörg'];
const nameSet = fc.uniqueArray(fc.constantFrom(...names), { maxLength: 4 });

function partial(model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonObject> {
  return fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
}

const labels = fc.dictionary(
  fc.constantFrom('region', 'tier', 'a/b', 'x~y'),
  fc.constantFrom('emea', 'gold', ''),
  { maxKeys: 3 },
);

const beside = { 'metadata.labels': labels };

export const teamValues = partial({
  description: fc.constantFrom('First line', 'Second line', ''),
  membership: fc.constantFrom('exact', 'additive'),
  members: nameSet,
  roles: fc.uniqueArray(fc.constantFrom('Campaign Manager', 'Finance Manager'), { maxLength: 2 }),
  ...beside,
});

const policyValues = partial({
  requireTwoFactor: fc.boolean(),
  maxInactivityDays: fc.oneof(fc.integer({ min: 15, max: 365 }), fc.constant('never')),
  password: partial({ minLength: fc.integer({ min: 8, max: 64 }), refuseCommon: fc.boolean() }),
  allowedNetworks: fc.uniqueArray(fc.constantFrom('198.51.100.0/24', '203.0.113.0/24', 'any'), {
    minLength: 1,
    maxLength: 2,
  }),
  ...beside,
});

const subscription = fc.record(
  {
    name: fc.constantFrom('money', 'locks', 'drift'),
    events: fc.uniqueArray(fc.constantFrom('low-balance', 'user-locked'), { minLength: 1 }),
    mandatory: fc.boolean(),
  },
  { requiredKeys: ['name', 'events'] },
);

const notificationValues = partial({
  subscriptions: fc.uniqueArray(subscription, { selector: ({ name }) => name, maxLength: 3 }),
  ...beside,
});

/** A kind with values of it. */
export const kindAndValues = fc.constantFrom(
  { kind: 'Team' as const, values: teamValues },
  { kind: 'SecurityPolicy' as const, values: policyValues },
  { kind: 'Notifications' as const, values: notificationValues },
);

/** The same values with keys, sets and keyed lists in another order. */
export function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => shuffled(item, seed));
    return seed % 2 === 0 ? items.reverse() : [...items.slice(1), ...items.slice(0, 1)];
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, shuffled(member, seed)] as const);
  return Object.fromEntries(seed % 3 === 0 ? entries.reverse() : entries);
}
