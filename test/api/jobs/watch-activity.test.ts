import { uuidv7 } from 'uuidv7';
import { beforeAll, describe, expect, test } from 'vitest';
import { recordEntries } from '../../../api/audit/record.ts';
import { rows } from '../../../api/database/transaction.ts';
import { watchActivity } from '../../../api/jobs/watch-activity.ts';
import { systemContext } from '../../../api/request/system-context.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply, keyOf, type ShortDocument } from '../routes/test-world.ts';
import { noLimits } from '../sign-in/people.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database, { signInLimits: noLimits });
const minute = 60_000;
const hour = 60 * minute;

let admin: Call;
let machine: Call;
let organisationId: string;

const user = (name: string): ShortDocument => ({
  kind: 'User',
  account: 'acme',
  name,
  spec: { email: `${name}@acme.example` },
});
const people = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  const subscriptions = [
    { name: 'security', events: ['unusual-sign-in'], to: { users: ['ana'] }, channels: ['console'] },
  ];
  await apply(
    admin,
    [
      user('ana'),
      { kind: 'Notifications', account: 'acme', spec: { subscriptions } },
      { kind: 'ServiceAccount', account: 'acme', name: 'script', spec: { roles: ['Account Manager'] } },
    ],
    'people',
  );
  machine = caller(app, await keyOf(admin, 'acme', 'script'));
  const [found] = await database.snapshot((tx) => rows<{ id: string }>(tx, 'SELECT id FROM organisation'));
  organisationId = found?.id ?? '';
});

const later = (ms: number): void => {
  clock.time = new Date(clock.time.getTime() + ms);
};

async function failToSignIn(names: readonly string[]): Promise<void> {
  for (const username of names) {
    const payload = { organisation: 'acme', username, password: 'not this one' };
    expect((await app.inject({ method: 'POST', url: '/v1/sign-in', payload })).statusCode).toBe(401);
  }
}

/** Failures as they stand in the log, without the time that hashing takes. */
async function noteFailures(count: number): Promise<void> {
  const deps = { now: () => clock.time, newId: uuidv7 };
  const failure = {
    item: 'User',
    action: 'Login',
    status: 'failure' as const,
    description: 'User login failed (unknown user)',
    account: 'acme',
  };
  const failures = Array.from({ length: count }, () => failure);
  await database.write((tx) => recordEntries(tx, deps, systemContext(organisationId, 'acme'), failures));
}

/** Runs on so many replicas at once. Returns what they pointed out in all. */
async function look(replicas = 1): Promise<number> {
  const deps = { database, now: () => clock.time, newId: uuidv7 };
  const place = { organisationId, organisation: 'acme' };
  const runs = await Promise.all(Array.from({ length: replicas }, () => watchActivity(deps, place)));
  return runs.reduce((sum, { pointedOut = 0 }) => sum + pointedOut, 0);
}

const entries = (action: string) =>
  database.snapshot((tx) =>
    rows<{ actor: string; account: string; address: string | null; description: string; detail: object }>(
      tx,
      'SELECT actor, account, address, description, detail FROM audit_entry WHERE action = $1 ORDER BY id',
      action,
    ),
  );
const notified = async () =>
  (
    await database.snapshot((tx) => rows<{ text: string }>(tx, 'SELECT text FROM notification ORDER BY id'))
  ).map(({ text }) => text);

describe('failed sign-ins', () => {
  test('of three ordinary days are not pointed out', async () => {
    for (let day = 0; day < 3; day += 1) {
      for (const failures of [2, 0, 5, 1, 3, 0, 4, 2]) {
        await failToSignIn(people('ana', failures));
        expect(await look()).toBe(0);
        later(hour);
      }
      later(16 * hour);
    }
    expect(await entries('Unusual failures')).toEqual([]);
  });

  test('that spike are pointed out once by two replicas, while they come in', async () => {
    await failToSignIn([...people('stranger', 30), ...Array.from({ length: 10 }, () => 'ana')]);
    later(5 * minute);
    expect(await look(2)).toBe(1);
    expect(await look(2)).toBe(0);
    const [entry, ...more] = await entries('Unusual failures');
    const reason =
      '40 sign-ins failed within 15 minutes, of 1 users and 30 with a name that nobody has; before, never more than 5 did.';
    expect(entry).toMatchObject({
      actor: 'bylaw',
      account: 'acme',
      description: `Unusually many failed sign-ins: ${reason}`,
      detail: { kind: 'failure-spike', failures: 40, largestBefore: 5 },
    });
    expect(more).toEqual([]);
    expect(await notified()).toEqual([reason]);
  });

  test('that go on are the same finding, and a new spike after it is another one', async () => {
    later(12 * minute);
    await failToSignIn(people('stranger', 61));
    expect(await look()).toBe(0);
    later(5 * hour);
    await failToSignIn(people('stranger', 95));
    later(minute);
    expect(await look(2)).toBe(1);
    expect(await entries('Unusual failures')).toHaveLength(2);
  });

  test('of a time when no job ran are found afterwards, those of last week are not', async () => {
    later(24 * hour);
    await noteFailures(170);
    later(3 * hour);
    expect(await look()).toBe(1);
    later(24 * hour);
    await noteFailures(260);
    later(48 * hour);
    expect(await look()).toBe(0);
  });
});

describe('changes', () => {
  const change = async (call: Call, names: readonly string[], lastName: string): Promise<void> => {
    for (const name of names) {
      const spec = { email: `${name}@acme.example`, lastName };
      const { status, text } = await call('PUT', `/v1/accounts/acme/users/${name}`, { spec });
      expect([200, 201], text).toContain(status);
    }
  };

  test('by a plan, however many, and a few by hand are not pointed out', async () => {
    await apply(machine, people('declared', 60).map(user), 'sixty');
    await change(machine, people('hand', 10), 'Kovač');
    expect(await look()).toBe(0);
    expect(await entries('Unusual changes')).toEqual([]);
  });

  test('by hand that are far more than usual are pointed out once, with who made them', async () => {
    later(2 * hour);
    await change(machine, people('hand', 45), 'Horvat');
    expect(await look(2)).toBe(1);
    expect(await look()).toBe(0);
    expect(await entries('Unusual changes')).toMatchObject([
      {
        actor: 'bylaw',
        account: 'acme',
        address: 'ServiceAccount/acme/script',
        detail: { kind: 'mass-changes', actor: 'script', removals: 0 },
      },
    ]);
    expect((await notified()).at(-1)).toMatch(/^script made \d+ changes by hand within 60 minutes/);
  });

  test('removals of somebody else are found sooner', async () => {
    later(2 * hour);
    for (const name of people('hand', 16)) {
      expect((await admin('DELETE', `/v1/accounts/acme/users/${name}`)).status).toBe(204);
    }
    expect(await look()).toBe(1);
    expect((await entries('Unusual changes')).at(-1)?.description).toContain('16 of them removals');
  });
});
