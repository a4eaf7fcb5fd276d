import type { FastifyInstance } from 'fastify';
import { uuidv7 } from 'uuidv7';
import { expect } from 'vitest';
import type { Database } from '../../../api/database/database.ts';
import { rows } from '../../../api/database/transaction.ts';
import { mailCourier } from '../../../api/notifications/mail/mail-courier.ts';
import { createMailbox } from '../../../api/notifications/mail/mailbox.ts';
import { deliverDue } from '../../../api/notifications/outbox/deliver-due.ts';
import { testKeyring } from '../../support/keyring.ts';
import type { Call } from '../routes/test-server.ts';
import { type TestBrowser, testBrowser, tokenOfLink } from './browser.ts';

export const password = 'correct horse battery staple';
/** Tests of something else than limits. */
export const noLimits = { perAddress: 100_000, perUser: 100_000, window: 60_000 };

/** Somebody who was made by hand, so that no set manages him, and has accepted his invitation. */
export async function person(
  { app, database, admin }: { app: FastifyInstance; database: Database; admin: Call },
  username: string,
  spec: object = {},
): Promise<TestBrowser> {
  const { status, text } = await admin('PUT', `/v1/accounts/acme/users/${username}`, {
    spec: { email: `${username}@acme.example`, invitation: 'email', ...spec },
  });
  expect(status, text).toBe(201);
  const browser = testBrowser(app);
  const token = await tokenOfLink(database, 'invitation', username);
  const accepted = await browser.post('/v1/invitations/accept', { token, password });
  expect(accepted.status, JSON.stringify(accepted.body)).toBe(200);
  return browser;
}

interface ReadMail {
  readonly to: string;
  readonly subject: string;
  /** Of the link in it, if there is one. */
  readonly token: string;
  readonly path: string;
}

/** Delivers what waits in the outbox to a mailbox. Returns the mails to these addresses, oldest first. */
export function postOffice(database: Database, now: () => Date) {
  const mailbox = createMailbox(now);
  const deps = {
    database,
    now,
    newId: uuidv7,
    keyring: testKeyring(),
    publicUrl: 'http://localhost:8080',
    jitter: () => 0,
  };
  return async (...addresses: readonly string[]): Promise<readonly ReadMail[]> => {
    while ((await deliverDue(deps, mailCourier(mailbox.send), 'mail', 50)) > 0);
    const found = mailbox.mails().filter(({ to }) => addresses.includes(to));
    return found.toReversed().map(({ to, subject, text }) => {
      const [, path = '', token = ''] = /http:\/\/localhost:8080(\/[\w/-]*)#([\w-]+)/.exec(text) ?? [];
      return { to, subject, path, token };
    });
  };
}

/** Descriptions of the audit log about somebody, oldest first. */
export async function told(database: Database, username: string): Promise<readonly string[]> {
  const entries = await database.snapshot((tx) =>
    rows<{ description: string }>(
      tx,
      'SELECT description FROM audit_entry WHERE address = $1 ORDER BY id',
      `User/acme/${username}`,
    ),
  );
  return entries.map(({ description }) => description);
}
