import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execute, rows } from '../../../api/database/transaction.ts';
import { canonicalValues } from '../../../controller/reconcile/values.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { testDatabase } from '../../support/database.ts';
import { counted, State } from './state.ts';

const database = await testDatabase();

const conversations = ['setup', 'agent', 'analytics', 'viewer'];
const roles = ['Account Manager', 'Analyze Manager', 'Finance Manager'];

const users: fc.Arbitrary<JsonObject> = fc.record(
  {
    email: fc.uuid().map((id) => `Ana.${id}@Acme.example`),
    firstName: fc.constantFrom('Ana', 'Žofía'),
    language: fc.constantFrom('hr', 'en'),
    mobileNumber: fc.constant('+385911234567'),
    nameId: fc.constant('ana.k@corp.acme.example'),
    roles: fc.subarray(roles),
    conversationsRoles: fc.subarray(conversations),
    enabled: fc.boolean(),
    invitation: fc.constantFrom('email', 'none'),
    allowedNetworks: fc.constant(['203.0.113.0/24']) as fc.Arbitrary<string[]>,
    allowedMethods: fc.subarray(['password', 'sso'], { minLength: 1 }),
    expires: fc.constant('2027-03-31'),
  },
  { requiredKeys: ['email'] },
);

/** What `read` always gives. */
const whole = (values: JsonObject): JsonObject =>
  canonicalValues('User', { roles: [], conversationsRoles: [], ...values });

describe('users', () => {
  it('reads what it wrote, and after another write that', async () => {
    const state = await State.make(database);
    await fc.assert(
      fc.asyncProperty(users, users, async (first, second) => {
        await database.write(async (tx) => {
          const user = { account: state.main, name: 'ana' };
          await state.apply(tx, 'User', [{ ...user, after: first }]);
          expect(await state.read(tx, 'User', state.main, 'ana')).toEqual(whole(first));
          await state.apply(tx, 'User', [{ ...user, before: first, after: second }]);
          expect(await state.read(tx, 'User', state.main, 'ana')).toEqual(whole(second));
          await state.apply(tx, 'User', [{ ...user, before: second, after: null }]);
        });
      }),
      { numRuns: 15 },
    );
  });

  it('takes as many statements for fifty as for five', async () => {
    const state = await State.make(database);
    const drafts = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        account: state.main,
        name: `user${from + index}`,
        after: {
          email: `u${from + index}@acme.example`,
          roles: [roles[index % 3] ?? ''],
          invitation: 'email',
        },
      }));
    const taken = await database.write(async (tx) => {
      const [few, many] = [counted(tx), counted(tx)];
      await state.apply(few.tx, 'User', drafts(0, 5));
      await state.apply(many.tx, 'User', drafts(100, 50));
      return [few.statements(), many.statements()];
    });
    expect(taken[1]).toBe(taken[0]);
  });

  it('lets two users swap their addresses, which are unique at every moment', async () => {
    const state = await State.make(database);
    await database.write(async (tx) => {
      const user = (name: string, before: string | null, after: string) => ({
        account: state.main,
        name,
        before: before === null ? null : { email: before },
        after: { email: after },
      });
      await state.apply(tx, 'User', [
        user('ana', null, 'a@acme.example'),
        user('ivan', null, 'i@acme.example'),
      ]);
      await state.apply(tx, 'User', [
        user('ana', 'a@acme.example', 'i@acme.example'),
        user('ivan', 'i@acme.example', 'a@acme.example'),
      ]);
      expect(await state.read(tx, 'User', state.main, 'ana')).toMatchObject({ email: 'i@acme.example' });
    });
  });

  it('invites by a mail without a token, and by a hash that nothing has', async () => {
    const state = await State.make(database);
    await database.write(async (tx) => {
      const after = { email: 'ana@acme.example', invitation: 'email' };
      await state.apply(tx, 'User', [{ account: state.main, name: 'ana', after }]);
      const userId = state.idOf('User', state.main, 'ana');
      const where = { user_id: userId };
      const [invitation] = await state.select(tx, 'invitation', where);
      expect(invitation?.['token_hash']).not.toMatch(/^[0-9a-f]{64}$/);
      const [mail] = await state.select(tx, 'outbox');
      expect(mail?.['payload']).toEqual({ template: 'invitation', userId, invitationId: invitation?.['id'] });
      const [activity] = await state.select(tx, 'user_activity', where);
      expect(activity?.['invited_at']).toEqual(expect.any(String));
    });
  });

  it('leaves a tombstone of who is removed, and nothing else', async () => {
    const state = await State.make(database);
    await database.write(async (tx) => {
      const before = {
        email: 'ana@acme.example',
        roles: ['Account Manager'],
        conversationsRoles: ['agent'],
        invitation: 'email',
      };
      await state.apply(tx, 'User', [{ account: state.main, name: 'ana', after: before }]);
      const userId = state.idOf('User', state.main, 'ana');
      await state.apply(tx, 'User', [{ account: state.main, name: 'ana', before, after: null }]);
      for (const table of ['user_role', 'user_activity', 'invitation']) {
        expect(await state.select(tx, table, { user_id: userId }), table).toEqual([]);
      }
      expect(await state.select(tx, 'removed_user', { id: userId })).toMatchObject([{ username: 'ana' }]);
    });
  });

  it('switches off whom a prune disables', async () => {
    const state = await State.make(database);
    await database.write(async (tx) => {
      const before = { email: 'ana@acme.example' };
      const user = { account: state.main, name: 'ana' };
      await state.apply(tx, 'User', [{ ...user, after: before }]);
      await state.apply(tx, 'User', [
        { ...user, before, after: { ...before, enabled: false }, action: 'disable', declared: null },
      ]);
      expect(await state.read(tx, 'User', state.main, 'ana')).toMatchObject({ enabled: false });
    });
  });

  it('leaves grants of other origins alone, and outside of the values', async () => {
    const state = await State.make(database);
    await database.write(async (tx) => {
      const user = { account: state.main, name: 'ana' };
      const [before, after] = [['Analyze Manager'], []].map((own) => ({
        email: 'ana@acme.example',
        roles: own,
      }));
      await state.apply(tx, 'User', [{ ...user, after: before ?? null }]);
      const params = [
        state.organisationId,
        state.idOf('User', state.main, 'ana'),
        state.idOf('Role', null, 'Finance Manager'),
      ];
      await execute(tx, "INSERT INTO user_role VALUES ($1::uuid, $2::uuid, $3::uuid, 'sso')", ...params);
      await state.apply(tx, 'User', [{ ...user, before: before ?? null, after: after ?? null }]);
      expect(await state.read(tx, 'User', state.main, 'ana')).toMatchObject({ roles: [] });
      const left = await rows(tx, 'SELECT origin FROM user_role WHERE user_id = $1::uuid', params[1] ?? '');
      expect(left).toEqual([{ origin: 'sso' }]);
    });
  });
});
