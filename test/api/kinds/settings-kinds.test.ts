import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalValues } from '../../../controller/reconcile/values.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import type { Kind } from '../../../schemas/semantics.ts';
import { testDatabase } from '../../support/database.ts';
import { counted, moduleOf, State } from './state.ts';

const database = await testDatabase();

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const network = fc.nat(255).map((third) => `198.51.${third}.0/24`);

/** Specs as the schemas allow them, of the kinds whose state is one document. */
const specs: Readonly<Record<string, fc.Arbitrary<object>>> = {
  SecurityPolicy: fc.record(
    {
      requireTwoFactor: fc.boolean(),
      maxInactivityDays: fc.oneof(fc.integer({ min: 15, max: 365 }), fc.constant('never')),
      maxLoginAttempts: fc.integer({ min: 1, max: 100 }),
      password: fc.record(
        { minLength: fc.integer({ min: 8, max: 64 }), history: fc.nat(24) },
        { requiredKeys: [] },
      ),
      allowedNetworks: fc.uniqueArray(network, { minLength: 1, maxLength: 5 }),
    },
    { requiredKeys: [] },
  ),
  SingleSignOn: fc.record(
    {
      mode: fc.constantFrom('off', 'optional', 'required'),
      initiationSlug: word,
      identityProvider: fc.record(
        { loginUrl: word.map((host) => `https://${host}.example/sso`) },
        { requiredKeys: [] },
      ),
      emergencyUsers: fc.uniqueArray(word, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  ),
  Notifications: fc.record(
    {
      subscriptions: fc.uniqueArray(
        fc.record({ name: word, events: fc.constant(['campaign']), mandatory: fc.boolean() }),
        { selector: ({ name }) => name, maxLength: 4 },
      ),
    },
    { requiredKeys: [] },
  ),
  Customization: fc.record(
    {
      hostname: word.map((host) => `${host}.acme.example`),
      language: fc.constantFrom('en', 'hr'),
      theme: fc.record({ mode: fc.constant('dark') }),
    },
    { requiredKeys: [] },
  ),
};

describe.each(Object.entries(specs))('%s', (kind, arbitrary) => {
  it('reads what it wrote, and after another write that', async () => {
    const state = await State.make(database);
    await fc.assert(
      fc.asyncProperty(fc.array(arbitrary, { minLength: 1, maxLength: 4 }), async (versions) => {
        await database.write(async (tx) => {
          let before: JsonObject | null = null;
          for (const version of versions) {
            const after = version as JsonObject;
            await state.apply(tx, kind, [{ account: state.main, before, after }]);
            const read = await state.read(tx, kind, state.main, null);
            expect(read).toEqual(canonicalValues(kind as Kind, after));
            before = after;
          }
          await state.apply(tx, kind, [{ account: state.main, before, after: null }]);
        });
      }),
      { numRuns: 15 },
    );
  });

  it('takes one statement to read and one to write, however many accounts there are', async () => {
    const state = await State.make(database);
    const accounts = Array.from({ length: 20 }, (_, index) => `sub-${index}`);
    await database.write(async (tx) => {
      await state.apply(
        tx,
        'Account',
        accounts.map((name) => ({ name, after: {} })),
      );
      await state.apply(
        tx,
        kind,
        accounts.map((account) => ({ account, after: {} })),
      );
      const ids = accounts.map((account) => state.idOf(kind, account, null));
      const reading = counted(tx);
      await moduleOf(kind).read(reading.tx, state.organisationId, ids);
      expect(reading.statements()).toBe(1);
    });
  });
});
