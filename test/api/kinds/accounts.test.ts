import { describe, expect, it } from 'vitest';
import type { Tx } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { State } from './state.ts';

const database = await testDatabase();

describe('accounts', () => {
  it('are read as they were written; the main one says so', async () => {
    const state = await State.make(database);
    await database.write(async (tx) => {
      const before = { displayName: 'Acme EMEA' };
      await state.apply(tx, 'Account', [{ name: 'emea', after: before }]);
      expect(await state.read(tx, 'Account', null, 'emea')).toEqual({
        main: false,
        displayName: 'Acme EMEA',
      });
      await state.apply(tx, 'Account', [{ name: 'emea', before, after: { enabled: false } }]);
      expect(await state.read(tx, 'Account', null, 'emea')).toEqual({ main: false, enabled: false });
      expect(await state.read(tx, 'Account', null, state.main)).toEqual({ main: true });
    });
  });

  it('are renamed with all that is in them', async () => {
    const state = await State.make(database);
    await database.write(async (tx) => {
      await state.apply(tx, 'Account', [{ name: 'emea', after: {} }]);
      await state.apply(tx, 'Account', [{ name: 'europe', previousName: 'emea', before: {}, after: {} }]);
      const found = await state.select(tx, 'account', { main: false });
      expect(found).toMatchObject([{ name: 'europe' }]);
    });
  });

  it('are renamed in the scopes of service accounts', async () => {
    const state = await State.make(database);
    const read = (tx: Tx, name: string) => state.read(tx, 'ServiceAccount', state.main, name);
    await database.write(async (tx) => {
      await state.apply(tx, 'Account', [
        { name: 'apac', after: {} },
        { name: 'emea', after: {} },
      ]);
      await state.apply(tx, 'ServiceAccount', [
        { account: state.main, name: 'both', after: { scope: { accounts: ['emea', state.main] } } },
        { account: state.main, name: 'kinds', after: { scope: { kinds: ['Team'] } } },
        { account: state.main, name: 'one', after: { scope: { accounts: ['apac'], kinds: ['User'] } } },
        { account: state.main, name: 'unlimited', after: {} },
      ]);
      await state.apply(tx, 'Account', [{ name: 'europe', previousName: 'emea', before: {}, after: {} }]);
      expect(await read(tx, 'both')).toEqual({
        roles: [],
        scope: { accounts: [state.main, 'europe'].sort() },
      });
      expect(await read(tx, 'kinds')).toEqual({ roles: [], scope: { kinds: ['Team'] } });
      expect(await read(tx, 'one')).toEqual({ roles: [], scope: { accounts: ['apac'], kinds: ['User'] } });
      expect(await read(tx, 'unlimited')).toEqual({ roles: [] });
    });
  });

  it('take their settings along when they go', async () => {
    const state = await State.make(database);
    await database.write(async (tx) => {
      await state.apply(tx, 'Account', [{ name: 'emea', after: {} }]);
      await state.apply(tx, 'SecurityPolicy', [{ account: 'emea', after: { maxLoginAttempts: 3 } }]);
      await state.apply(tx, 'Account', [{ name: 'emea', before: {}, after: null }]);
      expect(await state.select(tx, 'setting')).toEqual([]);
      expect(await state.select(tx, 'resource', { kind: 'SecurityPolicy' })).toEqual([]);
    });
  });

  it('have service accounts, which keep what pruning does to them', async () => {
    const state = await State.make(database);
    await database.write(async (tx) => {
      const trust = [
        { issuer: 'https://token.actions.example', audience: 'bylaw', claims: { ref: 'refs/heads/main' } },
      ];
      const before = {
        roles: ['Account Manager'],
        scope: { kinds: ['Team', 'User'] },
        allowedNetworks: ['192.0.2.0/24'],
        trust,
      };
      const pipeline = { account: state.main, name: 'pipeline' };
      await state.apply(tx, 'ServiceAccount', [{ ...pipeline, after: before }]);
      expect(await state.read(tx, 'ServiceAccount', state.main, 'pipeline')).toEqual(before);
      await state.apply(tx, 'ServiceAccount', [
        { ...pipeline, before, after: { ...before, enabled: false }, action: 'disable' },
      ]);
      expect(await state.read(tx, 'ServiceAccount', state.main, 'pipeline')).toEqual({
        ...before,
        enabled: false,
      });
    });
  });
});
