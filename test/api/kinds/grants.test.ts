import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rows, type Tx } from '../../../api/database/transaction.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { testDatabase } from '../../support/database.ts';
import { counted, State } from './state.ts';

const database = await testDatabase();
const names = Array.from({ length: 12 }, (_, index) => `user${index}`);

/** An organisation with a dozen users. */
async function populated(): Promise<State> {
  const state = await State.make(database);
  const users = names.map((name) => ({
    account: state.main,
    name,
    after: { email: `${name}@acme.example` },
  }));
  await database.write((tx) => state.apply(tx, 'User', users));
  return state;
}

interface Membership {
  readonly username: string;
  readonly origin: string;
  readonly version: string;
}

/** Who is in a team, by what origin, and the transaction that wrote the row. */
function memberships(tx: Tx, state: State, team: string): Promise<Membership[]> {
  return rows(
    tx,
    `SELECT u.username, m.origin, m.xmin::text AS version FROM team_member m JOIN app_user u ON u.id = m.user_id
     WHERE m.team_id = $1::uuid ORDER BY u.username`,
    state.idOf('Team', state.main, team),
  );
}

describe('grants', () => {
  it('are what the list says, whatever it said before', async () => {
    const state = await populated();
    const versions = fc.array(fc.subarray(names), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(versions, async (lists) => {
        await database.write(async (tx) => {
          const team = { account: state.main, name: 'Support' };
          let before: JsonObject | null = null;
          for (const members of lists) {
            await state.apply(tx, 'Team', [{ ...team, before, after: { members } }]);
            expect(await state.read(tx, 'Team', state.main, 'Support')).toEqual({
              members: [...members].sort(),
              roles: [],
            });
            before = { members };
          }
          await state.apply(tx, 'Team', [{ ...team, before, after: null }]);
        });
      }),
      { numRuns: 15 },
    );
  });

  it('of a team that gains one member: one row is written', async () => {
    const state = await populated();
    const team = { account: state.main, name: 'Support' };
    const [before, after] = [{ members: names.slice(0, 11) }, { members: names }];
    await database.write((tx) => state.apply(tx, 'Team', [{ ...team, after: before }]));
    const old = await database.snapshot((tx) => memberships(tx, state, 'Support'));
    await database.write((tx) => state.apply(tx, 'Team', [{ ...team, before, after }]));
    const now = await database.snapshot((tx) => memberships(tx, state, 'Support'));
    expect(now).toHaveLength(12);
    expect(now.filter(({ version }) => version === old[0]?.version)).toHaveLength(11);
  });

  it('take as many statements for thirty teams as for three', async () => {
    const state = await populated();
    const drafts = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        account: state.main,
        name: `${prefix} ${index}`,
        after: { members: names, roles: ['Analyze Manager'] },
      }));
    const taken = await database.write(async (tx) => {
      const [few, many] = [counted(tx), counted(tx)];
      await state.apply(few.tx, 'Team', drafts('few', 3));
      await state.apply(many.tx, 'Team', drafts('many', 30));
      return [few.statements(), many.statements()];
    });
    expect(taken[1]).toBe(taken[0]);
  });

  it('by hand become grants of the manifest where they are declared, and stay one row', async () => {
    const state = await populated();
    const team = { account: state.main, name: 'Support' };
    const both = { members: ['user0', 'user1'] };
    await database.write(async (tx) => {
      await state.apply(tx, 'Team', [{ ...team, after: both }], 'manual');
      await state.apply(tx, 'Team', [{ ...team, before: both, after: both, action: 'adopt' }]);
      const origins = (await memberships(tx, state, 'Support')).map(({ origin }) => origin);
      expect(origins).toEqual(['manifest', 'manifest']);
    });
  });

  it('by hand stay so where an additive list does not name them', async () => {
    const state = await populated();
    const team = { account: state.main, name: 'Support' };
    const [before, after] = [['user0'], ['user0', 'user1']].map((members) => ({
      membership: 'additive',
      members,
    }));
    await database.write(async (tx) => {
      await state.apply(tx, 'Team', [{ ...team, after: before ?? null }], 'manual');
      const declared = { membership: 'additive', members: ['user1'] };
      await state.apply(tx, 'Team', [{ ...team, before: before ?? null, after: after ?? null, declared }]);
      const origins = (await memberships(tx, state, 'Support')).map(
        ({ username, origin }) => `${username} ${origin}`,
      );
      expect(origins).toEqual(['user0 manual', 'user1 manifest']);
    });
  });

  it('of seats follow the holders; the settings stand beside them', async () => {
    const state = await populated();
    const seats = { account: state.main };
    const before = { limit: 5, holders: ['user0', 'user1'] };
    const after = { limit: 'unlimited', releaseAfterInactiveDays: 120, holders: ['user1', 'user2'] };
    await database.write(async (tx) => {
      await state.apply(tx, 'Seats', [{ ...seats, after: before }]);
      expect(await state.read(tx, 'Seats', state.main, null)).toEqual(before);
      await state.apply(tx, 'Seats', [{ ...seats, before, after }]);
      expect(await state.read(tx, 'Seats', state.main, null)).toEqual(after);
      await state.apply(tx, 'Seats', [{ ...seats, before: after, after: null }]);
      expect(await state.select(tx, 'seat')).toEqual([]);
    });
  });

  it('of a role that is renamed in the same plan can be taken away under its old name', async () => {
    const state = await populated();
    const [steward, user] = [
      { account: state.main, name: 'Steward' },
      { account: state.main, name: 'user0' },
    ];
    await database.write(async (tx) => {
      await state.apply(tx, 'Role', [{ ...steward, after: { permissions: ['seats/manage', 'users/read'] } }]);
      const [before, after] = [
        { email: 'user0@acme.example', roles: ['Steward'] },
        { email: 'user0@acme.example', roles: [] },
      ];
      await state.apply(tx, 'User', [{ ...user, before: { email: 'user0@acme.example' }, after: before }]);
      const permissions = { permissions: ['users/read', 'seats/manage'] };
      await state.apply(tx, 'Role', [
        {
          ...steward,
          name: 'Seat Steward',
          previousName: 'Steward',
          before: permissions,
          after: permissions,
        },
      ]);
      expect(await state.read(tx, 'User', state.main, 'user0')).toMatchObject({ roles: ['Seat Steward'] });
      await state.apply(tx, 'User', [{ ...user, before, after }]);
      expect(await state.read(tx, 'User', state.main, 'user0')).toMatchObject({ roles: [] });
      expect(await state.read(tx, 'Role', state.main, 'Seat Steward')).toEqual({
        permissions: ['seats/manage', 'users/read'],
      });
    });
  });

  it.each([
    ['User', { email: 'user0@acme.example' }],
    ['Team', { members: [] }],
    ['ServiceAccount', {}],
  ])(
    "of the organisation's role that is renamed in the same plan are taken from a %s",
    async (kind, rest) => {
      const state = await populated();
      const name = kind === 'User' ? 'user0' : 'Support';
      const roles = (tx: Tx) => state.read(tx, kind, state.main, name).then((values) => values?.['roles']);
      const holder = (before: readonly string[] | null, after: readonly string[]) => ({
        account: state.main,
        name,
        before: before === null ? (kind === 'User' ? rest : null) : { ...rest, roles: [...before] },
        after: { ...rest, roles: [...after] },
      });
      const permissions = { permissions: ['users/read'] };
      await database.write(async (tx) => {
        await state.apply(tx, 'Role', [{ name: 'R', after: permissions }]);
        await state.apply(tx, kind, [holder(null, ['R'])]);
        const moved = { name: 'R2', previousName: 'R', before: permissions, after: permissions };
        await state.apply(tx, 'Role', [moved]);
        await state.apply(tx, kind, [holder(['R'], [])]);
        expect(await roles(tx)).toEqual([]);
      });
    },
  );

  it('go along with a role that is renamed, and are given anew of one that takes its name', async () => {
    const state = await populated();
    const user = { account: state.main, name: 'user0' };
    const values = (roles: string[]) => ({ email: 'user0@acme.example', roles });
    const permissions = { permissions: ['users/read'] };
    await database.write(async (tx) => {
      await state.apply(tx, 'Role', [{ name: 'R', after: permissions }]);
      await state.apply(tx, 'User', [{ ...user, before: values([]), after: values(['R']) }], 'manual');
      await state.apply(tx, 'Role', [
        { name: 'R2', previousName: 'R', before: permissions, after: permissions },
      ]);
      await state.apply(tx, 'User', [{ ...user, before: values(['R']), after: values(['R2']) }]);
      expect(await state.read(tx, 'User', state.main, 'user0')).toMatchObject({ roles: ['R2'] });
      await state.apply(tx, 'Role', [{ name: 'R', after: permissions }]);
      await state.apply(tx, 'User', [{ ...user, before: values(['R']), after: values(['R']) }]);
      expect(await state.read(tx, 'User', state.main, 'user0')).toMatchObject({ roles: ['R'] });
    });
  });

  it('of a team that is renamed are changed in the same plan', async () => {
    const state = await populated();
    const team = { account: state.main, name: 'Support' };
    const email = { email: 'user0@acme.example' };
    await database.write(async (tx) => {
      await state.apply(tx, 'Team', [{ ...team, after: { members: ['user0', 'user1'] } }]);
      await state.apply(tx, 'Team', [
        {
          account: state.main,
          name: 'Help',
          previousName: 'Support',
          before: { members: ['user0', 'user1'] },
          after: { members: ['user1'] },
        },
      ]);
      expect(await state.read(tx, 'Team', state.main, 'Help')).toMatchObject({ members: ['user1'] });
      expect(await state.read(tx, 'User', state.main, 'user0')).toMatchObject(email);
    });
  });
});
