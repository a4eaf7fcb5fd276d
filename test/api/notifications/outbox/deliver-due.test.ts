import { beforeEach, describe, expect, test } from 'vitest';
import { execute, rows } from '../../../../api/database/transaction.ts';
import { mostAttempts } from '../../../../api/notifications/outbox/back-off.ts';
import { claimDue } from '../../../../api/notifications/outbox/claim.ts';
import { type Courier, Obsolete, Undeliverable } from '../../../../api/notifications/outbox/courier.ts';
import { deliverDue } from '../../../../api/notifications/outbox/deliver-due.ts';
import { startOutbox } from '../../../../api/notifications/outbox/start-outbox.ts';
import { testDatabase } from '../../../support/database.ts';
import { testOrganisation } from '../../../support/organisation.ts';
import { enqueue, outboxStates, type TestDelivery, testDelivery } from '../delivery-world.ts';

const database = await testDatabase();
const { deps: base, context } = await testOrganisation(database);
let deps: TestDelivery;

beforeEach(async () => {
  deps = testDelivery(base);
  await database.write((tx) => execute(tx, 'DELETE FROM outbox'));
});

const put = (count: number): Promise<void> =>
  enqueue(
    deps,
    context.organisationId,
    'mail',
    Array.from({ length: count }, (_, number) => ({ number, sealedToken: 'x' })),
  );

const words = { item: 'Notifications', action: 'Send', description: 'Sending', account: 'acme' } as const;

/** Sends to a list; `fail` throws in its place. */
function courier(sent: string[], fail?: (attempt: number) => Error | undefined): Courier {
  return async (_, { id, attempt }) => ({
    send: async () => {
      const error = fail?.(attempt);
      if (error !== undefined) throw error;
      sent.push(id);
    },
    delivered: { ...words, status: 'success' },
    failed: { ...words, status: 'failure' },
  });
}

const audited = () =>
  database.snapshot((tx) =>
    rows<{ status: string; actor: string; detail: object }>(
      tx,
      "SELECT status, actor, detail FROM audit_entry WHERE item = 'Notifications' ORDER BY id DESC",
    ),
  );

function advance(ms: number): void {
  deps.clock.time = new Date(deps.clock.time.getTime() + ms);
}

describe('a message', () => {
  test('is delivered once, noted, and its secret taken out', async () => {
    await put(1);
    const sent: string[] = [];
    expect(await deliverDue(deps, courier(sent), 'mail', 10)).toBe(1);
    expect(await deliverDue(deps, courier(sent), 'mail', 10)).toBe(0);
    const [row] = await outboxStates(database);
    expect(sent).toEqual([row?.id]);
    expect(row).toMatchObject({
      attempts: 1,
      delivered_at: '2026-11-24T12:00:00.000Z',
      failed_at: null,
      payload: { number: 0 },
    });
    expect(row?.payload).not.toHaveProperty('sealedToken');
    expect((await audited())[0]).toMatchObject({
      status: 'success',
      actor: 'outbox',
      detail: { message: row?.id },
    });
  });

  test('of another type is left alone', async () => {
    await put(1);
    expect(await deliverDue(deps, courier([]), 'webhook', 10)).toBe(0);
  });

  test('that fails comes back after a pause, with the same id and its secret', async () => {
    await put(1);
    const sent: string[] = [];
    const flaky = courier(sent, (attempt) => (attempt < 3 ? new Error(`no ${attempt}`) : undefined));
    await deliverDue(deps, flaky, 'mail', 10);
    const [first] = await outboxStates(database);
    expect(first).toMatchObject({
      attempts: 1,
      due_at: '2026-11-24T12:00:10.000Z',
      claimed_until_at: null,
      last_error: 'no 1',
    });
    expect(first?.payload).toHaveProperty('sealedToken');
    advance(9_999);
    expect(await deliverDue(deps, flaky, 'mail', 10)).toBe(0);
    advance(1);
    expect(await deliverDue(deps, flaky, 'mail', 10)).toBe(1);
    advance(30_000);
    expect(await deliverDue(deps, flaky, 'mail', 10)).toBe(1);
    expect(sent).toEqual([first?.id]);
    expect((await outboxStates(database))[0]).toMatchObject({ attempts: 3, last_error: null });
  });

  test('is given up after the last attempt, with an audit entry that says why and holds no secret', async () => {
    await put(1);
    const failing = courier([], () => new Error('refused with Bearer abcdefghijkl'));
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      expect((await outboxStates(database))[0]).toMatchObject({ failed_at: null });
      expect(await deliverDue(deps, failing, 'mail', 10)).toBe(1);
      advance(24 * 3600_000);
    }
    expect(await deliverDue(deps, failing, 'mail', 10)).toBe(0);
    const [row] = await outboxStates(database);
    expect(row).toMatchObject({
      attempts: mostAttempts,
      last_error: 'refused with [redacted]',
      due_at: null,
    });
    expect(row?.failed_at).not.toBeNull();
    expect((await audited())[0]).toMatchObject({
      status: 'failure',
      detail: { reason: 'refused with [redacted]' },
    });
  });

  test('that the receiver refuses for good is given up at once', async () => {
    await put(1);
    await deliverDue(
      deps,
      courier([], () => new Undeliverable('gone')),
      'mail',
      10,
    );
    expect((await outboxStates(database))[0]).toMatchObject({
      attempts: 1,
      last_error: 'gone',
      failed_at: expect.any(String),
    });
    expect((await audited())[0]).toMatchObject({ status: 'failure' });
  });

  test('that has lost its purpose ends without a word in the audit log', async () => {
    await put(1);
    const before = (await audited()).length;
    await deliverDue(deps, () => Promise.reject(new Obsolete('used')), 'mail', 10);
    expect((await outboxStates(database))[0]).toMatchObject({
      last_error: 'used',
      failed_at: expect.any(String),
    });
    expect(await audited()).toHaveLength(before);
  });
});

describe('several workers', () => {
  test('share the work: each message goes to one of them', async () => {
    await put(30);
    const sent: string[] = [];
    const taken = await Promise.all(
      Array.from({ length: 4 }, () => deliverDue(deps, courier(sent), 'mail', 10)),
    );
    expect(taken.reduce((a, b) => a + b, 0)).toBe(30);
    expect(new Set(sent).size).toBe(30);
    expect(sent).toHaveLength(30);
  });

  test('take over what a dead one had, after its claim has ended', async () => {
    await put(2);
    const now = deps.now();
    const until = new Date(now.getTime() + 60_000);
    await database.write((tx) => claimDue(tx, { type: 'mail', now, until, limit: 10 }));
    const sent: string[] = [];
    expect(await deliverDue(deps, courier(sent), 'mail', 10)).toBe(0);
    advance(60_000);
    expect(await deliverDue(deps, courier(sent), 'mail', 10)).toBe(2);
    expect((await outboxStates(database)).map(({ attempts }) => attempts)).toEqual([2, 2]);
  });

  test('never undo that a slow one has delivered', async () => {
    await put(1);
    const slow: Courier = async (own, message) => ({
      ...(await courier([])(own, message)),
      send: async () => {
        advance(60_000);
        await deliverDue(deps, courier([]), 'mail', 10);
        throw new Error('too late');
      },
    });
    await deliverDue(deps, slow, 'mail', 10);
    expect((await outboxStates(database))[0]).toMatchObject({
      attempts: 2,
      delivered_at: expect.any(String),
      due_at: null,
    });
  });
});

describe('the running outbox', () => {
  test('delivers what is there, what it is woken for, and stops after what is under way', async () => {
    await put(45);
    const sent: string[] = [];
    let arrived: () => void = () => undefined;
    const count = (wanted: number): Promise<void> =>
      new Promise((resolve) => {
        arrived = () => {
          if (sent.length >= wanted) resolve();
        };
        arrived();
      });
    const counting: Courier = async (own, message) => {
      const parcel = await courier(sent)(own, message);
      return { ...parcel, send: () => parcel.send().then(() => arrived()) };
    };
    const couriers = { mail: counting, webhook: counting };
    const outbox = startOutbox({
      deps,
      couriers,
      gapMs: 1,
      intervalMs: 3600_000,
      onError: (error) => expect.fail(String(error)),
    });
    await count(45);
    await put(1);
    outbox.wake();
    await count(46);
    await outbox.stop();
    expect((await outboxStates(database)).every((row) => row.delivered_at !== null)).toBe(true);
    await put(1);
    outbox.wake();
    expect(sent).toHaveLength(46);
  });

  test('goes on after the database was away', async () => {
    await put(1);
    let away = true;
    let recovered: (value: unknown) => void = () => undefined;
    const done = new Promise((resolve) => {
      recovered = resolve;
    });
    const write: typeof database.write = (work, options) => {
      if (!away) return database.write(work, options);
      away = false;
      return Promise.reject(new Error('away'));
    };
    const told: unknown[] = [];
    const sending: Courier = async (own, message) => ({
      ...(await courier([])(own, message)),
      send: async () => recovered(undefined),
    });
    const outbox = startOutbox({
      deps: { ...deps, database: { ...database, write } },
      couriers: { mail: sending, webhook: sending },
      gapMs: 1,
      intervalMs: 1,
      onError: (error) => told.push(error),
    });
    await done;
    await outbox.stop();
    expect(told).toEqual([new Error('away')]);
  });
});
