import { describe, expect, it } from 'vitest';
import type { Change } from '../../../controller/reconcile/change.ts';
import { testDatabase } from '../../support/database.ts';
import { changeOf, type Draft } from './change.ts';
import { moduleOf, State } from './state.ts';

const database = await testDatabase();

/** A main account with two users, a role of its own, and a team in a sub-account. */
async function populated(): Promise<State> {
  const state = await State.make(database);
  await database.write(async (tx) => {
    await state.apply(tx, 'Account', [{ name: 'emea', after: {} }]);
    await state.apply(tx, 'Role', [{ account: state.main, name: 'Steward', after: { permissions: [] } }]);
    await state.apply(
      tx,
      'User',
      ['ana', 'ivan'].map((name) => ({
        account: state.main,
        name,
        after: { email: `${name}@acme.example` },
      })),
    );
    await state.apply(tx, 'Team', [{ account: 'emea', name: 'Support', after: {} }]);
    await state.apply(tx, 'ServiceAccount', [
      { account: state.main, name: 'pipeline', after: { roles: ['Steward'] } },
    ]);
  });
  return state;
}

/** Codes that a kind finds against what is stored. */
async function found(
  state: State,
  kind: string,
  drafts: readonly (Draft & { kind?: string })[],
): Promise<readonly string[]> {
  const changes = drafts.map(({ kind: other = kind, ...draft }): Change => {
    const change = changeOf(other, draft);
    return change.before === null
      ? change
      : { ...change, id: state.idOf(other, change.account, draft.previousName ?? change.name) };
  });
  const diagnostics = await database.snapshot(
    (tx) => moduleOf(kind).conflicts?.(tx, state.organisationId, changes) ?? Promise.resolve([]),
  );
  return diagnostics.map(({ code }) => code);
}

const email = (address: string) => ({ email: address });

describe('e-mail addresses', () => {
  it('belong to one user of an account, without case', async () => {
    const state = await populated();
    const taken = { account: state.main, name: 'eva', after: email('ANA@acme.example') };
    expect(await found(state, 'User', [taken])).toEqual(['user/email-taken']);
    expect(await found(state, 'User', [{ ...taken, account: 'emea' }])).toEqual([]);
  });

  it('are free once their user lets them go in the same plan', async () => {
    const state = await populated();
    const [ana, eva] = [
      { account: state.main, name: 'ana', before: email('ana@acme.example') },
      { account: state.main, name: 'eva', after: email('ana@acme.example') },
    ];
    expect(await found(state, 'User', [eva, { ...ana, after: null }])).toEqual([]);
    expect(await found(state, 'User', [eva, { ...ana, after: email('a@acme.example') }])).toEqual([]);
    const ivan = {
      account: state.main,
      name: 'ivan',
      before: email('ivan@acme.example'),
      after: email('ana@acme.example'),
    };
    expect(await found(state, 'User', [{ ...ana, after: email('ivan@acme.example') }, ivan])).toEqual([]);
  });

  it('are not given twice by one plan', async () => {
    const state = await populated();
    const twice = ['eva', 'eda'].map((name) => ({
      account: state.main,
      name,
      after: email('e@acme.example'),
    }));
    expect(await found(state, 'User', twice)).toEqual(['user/email-taken']);
  });
});

describe('NameIDs', () => {
  it('belong to one user of an account, without case, and no NameID is no conflict', async () => {
    const state = await populated();
    const withId = (name: string, nameId?: string) => ({
      account: state.main,
      name,
      after: { email: `${name}@corp.example`, ...(nameId === undefined ? {} : { nameId }) },
    });
    await database.write((tx) => state.apply(tx, 'User', [withId('eva', 'Eva@corp.example')]));
    const taken = withId('eda', 'eva@CORP.example');
    expect(await found(state, 'User', [taken])).toEqual(['user/name-id-taken']);
    expect(await found(state, 'User', [{ ...taken, account: 'emea' }])).toEqual([]);
    expect(
      await found(state, 'User', [
        { ...withId('eva', 'eva@corp.example'), before: { nameId: 'Eva@corp.example' }, after: null },
        taken,
      ]),
    ).toEqual([]);
    expect(await found(state, 'User', [withId('eda'), withId('eli')])).toEqual([]);
    const twice = [withId('eda', 'e@corp.example'), withId('eli', 'E@corp.example')];
    expect(await found(state, 'User', twice)).toEqual(['user/name-id-taken']);
  });
});

describe('roles', () => {
  it('have a name of an account or of the organisation, not of both', async () => {
    const state = await populated();
    const steward = { name: 'steward', after: { permissions: [] } };
    expect(await found(state, 'Role', [steward])).toEqual(['role/ambiguous-name']);
    expect(await found(state, 'Role', [{ ...steward, account: 'emea' }])).toEqual([]);
  });

  it('of a service account are not removed, unless it loses them too', async () => {
    const state = await populated();
    const gone = { account: state.main, name: 'Steward', before: { permissions: [] }, after: null };
    const lost = {
      kind: 'ServiceAccount',
      account: state.main,
      name: 'pipeline',
      before: { roles: ['Steward'] },
      after: { roles: [] },
    };
    expect(await found(state, 'Role', [gone])).toEqual(['role/in-use']);
    expect(await found(state, 'Role', [gone, lost])).toEqual([]);
  });
});

describe('accounts', () => {
  it('go when what has a name in them goes', async () => {
    const state = await populated();
    const gone = { name: 'emea', before: {}, after: null };
    expect(await found(state, 'Account', [gone])).toEqual(['account/not-empty']);
    expect(
      await found(state, 'Account', [
        gone,
        { kind: 'Team', account: 'emea', name: 'Support', before: {}, after: null },
      ]),
    ).toEqual([]);
  });
});
