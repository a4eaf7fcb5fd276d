import fc from 'fast-check';
import { expect, test } from 'vitest';
import { execute, insertRows, type Tx } from '../../../api/database/transaction.ts';
import { readWorld } from '../../../api/kinds/read-world.ts';
import { readMeasuredSeats } from '../../../api/kinds/reading/measured-seats.ts';
import { readOrganisation } from '../../../api/organisations/list.ts';
import { readAccountSeats } from '../../../api/seats/accounts.ts';
import { readSeatOverview } from '../../../api/seats/overview.ts';
import { type ListedPerson, type PeopleFilter, readSeatPeople } from '../../../api/seats/people.ts';
import { allPages } from '../../../api/seats/report.ts';
import { testDatabase } from '../../support/database.ts';
import { idOf, insertOrganisation, ORGANISATION } from '../../support/organisation-row.ts';

const database = await testDatabase();
const now = new Date('2026-05-31T12:00:00.000Z');
/** Three calendar months before it: February has no 31st. */
const edge = Date.parse('2026-02-28T12:00:00.000Z');
const accounts = ['apac', 'emea', 'org'];

const moments = fc.constantFrom(edge - 1, edge, edge + 1, now.getTime(), Date.parse('2020-01-01T00:00:00Z'));
const person = fc.record({
  account: fc.nat({ max: accounts.length - 1 }),
  created: moments,
  activated: fc.option(moments),
  signedIn: fc.option(moments),
  roles: fc.subarray(['agent', 'viewer']),
  seats: fc.subarray(['manual', 'sso', 'template']),
  assigned: moments,
  released: fc.option(moments),
});
type Model = typeof person extends fc.Arbitrary<infer T> ? T : never;
const organisation = fc.record({
  people: fc.array(person, { maxLength: 30 }),
  limits: fc.array(fc.option(fc.nat({ max: 12 })), {
    minLength: accounts.length,
    maxLength: accounts.length,
  }),
});

const accountId = (index: number): string => idOf(100 + index);
const userId = (index: number): string => idOf(1000 + index);
const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

async function write(tx: Tx, people: readonly Model[], limits: readonly (number | null)[]): Promise<void> {
  for (const table of ['app_user', 'account', 'effective_setting', 'seen_event', 'organisation'])
    await execute(tx, `DELETE FROM ${table}`);
  await insertOrganisation(tx);
  const org = { organisation_id: ORGANISATION };
  const ids = { organisation_id: 'uuid', id: 'uuid' };
  await insertRows(
    tx,
    'account',
    { ...ids, name: 'text', main: 'boolean' },
    accounts.map((name, index) => ({ ...org, id: accountId(index), name, main: name === 'org' })),
  );
  await insertRows(
    tx,
    'effective_setting',
    { organisation_id: 'uuid', account_id: 'uuid', kind: 'text', value: 'jsonb', provenance: 'jsonb' },
    limits.map((limit, index) => ({
      ...org,
      account_id: accountId(index),
      kind: 'Seats',
      value: { limit: limit ?? 'unlimited' },
      provenance: {},
    })),
  );
  const users = people.map(({ account, created }, index) => ({
    ...org,
    id: userId(index),
    account_id: accountId(account),
    username: `User${index}`,
    username_key: `user${index}`,
    email: `u${index}@x`,
    email_key: `u${index}@x`,
    origin: 'manual',
    created_at: iso(created),
  }));
  const text = { username: 'text', username_key: 'text', email: 'text', email_key: 'text', origin: 'text' };
  await insertRows(tx, 'app_user', { ...ids, account_id: 'uuid', ...text, created_at: 'timestamptz' }, users);
  const of = { organisation_id: 'uuid', user_id: 'uuid' };
  const ofUser = (index: number) => ({ ...org, user_id: userId(index) });
  await insertRows(
    tx,
    'user_activity',
    { ...of, activated_at: 'timestamptz', last_sign_in_at: 'timestamptz' },
    people.map(({ activated, signedIn }, index) => ({
      ...ofUser(index),
      activated_at: iso(activated),
      last_sign_in_at: iso(signedIn),
    })),
  );
  await insertRows(
    tx,
    'user_conversations_role',
    { ...of, role: 'text', origin: 'text' },
    people.flatMap(({ roles }, index) => roles.map((role) => ({ ...ofUser(index), role, origin: 'manual' }))),
  );
  await insertRows(
    tx,
    'seat',
    { ...of, account_id: 'uuid', origin: 'text', assigned_at: 'timestamptz', released_at: 'timestamptz' },
    people.flatMap(({ seats, account, assigned, released }, index) =>
      seats.map((origin) => ({
        ...ofUser(index),
        account_id: accountId(account),
        origin,
        assigned_at: iso(assigned),
        released_at: released === null ? null : iso(released),
      })),
    ),
  );
}

const isSeated = ({ seats, released }: Model): boolean => seats.length > 0 && released === null;
const isAway = ({ signedIn, activated, created }: Model): boolean =>
  (signedIn ?? Math.max(activated ?? 0, created)) < edge;

/** The list behind a figure, in pages of three. */
async function list(filter: PeopleFilter): Promise<readonly string[]> {
  const found: ListedPerson[] = [];
  const pages = allPages<ListedPerson>((last) =>
    database.snapshot((tx) =>
      readSeatPeople(tx, ORGANISATION, filter, { at: now, after: last?.position ?? null, limit: 1000 }),
    ),
  );
  for await (const page of pages) found.push(...page);
  let after: ListedPerson['position'] | null = null;
  const small: ListedPerson[] = [];
  for (;;) {
    const begin: ListedPerson['position'] | null = after;
    const page: readonly ListedPerson[] = await database.snapshot((tx) =>
      readSeatPeople(tx, ORGANISATION, filter, { at: now, after: begin, limit: 11 }),
    );
    small.push(...page);
    if (page.length < 11) break;
    after = page.at(-1)?.position ?? null;
  }
  expect(small).toEqual(found);
  return found.map(({ username }) => username);
}

test('every figure is that of the list behind it, and they add up', async () => {
  const property = fc.asyncProperty(organisation, async ({ people, limits }) => {
    await database.write((tx) => write(tx, people, limits));
    const names = (which: (model: Model) => boolean): readonly string[] =>
      people.flatMap((model, index) => (which(model) ? [`User${index}`] : [])).sort();
    const reading = async (accountsOf: readonly string[] | null) =>
      database.snapshot((tx) => readSeatOverview(tx, ORGANISATION, accountsOf, now));
    const whole = await reading(null);
    const sorted = async (filter: PeopleFilter) => [...(await list(filter))].sort();

    expect(await sorted({ accounts: null, seat: 'assigned' })).toEqual(names(isSeated));
    expect(await sorted({ accounts: null, seat: 'none' })).toEqual(names((model) => !isSeated(model)));
    const useless = (model: Model): boolean => isSeated(model) && model.roles.length === 0;
    const away = (model: Model): boolean => isSeated(model) && isAway(model);
    expect(await sorted({ accounts: null, inactive: 'no-sign-in' })).toEqual(names(away));
    expect(await sorted({ accounts: null, inactive: 'no-conversations-role' })).toEqual(names(useless));
    expect(await sorted({ accounts: null, inactive: 'any' })).toEqual(
      names((model) => away(model) || useless(model)),
    );
    const count = (which: (model: Model) => boolean): number => people.filter(which).length;
    expect(whole).toMatchObject({
      purchased: 10,
      assigned: count(isSeated),
      remaining: Math.max(10 - count(isSeated), 0),
      over: Math.max(count(isSeated) - 10, 0),
      inactive: {
        users: count((model) => away(model) || useless(model)),
        noSignIn: count(away),
        noConversationsRole: count(useless),
        both: count((model) => away(model) && useless(model)),
      },
      accounts: accounts.length,
    });

    const table = await database.snapshot((tx) =>
      readAccountSeats(tx, ORGANISATION, { accounts: null }, { after: null, limit: 100 }),
    );
    expect(table.map(({ account, assigned, limit }) => [account, assigned, limit])).toEqual(
      accounts.map((name, index) => [
        name,
        count((model) => isSeated(model) && model.account === index),
        limits[index] ?? null,
      ]),
    );
    const parts = await Promise.all(accounts.map((name) => reading([name])));
    expect(parts.reduce((sum, { assigned }) => sum + assigned, 0)).toBe(whole.assigned);
    expect(parts.reduce((sum, { inactive }) => sum + inactive.users, 0)).toBe(whole.inactive.users);
    expect(whole.limits.sum).toBe(parts.reduce((sum, { limit }) => sum + (limit ?? 0), 0));

    // The figures that plans, thresholds and the vendor go by are the same.
    await database.snapshot(async (tx) => {
      const measured = await readMeasuredSeats(tx, ORGANISATION, null);
      expect(measured.find(({ pool }) => pool)?.used).toBe(whole.assigned);
      const world = await readWorld(tx, ORGANISATION, 'org', now, {
        touched: [{ everyone: 'emea' }],
        alwaysAccountManagers: true,
      });
      expect([...world.accounts.values()].reduce((sum, { seatsAssigned }) => sum + seatsAssigned, 0)).toBe(
        whole.assigned,
      );
      const seated = [...(world.accounts.get('emea')?.people.values() ?? [])].filter(
        ({ seat, otherSeat }) => seat || otherSeat,
      );
      expect(seated).toHaveLength(count((model) => isSeated(model) && model.account === 1));
      expect((await readOrganisation(tx, `org-${ORGANISATION}`)).assignedSeats).toBe(whole.assigned);
    });
  });
  await fc.assert(property, { numRuns: 8 });
});
