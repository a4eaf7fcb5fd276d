import { beforeAll, describe, expect, test } from 'vitest';
import { insertRows, rows } from '../../../api/database/transaction.ts';
import { newApiKey } from '../../../api/identity/api-key.ts';
import { notify } from '../../../api/notifications/notify.ts';
import { signingSecrets } from '../../../api/notifications/webhooks/secret-store.ts';
import { testDatabase } from '../../support/database.ts';
import { testKeyring } from '../../support/keyring.ts';
import type { TestOrganisation } from '../../support/organisation.ts';
import { type Call, caller, testServer } from '../routes/test-server.ts';
import { keyOf } from '../routes/test-world.ts';
import { notifiedOrganisation, userId } from './notified-organisation.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database);
let organisation: TestOrganisation;
let admin: Call;
let finance: Call;
let nobody: Call;
let watcher: Call;

const notifications = {
  subscriptions: [
    {
      name: 'money',
      events: ['low-balance', 'balance'],
      to: { roles: ['Finance Manager'] },
      channels: ['console'],
    },
    {
      name: 'must',
      events: ['apply-failed'],
      to: { users: ['nobody'] },
      channels: ['email'],
      mandatory: true,
    },
  ],
  webhooks: [{ name: 'siem', url: 'https://siem.example/hook', events: ['low-balance'] }],
};

/** A person of `emea` by a key of his own. */
async function asPerson(username: string): Promise<Call> {
  const { key, hash, prefix } = newApiKey();
  const columns = {
    organisation_id: 'uuid',
    id: 'uuid',
    name: 'text',
    token_hash: 'text',
    prefix: 'text',
    user_id: 'uuid',
    permissions: 'text[]',
    allowed_networks: 'text[]',
    created_at: 'timestamptz',
    created_by: 'text',
  };
  const row = {
    organisation_id: organisation.context.organisationId,
    id: organisation.deps.newId(),
    name: username,
    token_hash: hash,
    prefix,
    user_id: await userId(database, username),
    permissions: [],
    allowed_networks: [],
    created_at: '2026-11-24T08:00:00.000Z',
    created_by: 'test',
  };
  await database.write((tx) => insertRows(tx, 'api_key', columns, [row]));
  return caller(app, key);
}

beforeAll(async () => {
  organisation = await notifiedOrganisation(database, notifications);
  admin = caller(app, organisation.apiKey);
  finance = await asPerson('finance');
  nobody = await asPerson('nobody');
  watcher = await asPerson('watcher');
  const { deps, context } = organisation;
  for (const number of [1, 2, 3]) {
    await database.write((tx) =>
      notify(tx, deps, context.organisationId, {
        event: 'low-balance',
        account: 'emea',
        text: `Low ${number}`,
        detail: { number },
      }),
    );
  }
});

interface Listed {
  readonly items: readonly { id: string; text: string; readAt: string | null }[];
  readonly next: string | null;
}

describe('my notifications', () => {
  const texts = ({ items }: Listed): readonly string[] => items.map(({ text }) => text);

  test('are listed newest first, page by page', async () => {
    const { body } = await finance<Listed>('GET', '/v1/me/notifications?limit=2');
    expect(texts(body)).toEqual(['Low 3', 'Low 2']);
    const second = await finance<Listed>('GET', `/v1/me/notifications?limit=2&cursor=${body.next}`);
    expect(texts(second.body)).toEqual(['Low 1']);
    expect(second.body.next).toBeNull();
  });

  test('are mine alone', async () => {
    const mine = await finance<Listed>('GET', '/v1/me/notifications');
    expect((await nobody<Listed>('GET', '/v1/me/notifications')).body.items).toEqual([]);
    const path = `/v1/me/notifications/${mine.body.items[0]?.id}`;
    expect((await nobody('PATCH', path, { read: true })).status).toBe(404);
    expect((await finance<Listed>('GET', '/v1/me/notifications?unread=true')).body.items).toHaveLength(3);
  });

  test('are marked as read and unread, one by one and all', async () => {
    const { body } = await finance<Listed>('GET', '/v1/me/notifications');
    const path = `/v1/me/notifications/${body.items[0]?.id}`;
    const read = { status: 200, body: { text: 'Low 3', readAt: '2026-11-24T08:30:00.000Z' } };
    expect(await finance('PATCH', path, { read: true })).toMatchObject(read);
    clock.time = new Date('2026-11-24T09:00:00.000Z');
    expect(await finance('PATCH', path, { read: true })).toMatchObject(read);
    expect(texts((await finance<Listed>('GET', '/v1/me/notifications?unread=true')).body)).toEqual([
      'Low 2',
      'Low 1',
    ]);
    expect((await finance('PATCH', path, { read: false })).body).toMatchObject({ readAt: null });
    expect((await finance('POST', '/v1/me/notifications/read')).status).toBe(204);
    expect((await finance<Listed>('GET', '/v1/me/notifications?unread=true')).body.items).toEqual([]);
    for (const wrong of ['x', '00000000-0000-7000-8000-000000000000']) {
      expect((await finance('PATCH', `/v1/me/notifications/${wrong}`, { read: true })).status).toBe(404);
    }
  });

  test('are nothing for machines', async () => {
    await admin('PUT', '/v1/accounts/emea/service-accounts/machine', {
      spec: { roles: ['Account Manager'] },
    });
    const machine = caller(app, await keyOf(admin, 'emea', 'machine'));
    for (const path of ['notifications', 'subscriptions']) {
      expect(await machine('GET', `/v1/me/${path}`)).toMatchObject({
        status: 403,
        body: { code: 'auth/not-a-person' },
      });
    }
  });
});

describe('my subscriptions', () => {
  interface Subscriptions {
    readonly items: readonly { event: string; channel: string }[];
  }
  const find = ({ items }: Subscriptions, event: string, channel: string) =>
    items.find((one) => one.event === event && one.channel === channel);

  test('show what is declared for me, what is mandatory and what I may switch on', async () => {
    const { body } = await finance<Subscriptions>('GET', '/v1/me/subscriptions');
    expect(body.items).toHaveLength(22);
    const common = { mandatory: false, own: null };
    expect(find(body, 'low-balance', 'console')).toMatchObject({
      on: true,
      declared: ['money'],
      available: true,
      ...common,
    });
    expect(find(body, 'low-balance', 'email')).toMatchObject({
      on: false,
      declared: [],
      available: true,
      ...common,
    });
    expect(find(body, 'user-locked', 'email')).toMatchObject({ on: false, available: false, ...common });
    const other = await nobody<Subscriptions>('GET', '/v1/me/subscriptions');
    expect(find(other.body, 'apply-failed', 'email')).toMatchObject({
      on: true,
      declared: ['must'],
      mandatory: true,
      available: false,
    });
  });

  test('are switched on and off, all at once, and audited', async () => {
    const switches = [
      { event: 'low-balance', channel: 'console', on: false },
      { event: 'seat-threshold', channel: 'email', on: true },
    ];
    const { body, status } = await finance<Subscriptions>('PUT', '/v1/me/subscriptions', { switches });
    expect(status).toBe(200);
    expect(find(body, 'low-balance', 'console')).toMatchObject({ on: false, own: false });
    expect(find(body, 'seat-threshold', 'email')).toMatchObject({ on: true, own: true });
    const audited = () =>
      database.snapshot((tx) =>
        rows<{ actor: string }>(
          tx,
          "SELECT actor FROM audit_entry WHERE description = 'Own notification switches updated'",
        ),
      );
    expect(await audited()).toEqual([{ actor: 'finance' }]);
    await finance('PUT', '/v1/me/subscriptions', { switches: switches.toReversed() });
    expect(await audited()).toHaveLength(1);
    const back = await finance<Subscriptions>('PUT', '/v1/me/subscriptions', { switches: [] });
    expect(find(back.body, 'low-balance', 'console')).toMatchObject({ on: true, own: null });
  });

  test.each([
    [
      'what is mandatory',
      { event: 'apply-failed', channel: 'email', on: false },
      409,
      'subscription/mandatory',
    ],
    [
      'what I may not know',
      { event: 'user-locked', channel: 'console', on: true },
      403,
      'permission/lacking',
    ],
    [
      'an event that there is not',
      { event: 'rain', channel: 'console', on: true },
      422,
      'request/invalid-body',
    ],
  ])('refuse %s', async (_, one, status, code) => {
    const answer = await nobody('PUT', '/v1/me/subscriptions', { switches: [one] });
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(await database.snapshot((tx) => rows(tx, 'SELECT event FROM subscription_switch'))).toEqual([]);
  });

  test('refuse one thing twice', async () => {
    const one = { event: 'user-locked', channel: 'console' };
    const switches = [
      { ...one, on: true },
      { ...one, on: false },
    ];
    expect(await watcher('PUT', '/v1/me/subscriptions', { switches })).toMatchObject({
      status: 422,
      body: { code: 'subscription/twice' },
    });
  });
});

describe('webhooks', () => {
  const path = '/v1/accounts/emea/webhooks/siem';

  test('have a secret that is made anew, shown once and audited', async () => {
    const made = await admin<{ secret: string }>('POST', `${path}/secret`);
    expect(made.status).toBe(201);
    const [account] = await database.snapshot((tx) =>
      rows<{ id: string }>(tx, "SELECT id FROM account WHERE name = 'emea'"),
    );
    const place = {
      organisationId: organisation.context.organisationId,
      accountId: account?.id ?? '',
      webhook: 'siem',
    };
    const deps = { ...organisation.deps, keyring: testKeyring() };
    expect(await signingSecrets(deps, place)).toEqual([made.body.secret]);
    const again = await admin<{ secret: string }>('POST', `${path}/secret`);
    expect(await signingSecrets(deps, place)).toEqual([again.body.secret, made.body.secret]);
    const { text } = await admin('GET', '/v1/audit?item=Notifications&action=Rotate');
    expect(text).toContain('Webhook secret rotated');
    expect(text).not.toContain(made.body.secret.slice(6));
  });

  test('show their messages', async () => {
    interface Deliveries {
      readonly items: readonly object[];
      readonly next: string | null;
    }
    const { body } = await admin<Deliveries>('GET', `${path}/deliveries?limit=2`);
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toEqual({
      id: expect.stringMatching(/^msg_[0-9a-f-]{36}$/),
      event: 'low-balance',
      status: 'waiting',
      attempts: 0,
      createdAt: '2026-11-24T12:00:00.000Z',
      nextAttemptAt: '2026-11-24T12:00:00.000Z',
      deliveredAt: null,
      failedAt: null,
      lastError: null,
    });
    const rest = await admin<Deliveries>('GET', `${path}/deliveries?limit=2&cursor=${body.next}`);
    expect(rest.body).toMatchObject({ items: [{}], next: null });
  });

  test.each([
    ['POST', 'secret'],
    ['GET', 'deliveries'],
  ] as const)('%s %s needs notifications/manage and a webhook that is declared', async (method, what) => {
    expect((await finance(method, `${path}/${what}`)).status).toBe(403);
    expect((await admin(method, `/v1/accounts/emea/webhooks/other/${what}`)).status).toBe(404);
    expect((await admin(method, `/v1/accounts/apac/webhooks/siem/${what}`)).status).toBe(404);
    expect((await nobody(method, `/v1/accounts/acme/webhooks/siem/${what}`)).status).toBe(404);
  });
});
