import { beforeEach, describe, expect, test } from 'vitest';
import { editResource } from '../../../api/commit/edit.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import { releaseInactiveSeats } from '../../../api/jobs/release-inactive-seats.ts';
import { assignSeats, removeSeats } from '../../../api/seats/change-seats.ts';
import { readSeatOverview } from '../../../api/seats/overview.ts';
import { testDatabase } from '../../support/database.ts';
import { declaration, document } from '../../support/organisation.ts';
import { applied, day, entries, type JobWorld, jobWorld, setFacts, user } from './job-world.ts';

const database = await testDatabase();
const limit = 90 * day;
const names = ['away', 'back', 'fresh', 'here'];

const documents = (limitOf = 10, holders = names) => [
  document('Account', { name: 'emea' }, {}),
  ...names.map((name) => user(name, { conversationsRoles: ['agent'] })),
  user('spare'),
  document(
    'Seats',
    { account: 'emea' },
    { limit: limitOf, holders: [...holders], releaseAfterInactiveDays: 90 },
  ),
];

const rule = (days: number) => ({ releaseAfterInactiveDays: days });
const seats = (days?: number) =>
  document(
    'Seats',
    { account: 'emea' },
    { limit: 10, holders: names, ...(days === undefined ? {} : rule(days)) },
  );

let number = 0;
let world: JobWorld;

const assigned = async (): Promise<number> =>
  (await database.snapshot((tx) => readSeatOverview(tx, world.place.organisationId, null, world.now)))
    .assigned;
const changer = () => ({ deps: world.deps, context: world.organisation.context, edit: editResource });
const ask = (...users: string[]) => ({ account: 'emea', users });
/** The same state a moment later. */
const later = (ms: number) => ({ ...world.deps, now: () => new Date(world.now.getTime() + ms) });

beforeEach(async () => {
  number += 1;
  world = await jobWorld(database, documents().slice(1), { name: `org${number}` });
  await setFacts(world, 'away', { signedIn: limit, assigned: 9 * limit });
  await setFacts(world, 'back', { signedIn: limit - 1, assigned: 9 * limit });
  await setFacts(world, 'fresh', { signedIn: 5 * limit, assigned: limit - 1 });
  await setFacts(world, 'here', { signedIn: day, assigned: 9 * limit });
});

describe('a seat that a rule takes back', () => {
  test('goes from who is inactive for that long, once', async () => {
    const runs = await Promise.all([1, 2].map(() => releaseInactiveSeats(world.deps, world.place)));
    expect(runs.reduce((sum, { released = 0 }) => sum + released, 0)).toBe(1);
    expect(await releaseInactiveSeats(world.deps, world.place)).toEqual({ released: 0 });
    const told = await entries(world, 'Seat', 'Release');
    expect(told).toEqual([
      {
        actor: 'bylaw',
        description: 'Seat taken from user (away)',
        address: 'Seats/emea',
        detail: { by: 'rule', reason: 'inactive for 90 days' },
      },
    ]);
    expect(await assigned()).toBe(3);
  });

  test.each([
    ['the account itself', (days: number) => [...documents().slice(0, -1), seats(days)]],
    [
      'a template',
      (days: number) => [
        ...documents().slice(0, -1),
        seats(),
        document('SettingsTemplate', { name: 'all' }, { selector: {}, settings: { seats: rule(days) } }),
      ],
    ],
  ])('is foretold by the plan that tightens the rule, by %s', async (_, declared) => {
    const { deps, context } = world.organisation;
    await applied(world.organisation, declared(3650));
    // `here` keeps it by a millisecond; `spare` has none.
    await setFacts(world, 'back', { signedIn: 30 * day });
    await setFacts(world, 'here', { signedIn: 30 * day - 1 });
    await setFacts(world, 'spare', { signedIn: 9 * limit });
    const plan = await planDeclaration(deps, context, declaration(declared(30)));
    expect(plan.impact).toMatchObject([
      {
        code: 'loses-seat',
        account: 'emea',
        people: ['away', 'back', 'fresh'],
        detail: 'will lose the seat at the next run of releaseAfterInactiveDays: no sign-in since 2026-10-25',
      },
    ]);
    expect(await releaseInactiveSeats(world.deps, world.place)).toEqual({ released: 0 });
    await applied(world.organisation, declared(30));
    expect(await releaseInactiveSeats(world.deps, world.place)).toEqual({ released: 3 });
    const told = (await entries(world, 'Seat', 'Release')).map(({ description }) => description);
    expect(told).toEqual(['away', 'back', 'fresh'].map((name) => `Seat taken from user (${name})`));
  });

  test('is no drift, and no plan undoes it', async () => {
    await releaseInactiveSeats(world.deps, world.place);
    const { deps, context } = world.organisation;
    const plan = await planDeclaration(deps, context, declaration(documents()));
    expect(plan.status).toBe('nothing-to-do');
    await applied(world.organisation, [...documents(), user('new')]);
    expect(await assigned()).toBe(3);
  });

  test('is free for somebody else, and comes back by an assignment, within the limit', async () => {
    await applied(world.organisation, documents(4));
    await releaseInactiveSeats(world.deps, world.place);
    await applied(world.organisation, documents(4, [...names, 'spare']));
    expect(await assigned()).toBe(4);
    await expect(assignSeats(changer(), ask('away'))).rejects.toMatchObject({
      code: 'seats/limit-exceeded',
      message: 'account emea would use 5 seats; its limit is 4',
    });
    expect(await assigned()).toBe(4);
    await applied(world.organisation, documents(5, [...names, 'spare']));
    expect(await assignSeats(changer(), ask('AWAY', 'here'))).toEqual({
      account: 'emea',
      changed: ['away'],
      unchanged: ['here'],
    });
    expect(await assigned()).toBe(5);
    // The assignment lasts for as long as the rule allows.
    expect(await releaseInactiveSeats(later(limit - 1), world.place)).toMatchObject({ released: 3 });
    expect(await assigned()).toBe(2);
    expect(await releaseInactiveSeats(later(limit), world.place)).toMatchObject({ released: 2 });
  });

  test('is not in the pool either', async () => {
    const small = await jobWorld(database, documents().slice(1), { name: `pool${number}`, seats: 4 });
    world = small;
    await setFacts(world, 'away', { signedIn: limit, assigned: limit });
    await releaseInactiveSeats(world.deps, world.place);
    await applied(world.organisation, documents(10, [...names, 'spare']));
    await expect(assignSeats(changer(), ask('away'))).rejects.toMatchObject({ code: 'seats/pool-exceeded' });
  });

  test('two assignments at the same time lift it once', async () => {
    await releaseInactiveSeats(world.deps, world.place);
    const before = (await entries(world, 'Seat', 'Assign')).length;
    await Promise.all([1, 2].map(() => assignSeats(changer(), ask('away'))));
    expect((await entries(world, 'Seat', 'Assign')).length).toBe(before + 1);
  });

  test('is a new one once it was taken away and assigned again', async () => {
    await releaseInactiveSeats(world.deps, world.place);
    await applied(world.organisation, documents(10, ['back', 'fresh', 'here']));
    world = { ...world, deps: later(1) };
    const { deps } = world;
    await applied({ ...world.organisation, deps }, documents());
    expect(await assigned()).toBe(4);
  });
});

test('seats by hand are given and taken in bulk, and nothing happens twice', async () => {
  await applied(world.organisation, documents().slice(0, -1));
  expect(await assigned()).toBe(0);
  const runs = await Promise.all([
    assignSeats(changer(), ask('away', 'back')),
    assignSeats(changer(), ask('back', 'here')),
    assignSeats(changer(), ask('fresh')),
  ]);
  expect(runs.flatMap(({ changed }) => changed).sort()).toEqual(names);
  expect(await assigned()).toBe(4);
  expect(await removeSeats(changer(), ask('away', 'spare'))).toEqual({
    account: 'emea',
    changed: ['away'],
    unchanged: ['spare'],
  });
  expect(await assigned()).toBe(3);
  await expect(assignSeats(changer(), ask('stranger'))).rejects.toMatchObject({ status: 404 });
});

test('what a manifest set manages is not changed by hand without a reason', async () => {
  await expect(removeSeats(changer(), ask('here'))).rejects.toMatchObject({ code: 'managed/by-set' });
  await removeSeats(changer(), { ...ask('here'), breakGlass: 'left the company' });
  expect(await assigned()).toBe(3);
});
