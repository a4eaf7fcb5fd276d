import { describe, expect, test } from 'vitest';
import { noteThresholds } from '../../../api/commit/note-thresholds.ts';
import { execute, rows } from '../../../api/database/transaction.ts';
import { watchSeats } from '../../../api/jobs/watch-seats.ts';
import { testDatabase } from '../../support/database.ts';
import { document } from '../../support/organisation.ts';
import { type JobWorld, jobWorld, user } from './job-world.ts';

const database = await testDatabase();
const subscriptions = (name: string) => [
  { name, events: ['seat-threshold'], to: { users: ['watcher'] }, channels: ['console'] },
];

/** An account `emea` with a limit, and people to seat. */
function worldOf(name: string, limit: number | 'unlimited', seats = 2000): Promise<JobWorld> {
  const told = { subscriptions: subscriptions('seats') };
  return jobWorld(
    database,
    [
      user('watcher'),
      user('watcher', {}, name),
      document('Seats', { account: 'emea' }, { limit }),
      document('Notifications', { account: 'emea' }, told),
      document('Notifications', { account: name }, told),
    ],
    { name, seats },
  );
}

/** Seats so many people of `emea` by the database, as a sync might. */
async function seat({ place }: JobWorld, count: number): Promise<void> {
  await database.write(async (tx) => {
    await execute(tx, 'DELETE FROM seat WHERE organisation_id = $1::uuid', place.organisationId);
    await execute(
      tx,
      `INSERT INTO app_user (organisation_id, id, account_id, username, username_key, email, email_key, origin, created_at)
       SELECT u.organisation_id, gen_random_uuid(), account_id, 'p' || n, 'p' || n, 'p' || n, 'p' || n, origin, u.created_at
       FROM app_user u JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id AND a.name = 'emea'
       CROSS JOIN generate_series(1, $2::int) AS n WHERE u.organisation_id = $1::uuid AND username = 'watcher' ON CONFLICT DO NOTHING`,
      place.organisationId,
      count,
    );
    await execute(
      tx,
      `INSERT INTO seat (organisation_id, account_id, user_id, origin, assigned_at)
       SELECT organisation_id, account_id, id, 'scim', created_at FROM app_user
       WHERE organisation_id = $1::uuid AND username LIKE 'p%' ORDER BY username LIMIT $2::int`,
      place.organisationId,
      count,
    );
  });
}

async function texts({ place }: JobWorld): Promise<readonly string[]> {
  const found = await database.snapshot((tx) =>
    rows<{ text: string }>(
      tx,
      'SELECT text FROM notification WHERE organisation_id = $1::uuid ORDER BY id',
      place.organisationId,
    ),
  );
  return found.map(({ text }) => text);
}

describe('a threshold', () => {
  test.each([
    [20, 17, 85],
    [50, 43, 85],
    [51, 49, 95],
    [100, 95, 95],
    [101, 98, 97],
    [1000, 970, 97],
  ])('of a limit of %i is told when %i seats are in use, and not before', async (limit, first, percent) => {
    const world = await worldOf(`size${limit}`, limit);
    await seat(world, first - 1);
    expect(await watchSeats(world.deps, world.place)).toEqual({ crossed: 0 });
    await seat(world, first);
    expect(await watchSeats(world.deps, world.place)).toEqual({ crossed: 1 });
    const share = Math.floor((first * 100) / limit);
    expect(await texts(world)).toEqual([
      `${first} seats are in use, ${share} % of the limit of emea (${limit}); the warning threshold is ${percent} %`,
    ]);
  });

  test('is told once per crossing, whoever sees it and however often', async () => {
    const world = await worldOf('once', 20);
    await seat(world, 18);
    const runs = await Promise.all([1, 2, 3].map(() => watchSeats(world.deps, world.place)));
    expect(runs.reduce((sum, { crossed = 0 }) => sum + crossed, 0)).toBe(1);
    await seat(world, 20);
    expect(await watchSeats(world.deps, world.place)).toEqual({ crossed: 0 });
    await seat(world, 16);
    expect(await watchSeats(world.deps, world.place)).toEqual({ crossed: 0 });
    await seat(world, 17);
    expect(await watchSeats(world.deps, world.place)).toEqual({ crossed: 1 });
    expect(await texts(world)).toHaveLength(2);
  });

  test('of the pool is told where an account has no limit', async () => {
    const world = await worldOf('pool', 'unlimited', 20);
    await seat(world, 17);
    expect(await watchSeats(world.deps, world.place)).toEqual({ crossed: 1 });
    expect(await texts(world)).toEqual([
      '17 seats are in use, 85 % of the 20 purchased; the warning threshold is 85 %',
    ]);
  });

  test('is looked at for the accounts that changed only', async () => {
    const world = await worldOf('some', 20);
    await seat(world, 17);
    const { organisationId } = world.place;
    const note = (ids: readonly string[]) =>
      database.write((tx) => noteThresholds(tx, world.deps, organisationId, ids));
    const [emea] = await database.snapshot((tx) =>
      rows<{ id: string }>(
        tx,
        `SELECT id FROM account WHERE organisation_id = $1::uuid AND name = 'emea'`,
        organisationId,
      ),
    );
    expect(await note([])).toBe(0);
    expect(await note([emea?.id ?? ''])).toBe(1);
    expect(await note([emea?.id ?? ''])).toBe(0);
  });
});
