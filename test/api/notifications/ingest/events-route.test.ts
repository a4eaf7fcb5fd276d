import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute, rows } from '../../../../api/database/transaction.ts';
import { testDatabase } from '../../../support/database.ts';
import { type Call, caller, testServer } from '../../routes/test-server.ts';
import { keyOf } from '../../routes/test-world.ts';
import { notifiedOrganisation } from '../notified-organisation.ts';

const database = await testDatabase();
const { app } = await testServer(database);
let admin: Call;
/** A service of `emea` that may report events and nothing else. */
let service: Call;

beforeAll(async () => {
  const events = ['low-balance', 'balance', 'campaign'];
  const to = { users: ['finance'] };
  const subscriptions = events.map((event) => ({ name: event, events: [event], to, channels: ['console'] }));
  const { apiKey } = await notifiedOrganisation(database, { subscriptions });
  admin = caller(app, apiKey);
  await admin('PUT', '/v1/accounts/emea/roles/Reporter', { spec: { permissions: ['events/write'] } });
  await admin('PUT', '/v1/accounts/emea/service-accounts/billing', { spec: { roles: ['Reporter'] } });
  service = caller(app, await keyOf(admin, 'emea', 'billing'));
});

beforeEach(async () => {
  await database.write((tx) => execute(tx, 'DELETE FROM notification'));
});

const at = '2026-11-24T08:00:00Z';
const audit = (id: string, more: object = {}) => ({
  id,
  type: 'audit',
  at,
  account: 'emea',
  item: 'Campaign',
  action: 'Update',
  outcome: 'success',
  description: 'Campaign updated',
  ...more,
});
const balance = (id: string, amount: string, more: object = {}) => ({
  id,
  type: 'balance',
  at,
  account: 'emea',
  amount,
  currency: 'EUR',
  threshold: '20',
  ...more,
});
const campaign = (id: string) => ({
  id,
  type: 'campaign',
  at,
  account: 'emea',
  campaign: 'Autumn',
  state: 'finished',
});
const batch = (...events: readonly object[]) => ({ type: 'batch', events });

const audited = () =>
  database.snapshot((tx) =>
    rows<{ detail: { event: string } }>(
      tx,
      "SELECT actor_type, actor, item, action, status, description, account, detail FROM audit_entry WHERE item IN ('Campaign', 'One-time payment') ORDER BY id",
    ),
  );
const told = async () =>
  (
    await database.snapshot((tx) => rows<{ event: string }>(tx, 'SELECT event FROM notification ORDER BY id'))
  ).map(({ event }) => event);

describe('an event', () => {
  test('of the catalogue stands in the audit log, by whom it says', async () => {
    const user = { user: 'marko', detail: { campaign: 'Autumn' } };
    expect(await service('POST', '/v1/events', audit('a-1', user))).toMatchObject({
      status: 200,
      body: { taken: 1, repeated: 0 },
    });
    const payment = { item: 'One-time payment', action: 'Unsuccessful', outcome: 'failure' };
    await service(
      'POST',
      '/v1/events',
      audit('a-2', { ...payment, description: 'Payment failed (currency)', values: ['EUR'] }),
    );
    expect(await audited()).toEqual([
      {
        actor_type: 'user',
        actor: 'marko',
        item: 'Campaign',
        action: 'Update',
        status: 'success',
        description: 'Campaign updated',
        account: 'emea',
        detail: { campaign: 'Autumn', event: 'a-1', occurredAt: at, reportedBy: 'billing' },
      },
      {
        actor_type: 'service-account',
        actor: 'billing',
        item: 'One-time payment',
        action: 'Unsuccessful',
        status: 'failure',
        description: 'Payment failed (EUR)',
        account: 'emea',
        detail: { event: 'a-2', occurredAt: at, reportedBy: 'billing' },
      },
    ]);
  });

  test('is taken once, however often and however much at the same time it comes', async () => {
    const before = (await audited()).length;
    const events = Array.from({ length: 20 }, (_, index) => audit(`once-${index}`));
    const sent = await Promise.all(
      [events, events.toReversed(), events].map((some) =>
        service('POST', '/v1/events', batch(...some, ...some)),
      ),
    );
    const sum = (name: string): number => sent.reduce((total, { body }) => total + Number(body[name]), 0);
    expect([sum('taken'), sum('repeated')]).toEqual([20, 100]);
    expect(await audited()).toHaveLength(before + 20);
  });

  test('has its id from its service: another one’s may be the same', async () => {
    expect((await service('POST', '/v1/events', audit('same'))).body).toMatchObject({ taken: 1 });
    expect((await admin('POST', '/v1/events', audit('same'))).body).toMatchObject({ taken: 1 });
  });
});

describe('a balance', () => {
  test('is told each time, and that it is low once until it has recovered', async () => {
    for (const [index, amount] of ['30', '19.99', '19', '25', '3'].entries()) {
      await service('POST', '/v1/events', balance(`b-${index}`, amount));
    }
    const all = await told();
    expect(all.filter((event) => event === 'balance')).toHaveLength(5);
    expect(all.filter((event) => event === 'low-balance')).toHaveLength(2);
  });

  test('of another currency is another one', async () => {
    await service('POST', '/v1/events', balance('c-1', '1', { currency: 'USD' }));
    expect(await told()).toEqual(['balance', 'low-balance']);
  });
});

test('a campaign is told', async () => {
  await service('POST', '/v1/events', campaign('k-1'));
  const [one] = await database.snapshot((tx) => rows(tx, 'SELECT event, text, detail FROM notification'));
  expect(one).toEqual({
    event: 'campaign',
    text: 'Campaign Autumn is finished.',
    detail: { account: 'emea', campaign: 'Autumn', state: 'finished', at },
  });
});

describe('a batch', () => {
  test('with one mistake is refused whole, and every mistake is told', async () => {
    const before = (await audited()).length;
    const { status, body } = await service<{ diagnostics: { pointer: string; code: string }[] }>(
      'POST',
      '/v1/events',
      batch(
        audit('w-1'),
        audit('w-2', { description: 'Campaign deleted' }),
        audit('w-3', { item: 'User', action: 'Lock', description: 'User locked' }),
        audit('w-4', { account: 'acme' }),
        balance('w-5', '1', { account: 'nowhere' }),
      ),
    );
    expect(status).toBe(422);
    expect(body.diagnostics.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/events/1/description', 'event/not-in-catalogue'],
      ['/events/2/description', 'event/own-item'],
      ['/events/3/account', 'event/unknown-account'],
      ['/events/4/account', 'event/unknown-account'],
    ]);
    expect(await audited()).toHaveLength(before);
    expect(await told()).toEqual([]);
    expect((await service('POST', '/v1/events', audit('w-1'))).body).toMatchObject({ taken: 1 });
  });

  test.each([
    [{}, '/type'],
    [{ type: 'rain' }, '/type'],
    [audit('x', { item: 'Weather' }), '/item'],
    [audit('x', { outcome: 'both' }), '/outcome'],
    [audit('x', { secret: 'x' }), '/secret'],
    [balance('x', 'ten'), '/amount'],
    [balance('x', '1', { currency: 'euro' }), '/currency'],
    [{ ...campaign('x'), state: 'odd' }, '/state'],
    [batch(), '/events'],
    [batch(audit('x'), balance('y', '1.12345')), '/events/1/amount'],
    [batch(batch(audit('x'))), '/events/0'],
  ])('or event that is malformed is refused where it is wrong: %o', async (body, pointer) => {
    const answer = await service<{ code: string; diagnostics: { pointer: string }[] }>(
      'POST',
      '/v1/events',
      body,
    );
    expect([answer.status, answer.body.code]).toEqual([422, 'request/invalid-body']);
    const pointers = answer.body.diagnostics.map((one) => one.pointer || pointer);
    expect(pointers).toContain(pointer);
  });
});

test('reporting needs events/write', async () => {
  await admin('PUT', '/v1/accounts/emea/service-accounts/other', { spec: { roles: ['Analyze Manager'] } });
  const other = caller(app, await keyOf(admin, 'emea', 'other'));
  expect(await other('POST', '/v1/events', audit('p-1'))).toMatchObject({
    status: 403,
    body: { code: 'permission/lacking' },
  });
});
