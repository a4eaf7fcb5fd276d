import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute, insertRows, rows } from '../../../../api/database/transaction.ts';
import { hashSecret } from '../../../../api/identity/api-key.ts';
import { enqueueMail } from '../../../../api/notifications/mail/enqueue-mail.ts';
import type { Mail } from '../../../../api/notifications/mail/mail.ts';
import { mailCourier } from '../../../../api/notifications/mail/mail-courier.ts';
import { createSmtpSender, type SmtpSender } from '../../../../api/notifications/mail/smtp-sender.ts';
import { deliverDue } from '../../../../api/notifications/outbox/deliver-due.ts';
import { testDatabase } from '../../../support/database.ts';
import { document, type TestOrganisation, testOrganisation } from '../../../support/organisation.ts';
import { outboxStates, type TestDelivery, testDelivery } from '../delivery-world.ts';
import { applied, userId } from '../notified-organisation.ts';
import { type SmtpReceiver, smtpError, smtpReceiver } from './smtp-receiver.ts';

const database = await testDatabase();
let receiver: SmtpReceiver;
let sender: SmtpSender;
let organisation: TestOrganisation;
let deps: TestDelivery;
let ivan: string;

beforeAll(async () => {
  receiver = await smtpReceiver();
  sender = createSmtpSender({ url: receiver.url, from: 'Bylaw <no-reply@bylaw.example>' });
  organisation = await testOrganisation(database);
  const spec = { email: 'ivan@acme.example', firstName: 'Ivan', invitation: 'email' };
  await applied(organisation, [document('User', { name: 'ivan', account: 'acme' }, spec)]);
  ivan = await userId(database, 'ivan', 'acme');
});

afterAll(async () => {
  sender.close();
  await receiver.close();
});

beforeEach(() => {
  deps = testDelivery(organisation.deps);
  receiver.refuse = {};
});

const deliver = (): Promise<number> => deliverDue(deps, mailCourier(sender.send), 'mail', 10);
const received = () => receiver.mails.at(-1);

function advance(ms: number): void {
  deps.clock.time = new Date(deps.clock.time.getTime() + ms);
}

async function put(mail: Mail): Promise<void> {
  await database.write((tx) => execute(tx, 'DELETE FROM outbox'));
  await database.write((tx) => enqueueMail(tx, deps, organisation.context.organisationId, mail));
}

const linkColumns = {
  organisation_id: 'uuid',
  id: 'uuid',
  user_id: 'uuid',
  purpose: 'text',
  token_hash: 'text',
  created_at: 'timestamptz',
  expires_at: 'timestamptz',
};

async function putLink(purpose: string): Promise<string> {
  const id = deps.newId();
  const row = {
    organisation_id: organisation.context.organisationId,
    id,
    user_id: ivan,
    purpose,
    token_hash: `not sent: ${id}`,
    created_at: '2026-11-24T12:00:00.000Z',
    expires_at: '2026-11-24T13:00:00.000Z',
  };
  await database.write((tx) => insertRows(tx, 'link', linkColumns, [row]));
  return id;
}

async function hashOf(table: 'link' | 'invitation', id: string): Promise<string | undefined> {
  const [found] = await database.snapshot((tx) =>
    rows<{ hash: string }>(tx, `SELECT token_hash AS hash FROM ${table} WHERE id = $1::uuid`, id),
  );
  return found?.hash;
}

function tokenIn(path: string): string {
  const [, token] =
    new RegExp(`https://bylaw\\.example${path}#([A-Za-z0-9_-]{43})\\r?\\n`).exec(received()?.text ?? '') ??
    [];
  if (token === undefined) throw new Error(`no link to ${path} in: ${received()?.text}`);
  return token;
}

const lastAudit = async () => {
  const [entry] = await database.snapshot((tx) =>
    rows<{ item: string }>(
      tx,
      'SELECT item, action, status, description, account FROM audit_entry ORDER BY id DESC LIMIT 1',
    ),
  );
  return entry;
};

test('an invitation that an apply has written is sent with a link that opens it', async () => {
  expect(await deliver()).toBe(1);
  const [row] = await outboxStates(database);
  const mail = received();
  expect(mail).toMatchObject({ to: ['ivan@acme.example'], from: 'no-reply@bylaw.example' });
  expect(Object.fromEntries(mail?.headers ?? [])).toMatchObject({
    from: 'Bylaw <no-reply@bylaw.example>',
    to: 'ivan@acme.example',
    subject: 'You are invited to acme',
    'message-id': `<${row?.id}@bylaw.example>`,
    'auto-submitted': 'auto-generated',
  });
  expect(mail?.text).toContain('Hello Ivan,');
  expect(await hashOf('invitation', String(row?.payload['invitationId']))).toBe(
    hashSecret(tokenIn('/invitation')),
  );
  expect(JSON.stringify(row)).not.toContain(tokenIn('/invitation'));
  expect(await lastAudit()).toEqual({
    item: 'URL',
    action: 'Sent',
    status: 'success',
    description: 'Email with password sent to user',
    account: 'acme',
  });
});

describe('a link', () => {
  test.each([
    ['password-link', 'password', '/password', ['URL', 'Sent', 'Email with password sent to user']],
    ['unlock-link', 'unlock', '/unlock', undefined],
  ] as const)('of %s opens its row', async (template, purpose, path, audited) => {
    const linkId = await putLink(purpose);
    await put({ template, userId: ivan, linkId });
    await deliver();
    expect(await hashOf('link', linkId)).toBe(hashSecret(tokenIn(path)));
    if (audited !== undefined)
      expect(Object.values((await lastAudit()) ?? {})).toEqual(expect.arrayContaining([...audited]));
  });

  test('to verify an address goes to the new one', async () => {
    const linkId = await putLink('email');
    await put({ template: 'email-verification', userId: ivan, linkId, to: 'new@acme.example' });
    await deliver();
    expect(received()?.to).toEqual(['new@acme.example']);
    expect(await hashOf('link', linkId)).toBe(hashSecret(tokenIn('/verify-email')));
  });

  test('is the same in every attempt', async () => {
    const linkId = await putLink('password');
    await put({ template: 'password-link', userId: ivan, linkId, forgotten: true });
    receiver.refuse = { data: smtpError(451, 'busy') };
    await deliver();
    const hash = await hashOf('link', linkId);
    expect(JSON.stringify((await outboxStates(database))[0])).toContain('451 busy');
    receiver.refuse = {};
    advance(10_000);
    await deliver();
    expect(hashSecret(tokenIn('/password'))).toBe(hash);
    expect(await hashOf('link', linkId)).toBe(hash);
    expect(await lastAudit()).toMatchObject({
      item: 'Password',
      action: 'Restore',
      status: 'success',
      description: 'Reset forgot password email sent',
    });
  });

  test('that was used or has expired is not sent', async () => {
    const linkId = await putLink('password');
    await put({ template: 'password-link', userId: ivan, linkId });
    advance(3600_000);
    const before = receiver.mails.length;
    await deliver();
    expect(receiver.mails).toHaveLength(before);
    expect((await outboxStates(database))[0]).toMatchObject({
      delivered_at: null,
      failed_at: expect.any(String),
    });
    expect(await hashOf('link', linkId)).toBe(`not sent: ${linkId}`);
  });

  test('is not sent where a later mail has taken its place', async () => {
    const linkId = await putLink('password');
    const mail: Mail = { template: 'password-link', userId: ivan, linkId };
    await put(mail);
    receiver.refuse = { data: smtpError(451, 'busy') };
    await deliver();
    await database.write((tx) => enqueueMail(tx, deps, organisation.context.organisationId, mail));
    receiver.refuse = {};
    await deliver();
    const count = receiver.mails.length;
    advance(10_000);
    await deliver();
    expect(receiver.mails).toHaveLength(count);
    expect(await hashOf('link', linkId)).toBe(hashSecret(tokenIn('/password')));
  });
});

describe('failures', () => {
  test('a recipient that the server refuses is given up at once, in the words of the catalogue', async () => {
    const linkId = await putLink('password');
    await put({ template: 'password-link', userId: ivan, linkId, forgotten: true });
    receiver.refuse = { recipient: smtpError(550, 'no such user') };
    await deliver();
    expect((await outboxStates(database))[0]).toMatchObject({ attempts: 1, failed_at: expect.any(String) });
    expect(await lastAudit()).toMatchObject({
      item: 'Password',
      action: 'Restore',
      status: 'failure',
      description: 'Reset forgot password email sending failed',
    });
  });

  test('a recipient that the server refuses for now is tried again', async () => {
    const linkId = await putLink('password');
    await put({ template: 'password-link', userId: ivan, linkId });
    receiver.refuse = { recipient: smtpError(450, 'greylisted') };
    await deliver();
    expect((await outboxStates(database))[0]).toMatchObject({ failed_at: null, delivered_at: null });
  });

  test('a server that is not there is tried again, and no password of its address is noted', async () => {
    await put({ template: 'email-changed', userId: ivan, to: 'old@acme.example' });
    const nowhere = createSmtpSender({ url: 'smtp://user:canary@127.0.0.1:1', from: 'a@b.example' });
    await deliverDue(deps, mailCourier(nowhere.send), 'mail', 10);
    nowhere.close();
    const [row] = await outboxStates(database);
    expect(row).toMatchObject({
      failed_at: null,
      delivered_at: null,
      last_error: expect.stringContaining('ECONNREFUSED'),
    });
    expect(JSON.stringify(row)).not.toContain('canary');
  });

  test('a user who was removed gets nothing', async () => {
    await put({ template: 'email-changed', userId: deps.newId(), to: 'old@acme.example' });
    await deliver();
    expect((await outboxStates(database))[0]).toMatchObject({ last_error: 'the user was removed' });
  });
});
