import { beforeAll, describe, expect, test } from 'vitest';
import { execute, insertRows, rows } from '../../../api/database/transaction.ts';
import { enqueueMail } from '../../../api/notifications/mail/enqueue-mail.ts';
import { type NotifiedEvent, notify } from '../../../api/notifications/notify.ts';
import { testDatabase } from '../../support/database.ts';
import type { TestOrganisation } from '../../support/organisation.ts';
import { notifiedOrganisation, userId } from './notified-organisation.ts';

const database = await testDatabase();
let organisation: TestOrganisation;

const subscriptions = [
  {
    name: 'money',
    events: ['low-balance', 'seat-threshold'],
    to: { roles: ['finance manager'], users: ['NAMED'] },
    channels: ['console', 'email'],
  },
  { name: 'team', events: ['user-locked'], to: { teams: ['SUPPORT'] }, channels: ['console'] },
  { name: 'local', events: ['drift-found'], to: { roles: ['Local'] }, channels: ['console'] },
  {
    name: 'must',
    events: ['apply-failed'],
    to: { users: ['member', 'named'] },
    channels: ['email'],
    mandatory: true,
  },
  { name: 'may', events: ['apply-failed'], to: { users: ['member'] }, channels: ['console', 'email'] },
];
const webhooks = [
  { name: 'siem', url: 'https://siem.example/hook', events: ['user-locked', 'campaign'] },
  { name: 'other', url: 'https://other.example/hook', events: ['campaign'] },
];

beforeAll(async () => {
  organisation = await notifiedOrganisation(database, { subscriptions, webhooks });
});

interface Told {
  readonly console: readonly string[];
  readonly email: readonly string[];
  readonly webhook: readonly string[];
}

async function tell(event: NotifiedEvent): Promise<Told> {
  const { deps, context } = organisation;
  await database.write(async (tx) => {
    await execute(tx, 'DELETE FROM notification');
    await execute(tx, 'DELETE FROM outbox');
    await notify(tx, deps, context.organisationId, event);
  });
  return database.snapshot(async (tx) => {
    const found = await rows<{ how: keyof Told; whom: string }>(
      tx,
      `SELECT * FROM (SELECT 'console' AS how, u.username AS whom FROM notification n JOIN app_user u ON u.id = n.user_id
       UNION ALL SELECT 'email', u.username FROM outbox o JOIN app_user u ON u.id::text = o.payload->>'userId' WHERE o.type = 'mail'
       UNION ALL SELECT 'webhook', o.payload->>'webhook' FROM outbox o WHERE o.type = 'webhook') AS told
       ORDER BY whom COLLATE "C"`,
    );
    const of = (how: keyof Told) => found.filter((row) => row.how === how).map(({ whom }) => whom);
    return { console: of('console'), email: of('email'), webhook: of('webhook') };
  });
}

async function setSwitch(username: string, event: string, channel: string, on: boolean): Promise<void> {
  const columns = { organisation_id: 'uuid', user_id: 'uuid', event: 'text', channel: 'text', on: 'boolean' };
  const row = {
    organisation_id: organisation.context.organisationId,
    user_id: await userId(database, username),
    event,
    channel,
    on,
  };
  await database.write((tx) => insertRows(tx, 'subscription_switch', columns, [row]));
}

const happened = (event: NotifiedEvent['event'], account = 'emea'): NotifiedEvent => ({
  event,
  account,
  text: 'It happened.',
  detail: { amount: 3 },
});

describe('whom an event is told to', () => {
  test('people with the role, of their own or by a team, and people by name; nobody who is disabled or gone', async () => {
    const people = ['finance', 'last-day', 'named', 'through'];
    expect(await tell(happened('low-balance'))).toEqual({ console: people, email: people, webhook: [] });
  });

  test('people of a team, and webhooks', async () => {
    expect(await tell(happened('user-locked'))).toEqual({
      console: ['member'],
      email: [],
      webhook: ['siem'],
    });
    expect((await tell(happened('campaign'))).webhook).toEqual(['other', 'siem']);
  });

  test('people with a role of the account', async () => {
    expect(await tell(happened('drift-found'))).toMatchObject({ console: ['local'] });
  });

  test('nobody of another account, where nothing is declared, or of one that is not there', async () => {
    const nobody = { console: [], email: [], webhook: [] };
    expect(await tell(happened('low-balance', 'acme'))).toEqual(nobody);
    expect(await tell(happened('balance'))).toEqual(nobody);
    expect(await tell(happened('low-balance', 'apac'))).toEqual(nobody);
  });
});

describe('own switches', () => {
  test('take away what is not mandatory, and nothing else', async () => {
    expect(await tell(happened('apply-failed'))).toEqual({
      console: ['member'],
      email: ['member', 'named'],
      webhook: [],
    });
    await setSwitch('member', 'apply-failed', 'console', false);
    await setSwitch('member', 'apply-failed', 'email', false);
    expect(await tell(happened('apply-failed'))).toEqual({
      console: [],
      email: ['member', 'named'],
      webhook: [],
    });
  });

  test('add to it, for those who may know', async () => {
    await setSwitch('watcher', 'user-locked', 'email', true);
    await setSwitch('nobody', 'user-locked', 'email', true);
    await setSwitch('through', 'balance', 'console', true);
    expect(await tell(happened('user-locked'))).toMatchObject({ console: ['member'], email: ['watcher'] });
    expect(await tell(happened('balance'))).toMatchObject({ console: ['through'] });
  });
});

test('what is written says what happened, to whom and where', async () => {
  const ivan = await userId(database, 'nobody');
  await tell({ ...happened('user-locked'), about: [ivan] });
  const [listed, mail, webhook] = await database.snapshot(async (tx) => [
    await rows(tx, 'SELECT event, text, detail, created_at, read_at FROM notification'),
    await rows<{ payload: object }>(tx, "SELECT payload FROM outbox WHERE type = 'mail'"),
    await rows<{ payload: object }>(tx, "SELECT payload FROM outbox WHERE type = 'webhook'"),
  ]);
  const detail = { amount: 3, account: 'emea', users: [ivan] };
  const text = 'It happened.';
  const at = '2026-11-24T12:00:00.000Z';
  expect(listed).toEqual([{ event: 'user-locked', text, detail, created_at: at, read_at: null }]);
  expect(mail).toEqual([
    {
      payload: {
        template: 'notification',
        userId: await userId(database, 'watcher'),
        event: 'user-locked',
        account: 'emea',
        text,
        detail,
      },
    },
  ]);
  expect(webhook).toMatchObject([
    {
      payload: {
        webhook: 'siem',
        body: { type: 'user-locked', timestamp: at, data: { organisation: 'acme', text, ...detail } },
      },
    },
  ]);
});

test('another organisation with the same names hears nothing', async () => {
  const other = await notifiedOrganisation(database, {}, 'globex');
  const { deps, context } = other;
  await database.write((tx) => execute(tx, 'DELETE FROM notification'));
  await database.write((tx) => notify(tx, deps, context.organisationId, happened('low-balance')));
  expect(await database.snapshot((tx) => rows(tx, 'SELECT id FROM notification'))).toEqual([]);
});

test('a mail that is rolled back with its cause is never sent', async () => {
  const { deps, context } = organisation;
  const ana = await userId(database, 'named');
  await database.write((tx) => execute(tx, 'DELETE FROM outbox'));
  const failing = database.write(async (tx) => {
    await enqueueMail(tx, deps, context.organisationId, {
      template: 'unlock-link',
      userId: ana,
      linkId: ana,
    });
    throw new Error('after it');
  });
  await expect(failing).rejects.toThrow('after it');
  expect(await database.snapshot((tx) => rows(tx, 'SELECT id FROM outbox'))).toEqual([]);
});
