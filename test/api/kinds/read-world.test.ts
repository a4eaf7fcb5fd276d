import { describe, expect, it } from 'vitest';
import type { Database } from '../../../api/database/database.ts';
import { execute } from '../../../api/database/transaction.ts';
import type { Touched } from '../../../api/kinds/kind.ts';
import { holdsAccountManager, permissionsOf } from '../../../api/kinds/people/permissions.ts';
import { projectWorld } from '../../../api/kinds/project-world.ts';
import { readWorld } from '../../../api/kinds/read-world.ts';
import type { World } from '../../../api/kinds/world.ts';
import { testDatabase } from '../../support/database.ts';
import { changeOf } from './change.ts';
import { counted, now, State } from './state.ts';

const database: Database = await testDatabase();

/** A main account with a team, and a sub-account with a user. */
async function group(): Promise<State> {
  const state = await State.make(database);
  const user = (account: string, name: string, more = {}) => ({
    account,
    name,
    after: { email: `${name}@acme.example`, ...more },
  });
  await database.write(async (tx) => {
    await state.apply(tx, 'Account', [{ name: 'emea', after: {} }]);
    await state.apply(tx, 'Role', [
      { account: state.main, name: 'Steward', after: { permissions: ['seats/manage'] } },
    ]);
    await state.apply(tx, 'User', [
      user(state.main, 'Ana', { roles: ['Steward'], conversationsRoles: ['agent'] }),
      user(state.main, 'ivan'),
      user('emea', 'eva', { roles: ['Analyze Manager'] }),
    ]);
    await state.apply(tx, 'Team', [
      { account: state.main, name: 'Admins', after: { members: ['ivan'], roles: ['Account Manager'] } },
    ]);
    await state.apply(tx, 'Seats', [{ account: state.main, after: { holders: ['Ana'], limit: 5 } }]);
  });
  return state;
}

function reading(state: State, touched: readonly Touched[]): Promise<World> {
  const request = { touched, alwaysAccountManagers: true } as const;
  return database.snapshot((tx) => readWorld(tx, state.organisationId, 'acme', now, request));
}

const names = (world: World) =>
  Object.fromEntries([...world.accounts].map(([name, { people }]) => [name, [...people.keys()].sort()]));

describe('the world', () => {
  it('always has the Account Managers of the main account, by themselves and by a team, and nobody else', async () => {
    const state = await group();
    const world = await reading(state, []);
    expect(names(world)).toEqual({ [state.main]: ['ivan', 'root'], emea: [] });
    const main = world.accounts.get(state.main);
    const people = [...(main?.people.values() ?? [])];
    expect(people.every((person) => main && holdsAccountManager(person, main))).toBe(true);
  });

  it.each<
    [string, (state: State) => readonly Touched[], (main: string) => Record<string, readonly string[]>]
  >([
    [
      'everyone in an account',
      () => [{ everyone: 'emea' }],
      (main) => ({ [main]: ['ivan', 'root'], emea: ['eva'] }),
    ],
    [
      'users, in whatever spelling',
      ({ main }) => [{ account: main, usernames: ['ANA', 'nobody'] }],
      (main) => ({ [main]: ['ana', 'ivan', 'root'], emea: [] }),
    ],
    [
      'holders of a role of one account',
      ({ main }) => [{ role: 'steward', account: main }],
      (main) => ({ [main]: ['ana', 'ivan', 'root'], emea: [] }),
    ],
    [
      'holders of a role of the organisation',
      () => [{ role: 'Analyze Manager', account: null }],
      (main) => ({ [main]: ['ivan', 'root'], emea: ['eva'] }),
    ],
    [
      'members of a team',
      ({ main }) => [{ team: 'ADMINS', account: main }],
      (main) => ({ [main]: ['ivan', 'root'], emea: [] }),
    ],
    [
      'everyone in an account who has a seat',
      ({ main }) => [{ seated: main }],
      (main) => ({ [main]: ['ana', 'ivan', 'root'], emea: [] }),
    ],
    [
      'everyone with a seat in accounts with some labels',
      () => [{ seatedIn: {} }],
      (main) => ({ [main]: ['ana', 'ivan', 'root'], emea: [] }),
    ],
    [
      'nobody with a seat of an account that is yet to be made',
      () => [{ seated: 'apac' }],
      (main) => ({ [main]: ['ivan', 'root'], emea: [] }),
    ],
    [
      'everyone in accounts with some labels',
      () => [{ everyoneIn: {} }],
      (main) => ({ [main]: ['ana', 'ivan', 'root'], emea: ['eva'] }),
    ],
    [
      'nobody of an account that is yet to be made',
      () => [{ everyone: 'apac' }],
      (main) => ({ [main]: ['ivan', 'root'], emea: [] }),
    ],
  ])('has %s', async (_, touched, people) => {
    const state = await group();
    expect(names(await reading(state, touched(state)))).toEqual(people(state.main));
  });

  it('tells what people have, and what follows from it', async () => {
    const state = await group();
    const world = await reading(state, [{ everyone: state.main }]);
    const main = world.accounts.get(state.main);
    const ana = main?.people.get('ana');
    expect(ana).toMatchObject({
      username: 'Ana',
      enabled: true,
      roles: new Set(['steward']),
      conversationsRoles: new Set(['agent']),
      seat: true,
      otherSeat: false,
      seatAssignedAt: now.getTime(),
      otherSeatAssignedAt: null,
      facts: { createdAt: now.getTime(), lastSignInAt: null, failedAttempts: 0 },
    });
    expect(ana && permissionsOf(ana, world)).toEqual(new Set(['seats/manage']));
    expect(main).toMatchObject({ main: true, enabled: true, peopleCount: 3, seatsAssigned: 1 });
    expect(main?.teams.get('admins')).toEqual({ roles: new Set(['account manager']), membership: null });
    expect(world.purchasedSeats).toBe(10);
  });

  it('tells failures of browsers that are known: of who is locked all, else those that failed', async () => {
    const state = await group();
    const reads = async () => {
      const world = await reading(state, [{ account: state.main, usernames: ['ana'] }]);
      return [...(world.accounts.get(state.main)?.people.get('ana')?.facts.deviceFailures ?? [])].sort();
    };
    expect(await reads()).toEqual([]);
    const own = `FROM app_user u WHERE u.organisation_id = $1::uuid AND u.username_key = 'ana'`;
    const device = `
      INSERT INTO known_device (organisation_id, id, user_id, token_hash, failed_attempts, created_at, last_used_at)
      SELECT u.organisation_id, gen_random_uuid(), u.id, 'browser ' || f, f, $2::timestamptz, $2::timestamptz
      FROM unnest(ARRAY[0, 2]) AS f, app_user u WHERE u.organisation_id = $1::uuid AND u.username_key = 'ana'`;
    await database.write((tx) => execute(tx, device, state.organisationId, now.toISOString()));
    expect(await reads()).toEqual([2]);
    const lock = `UPDATE user_activity a SET locked_at = $2::timestamptz ${own} AND a.organisation_id = $1::uuid AND a.user_id = u.id`;
    await database.write((tx) => execute(tx, lock, state.organisationId, now.toISOString()));
    expect(await reads()).toEqual([0, 2]);
  });

  it('tells seats of sso apart, and not as in use what a rule took back', async () => {
    const state = await group();
    const at = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60 * 1000).toISOString();
    await database.write(async (tx) => {
      await execute(
        tx,
        `INSERT INTO seat (organisation_id, account_id, user_id, origin, assigned_at)
         SELECT organisation_id, account_id, user_id, 'sso', $2::timestamptz FROM seat WHERE organisation_id = $1::uuid`,
        state.organisationId,
        at(2),
      );
      await execute(
        tx,
        `UPDATE seat SET released_at = $2::timestamptz WHERE organisation_id = $1::uuid AND origin <> 'sso'`,
        state.organisationId,
        at(1),
      );
    });
    const world = await reading(state, [{ seated: state.main }]);
    expect(world.accounts.get(state.main)?.people.get('ana')).toMatchObject({
      seat: false,
      seatAssignedAt: now.getTime(),
      otherSeat: true,
      otherSeatAssignedAt: Date.parse(at(2)),
    });
  });

  it('keeps what comes from sso apart', async () => {
    const state = await group();
    const role = state.idOf('Role', null, 'Finance Manager');
    await database.write((tx) =>
      execute(
        tx,
        "INSERT INTO user_role VALUES ($1::uuid, $2::uuid, $3::uuid, 'sso')",
        state.organisationId,
        state.idOf('User', 'emea', 'eva'),
        role,
      ),
    );
    const eva = (await reading(state, [{ everyone: 'emea' }])).accounts.get('emea')?.people.get('eva');
    expect([eva?.roles, eva?.otherRoles]).toEqual([
      new Set(['analyze manager']),
      new Set(['finance manager']),
    ]);
  });

  it('takes eight statements, whatever is touched', async () => {
    const state = await group();
    const all: readonly Touched[] = [
      { everyone: state.main },
      { everyone: 'emea' },
      { role: 'Steward', account: state.main },
      { seated: 'emea' },
      { seatedIn: {} },
    ];
    for (const touched of [[], all]) {
      const taken = await database.snapshot(async (tx) => {
        const counting = counted(tx);
        await readWorld(counting.tx, state.organisationId, 'acme', now, {
          touched,
          alwaysAccountManagers: true,
        });
        return counting.statements();
      });
      expect(taken).toBe(8);
    }
  });

  it('has the names of accounts after the plan', async () => {
    const state = await group();
    const request = {
      touched: [{ everyone: 'europe' }],
      alwaysAccountManagers: true,
      renames: new Map([['emea', 'europe']]),
    } as const;
    const world = await database.snapshot((tx) => readWorld(tx, state.organisationId, 'acme', now, request));
    expect(names(world)).toEqual({ [state.main]: ['ivan', 'root'], europe: ['eva'] });
  });
});

describe('a projection', () => {
  it('is the world that is read after the write', async () => {
    const state = await group();
    const { main } = state;
    const changes = {
      User: [
        { account: main, name: 'new', after: { email: 'new@acme.example', conversationsRoles: ['viewer'] } },
      ],
      Team: [
        {
          account: main,
          name: 'Admins',
          before: { members: ['ivan'], roles: ['Account Manager'] },
          after: { members: ['new'], roles: ['Steward'] },
        },
      ],
      Seats: [
        {
          account: main,
          before: { holders: ['Ana'], limit: 5 },
          after: { holders: ['ivan', 'new'], limit: 5 },
        },
      ],
    };
    const planned = Object.entries(changes).flatMap(([kind, drafts]) =>
      drafts.map((draft) => changeOf(kind, draft)),
    );
    const projected = projectWorld(await reading(state, [{ everyone: main }]), planned);
    await database.write(async (tx) => {
      for (const [kind, drafts] of Object.entries(changes)) await state.apply(tx, kind, drafts);
    });
    const read = await reading(state, [{ everyone: main }]);
    const comparable = ({ accounts }: World) => {
      const account = accounts.get(main);
      const people = [...(account?.people ?? [])].map(
        ([key, person]) => [key, { ...person, id: null }] as const,
      );
      return {
        people: new Map(people),
        teams: account?.teams,
        count: account?.peopleCount,
        seats: account?.seatsAssigned,
      };
    };
    expect(comparable(projected)).toEqual(comparable(read));
  });
});
