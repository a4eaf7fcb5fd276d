import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute, rows } from '../../../../api/database/transaction.ts';
import { notify } from '../../../../api/notifications/notify.ts';
import { deliverDue } from '../../../../api/notifications/outbox/deliver-due.ts';
import { createWebhookSender } from '../../../../api/notifications/webhooks/post-webhook.ts';
import { rotateSecret, signingSecrets } from '../../../../api/notifications/webhooks/secret-store.ts';
import { webhookCourier } from '../../../../api/notifications/webhooks/webhook-courier.ts';
import { testDatabase } from '../../../support/database.ts';
import { document, type TestOrganisation } from '../../../support/organisation.ts';
import { outboxStates, type TestDelivery, testDelivery } from '../delivery-world.ts';
import { applied, notifiedOrganisation, peopleOf } from '../notified-organisation.ts';
import { type HttpReceiver, httpReceiver } from './http-receiver.ts';

const database = await testDatabase();
let receiver: HttpReceiver;
let organisation: TestOrganisation;
let deps: TestDelivery;
let place: { organisationId: string; accountId: string; webhook: string };

beforeAll(async () => {
  receiver = await httpReceiver();
  const webhooks = [{ name: 'siem', url: `${receiver.url}/hook`, events: ['user-locked'] }];
  organisation = await notifiedOrganisation(database, { webhooks });
  const [account] = await database.snapshot((tx) =>
    rows<{ id: string }>(tx, "SELECT id FROM account WHERE name = 'emea'"),
  );
  place = {
    organisationId: organisation.context.organisationId,
    accountId: account?.id ?? '',
    webhook: 'siem',
  };
});

afterAll(() => receiver.close());

beforeEach(async () => {
  deps = testDelivery(organisation.deps);
  // The library that verifies looks at the real clock.
  deps.clock.time = new Date();
  receiver.answer = (_, response) => response.writeHead(204).end();
  await database.write((tx) => execute(tx, 'DELETE FROM outbox'));
  await database.write((tx) =>
    notify(tx, deps, place.organisationId, {
      event: 'user-locked',
      account: 'emea',
      text: 'Ivan čeka.',
      detail: { user: 'ivan' },
    }),
  );
});

const sender = createWebhookSender({ allowLoopback: true, timeoutMs: 300 });
const deliver = (): Promise<number> => deliverDue(deps, webhookCourier(sender), 'webhook', 10);

function advance(ms: number): void {
  deps.clock.time = new Date(deps.clock.time.getTime() + ms);
}

function verified(secret: string): unknown {
  const last = receiver.requests.at(-1);
  return new Webhook(secret).verify(last?.body ?? '', last?.headers as Record<string, string>);
}

describe('a message', () => {
  test('is signed as Standard Webhooks says, with a secret that is made when it is needed', async () => {
    await deliver();
    const [secret = ''] = await signingSecrets(deps, place);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(verified(secret)).toEqual({
      type: 'user-locked',
      timestamp: deps.now().toISOString(),
      data: { organisation: 'acme', account: 'emea', text: 'Ivan čeka.', user: 'ivan' },
    });
    const [row] = await outboxStates(database);
    expect(row?.delivered_at).not.toBeNull();
    expect(receiver.requests.at(-1)).toMatchObject({
      path: '/hook',
      headers: { 'webhook-id': `msg_${row?.id}`, 'content-type': 'application/json' },
    });
  });

  test('keeps its id and body over attempts, and is signed with each one’s own time', async () => {
    receiver.answer = (_, response) => response.writeHead(503).end();
    await deliver();
    const first = receiver.requests.at(-1);
    receiver.answer = (_, response) => response.writeHead(200).end('ok');
    advance(10_000);
    await deliver();
    const second = receiver.requests.at(-1);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
    expect(Number(second?.headers['webhook-timestamp'])).toBe(
      Number(first?.headers['webhook-timestamp']) + 10,
    );
    expect(verified((await signingSecrets(deps, place))[0] ?? '')).toBeTypeOf('object');
  });

  test.each([
    [302, 'redirects are not followed'],
    [400, 'answered 400'],
    [500, 'answered 500'],
  ])('answered with %d is tried again', async (status, told) => {
    const count = receiver.requests.length;
    receiver.answer = (_, response) =>
      response.writeHead(status, { location: `${receiver.url}/elsewhere` }).end();
    await deliver();
    expect(receiver.requests).toHaveLength(count + 1);
    expect((await outboxStates(database))[0]).toMatchObject({
      delivered_at: null,
      failed_at: null,
      last_error: expect.stringContaining(told),
    });
  });

  test('that the receiver takes forever over is tried again', async () => {
    receiver.answer = () => undefined;
    await deliver();
    expect((await outboxStates(database))[0]).toMatchObject({
      last_error: 'the receiver does not answer in time',
      failed_at: null,
    });
  });

  test('answered with an endless body is delivered, and the body not read', async () => {
    receiver.answer = (_, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    };
    await deliver();
    expect((await outboxStates(database))[0]?.delivered_at).not.toBeNull();
  });

  test('answered with 410 is given up', async () => {
    receiver.answer = (_, response) => response.writeHead(410).end();
    await deliver();
    expect((await outboxStates(database))[0]?.failed_at).not.toBeNull();
    const [entry] = await database.snapshot((tx) =>
      rows(tx, 'SELECT item, status, description, account, detail FROM audit_entry ORDER BY id DESC LIMIT 1'),
    );
    expect(entry).toMatchObject({
      item: 'Notifications',
      status: 'failure',
      description: 'Webhook delivery failed',
      account: 'emea',
      detail: { webhook: 'siem', event: 'user-locked' },
    });
  });
});

describe('a secret', () => {
  test('is made once, however many ask for the first one', async () => {
    const other = { ...place, webhook: 'other' };
    const made = await Promise.all([1, 2, 3, 4].map(() => signingSecrets(deps, other)));
    expect(new Set(made.flat()).size).toBe(1);
  });

  test('stands sealed in the database', async () => {
    const [secret = ''] = await signingSecrets(deps, place);
    const stored = await database.snapshot((tx) => rows(tx, 'SELECT * FROM webhook_secret'));
    expect(JSON.stringify(stored)).not.toContain(secret.slice('whsec_'.length));
  });

  test('that is rotated signs beside the new one for a day, and then no more', async () => {
    const [old = ''] = await signingSecrets(deps, place);
    const { secret, write } = rotateSecret(deps, place);
    await database.write(write);
    await deliver();
    expect(verified(secret)).toBeTypeOf('object');
    expect(verified(old)).toBeTypeOf('object');
    expect(verified.bind(null, `whsec_${Buffer.alloc(32).toString('base64')}`)).toThrow(
      'No matching signature',
    );
    advance(24 * 3600_000);
    expect(await signingSecrets(deps, place)).toEqual([secret]);
  });
});

test('a message to a webhook that is no longer declared is not sent', async () => {
  const count = receiver.requests.length;
  const documents = [
    ...peopleOf({}).filter(({ kind }) => kind !== 'Notifications'),
    document('Notifications', { account: 'emea' }, { webhooks: [] }),
  ];
  await applied(organisation, documents);
  await deliver();
  expect(receiver.requests).toHaveLength(count);
  expect((await outboxStates(database)).find(({ payload }) => payload['webhook'] === 'siem')).toMatchObject({
    last_error: 'the webhook is gone',
  });
});
