import { beforeEach, describe, expect, test } from 'vitest';
import { execute, rows } from '../../../api/database/transaction.ts';
import { disableInactive } from '../../../api/jobs/disable-inactive.ts';
import { inactiveAt } from '../../../api/sign-in/admission.ts';
import { readCandidate } from '../../../api/sign-in/candidate.ts';
import { testDatabase } from '../../support/database.ts';
import { document } from '../../support/organisation.ts';
import {
  day,
  entries,
  givePassword,
  type JobWorld,
  jobWorld,
  setFacts,
  suspended,
  user,
} from './job-world.ts';

const database = await testDatabase();
const policy = document('SecurityPolicy', { account: 'emea' }, { maxInactivityDays: 30 });
const limit = 30 * day;

let number = 0;

describe('inactivity', () => {
  const cases = {
    'signed in exactly the limit ago': [{ signedIn: limit }, true],
    'signed in a moment later': [{ signedIn: limit - 1 }, false],
    'signed in long ago, came back by a new password': [{ signedIn: 9 * limit, activated: day }, false],
    'never signed in, made long ago': [{}, true],
    'never signed in, made lately': [{ created: limit - 1 }, false],
    'activated long ago, never signed in': [{ activated: limit }, true],
  } as const;
  const names = Object.keys(cases).map((_, index) => `person${index}`);
  let world: JobWorld;

  beforeEach(async () => {
    number += 1;
    const people = names.map((name) => user(name));
    const off = user('off', { enabled: false });
    const already = user('already');
    world = await jobWorld(database, [...people, off, already, policy], { name: `org${number}` });
    for (const [index, [facts]] of Object.values(cases).entries()) {
      await setFacts(world, `person${index}`, facts);
    }
    await setFacts(world, 'already', { suspended: 5 * day });
  });

  test('disables exactly those whom a sign-in would refuse for it', async () => {
    const users = await database.snapshot((tx) =>
      rows<{ id: string; username: string }>(
        tx,
        'SELECT id, username FROM app_user WHERE organisation_id = $1::uuid',
        world.place.organisationId,
      ),
    );
    const refused: string[] = [];
    for (const { id, username } of users) {
      const candidate = await database.snapshot((tx) => readCandidate(tx, world.place.organisationId, id));
      if (candidate === undefined || !candidate.userEnabled) continue;
      const at = inactiveAt(candidate);
      if (at !== null && at <= world.now.getTime()) refused.push(username);
    }
    const expected = Object.values(cases).flatMap(([, hit], index) => (hit ? [`person${index}`] : []));
    expect(await disableInactive(world.deps, world.place)).toEqual({ disabled: expected.length });
    expect(await suspended(world)).toEqual(['already', ...expected]);
    expect(refused.sort()).toEqual(['already', ...expected]);
  });

  test('tells the audit log of each, once', async () => {
    await disableInactive(world.deps, world.place);
    expect(await disableInactive(world.deps, world.place)).toEqual({ disabled: 0 });
    const told = await entries(world, 'User', 'Disable');
    expect(
      told.map(({ actor, description, address, detail }) => [actor, description, address, detail]),
    ).toEqual([
      ['bylaw', 'User disabled', 'User/emea/person0', { by: 'rule', reason: 'inactive for 30 days' }],
      [
        'bylaw',
        'User disabled',
        'User/emea/person3',
        { by: 'rule', reason: 'never signed in, and inactive for 30 days' },
      ],
      [
        'bylaw',
        'User disabled',
        'User/emea/person5',
        { by: 'rule', reason: 'never signed in, and inactive for 30 days' },
      ],
    ]);
  });

  test('two replicas at the same time do it once', async () => {
    const runs = await Promise.all([1, 2].map(() => disableInactive(world.deps, world.place)));
    expect(runs.reduce((sum, { disabled = 0 }) => sum + disabled, 0)).toBe(3);
    expect(await entries(world, 'User', 'Disable')).toHaveLength(3);
  });

  test('ends sessions, links and invitations of those, and of nobody else', async () => {
    const { organisationId } = world.place;
    const at = world.now.toISOString();
    await database.write(async (tx) => {
      for (const [table, columns, values] of [
        [
          'session',
          'stage, method, created_at, last_seen_at',
          `'complete', 'password', $2::timestamptz, $2::timestamptz`,
        ],
        ['link', 'purpose, created_at, expires_at', `'password', $2::timestamptz, $2::timestamptz`],
        ['invitation', 'created_at, expires_at', '$2::timestamptz, $2::timestamptz'],
      ]) {
        await execute(
          tx,
          `INSERT INTO ${table} (organisation_id, id, user_id, token_hash, ${columns})
           SELECT organisation_id, gen_random_uuid(), id, gen_random_uuid()::text, ${values} FROM app_user
           WHERE organisation_id = $1::uuid AND username IN ('person0', 'person1')`,
          organisationId,
          at,
        );
      }
    });
    await disableInactive(world.deps, world.place);
    for (const table of ['session', 'link', 'invitation']) {
      const left = await database.snapshot((tx) =>
        rows<{ username: string }>(
          tx,
          `SELECT u.username FROM ${table} s JOIN app_user u ON u.organisation_id = s.organisation_id AND u.id = s.user_id
           WHERE s.organisation_id = $1::uuid AND u.username LIKE 'person%'`,
          organisationId,
        ),
      );
      expect(left, table).toEqual([{ username: 'person1' }]);
    }
  });
});

test('nobody is disabled in a disabled account, or where there is no limit', async () => {
  const world = await jobWorld(
    database,
    [user('one'), document('SecurityPolicy', { account: 'emea' }, { maxInactivityDays: 'never' })],
    { name: 'unlimited' },
  );
  expect(await disableInactive(world.deps, world.place)).toEqual({ disabled: 0 });
  const closed = await jobWorld(database, [user('one'), policy], { name: 'closed' });
  await database.write((tx) =>
    execute(
      tx,
      `UPDATE account SET enabled = false WHERE organisation_id = $1::uuid AND name = 'emea'`,
      closed.place.organisationId,
    ),
  );
  expect(await disableInactive(closed.deps, closed.place)).toEqual({ disabled: 0 });
});

test('works in batches, and stops between two of them', async () => {
  const world = await jobWorld(database, [user('first'), policy], { name: 'large' });
  const { organisationId } = world.place;
  await database.write(async (tx) => {
    await execute(
      tx,
      `INSERT INTO app_user (organisation_id, id, account_id, username, username_key, email, email_key, origin, created_at)
       SELECT organisation_id, gen_random_uuid(), account_id, 'p' || n, 'p' || n, 'p' || n, 'p' || n, origin, created_at
       FROM app_user, generate_series(1, 1200) AS n WHERE organisation_id = $1::uuid AND username = 'first'`,
      organisationId,
    );
    await execute(
      tx,
      `INSERT INTO user_activity (organisation_id, user_id) SELECT organisation_id, id FROM app_user
       WHERE organisation_id = $1::uuid ON CONFLICT DO NOTHING`,
      organisationId,
    );
  });
  let asked = 0;
  const stopping = (): boolean => {
    asked += 1;
    return asked > 1;
  };
  expect(await disableInactive({ ...world.deps, stopping }, world.place)).toEqual({ disabled: 500 });
  const runs = await Promise.all([1, 2, 3].map(() => disableInactive(world.deps, world.place)));
  const rest = runs.reduce((sum, { disabled = 0 }) => sum + disabled, 0);
  // What one replica holds at this moment the others pass over; a later run finds what is left.
  const last = await disableInactive(world.deps, world.place);
  expect(500 + rest + (last['disabled'] ?? 0)).toBe(1201);
  expect(await entries(world, 'User', 'Disable')).toHaveLength(1201);
});

describe('the last Account Manager', () => {
  const main = (name: string) => document('SecurityPolicy', { account: name }, { maxInactivityDays: 30 });
  const manager = (name: string, account: string) => user(name, { roles: ['Account Manager'] }, account);

  test('is spared: of several the one who was there last', async () => {
    const name = 'lastone';
    const world = await jobWorld(database, [manager('bea', name), manager('carl', name), main(name)], {
      name,
    });
    for (const who of ['ana', 'bea', 'carl']) await givePassword(world, who);
    await setFacts(world, 'ana', { signedIn: 50 * day }, name);
    await setFacts(world, 'bea', { signedIn: 40 * day }, name);
    await setFacts(world, 'carl', { signedIn: 60 * day }, name);
    const runs = await Promise.all([1, 2].map(() => disableInactive(world.deps, world.place)));
    expect(runs.map(({ disabled }) => disabled).reduce((a = 0, b = 0) => a + b)).toBe(2);
    expect(await suspended(world)).toEqual(['ana', 'carl']);
  });

  test('is nobody who is inactive where another one works', async () => {
    const name = 'working';
    const world = await jobWorld(database, [manager('bea', name), main(name)], { name });
    for (const who of ['ana', 'bea']) await givePassword(world, who);
    await setFacts(world, 'ana', { signedIn: 50 * day }, name);
    await setFacts(world, 'bea', { signedIn: day }, name);
    await disableInactive(world.deps, world.place);
    expect(await suspended(world)).toEqual(['ana']);
  });
});
