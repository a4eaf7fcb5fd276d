import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { runServer } from '../../../api/main.ts';
import { createMailbox } from '../../../api/notifications/mail/mailbox.ts';
import { testDatabase } from '../../support/database.ts';
import { caller, testServer } from '../routes/test-server.ts';
import { type ReceivedMail, smtpReceiver } from './mail/smtp-receiver.ts';

const database = await testDatabase();

async function sent(
  url: string,
  token: string,
  method: string,
  path: string,
  body: object,
): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
  expect(answer.status).toBeLessThan(300);
  return answer.json();
}

test('a running server sends what a request has enqueued, at once, and stops gracefully', async () => {
  const smtp = await smtpReceiver();
  const arrived = new Promise<ReceivedMail>((resolve) => {
    smtp.onMail = async (mail) => resolve(mail);
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'bylaw-running-'));
  const env = {
    BYLAW_OPERATOR_TOKEN: 'vendor',
    BYLAW_SMTP_URL: smtp.url,
    BYLAW_MAIL_FROM: 'no-reply@bylaw.example',
  };
  const server = await runServer({
    dataDir,
    port: 0,
    host: '127.0.0.1',
    env,
    logger: pino({ level: 'silent' }),
  });
  const organisation = { name: 'acme', seats: 1, admin: 'ana', email: 'ana@acme.example' };
  const { apiKey } = (await sent(
    server.url,
    'vendor',
    'POST',
    '/v1/operator/organisations',
    organisation,
  )) as { apiKey: string };
  const spec = { email: 'ivan@acme.example', invitation: 'email' };
  await sent(server.url, apiKey, 'PUT', '/v1/accounts/acme/users/ivan', { spec });
  const mail = await arrived;
  expect(mail.to).toEqual(['ivan@acme.example']);
  expect(mail.text).toContain(`${server.url}/invitation#`);
  await server.close();
  await smtp.close();
  await rm(dataDir, { recursive: true, force: true });
}, 30_000);

describe('the mailbox page', async () => {
  const mailbox = createMailbox(() => new Date('2026-11-24T12:00:00Z'));
  await mailbox.send({ id: '1', to: 'a@b.example', subject: 'Hello', text: 'x', html: '' });
  const { app } = await testServer(database, { mailbox });

  test('is shown to this machine, without a script', async () => {
    const { status, headers, text } = await caller(app, null)('GET', '/dev/mailbox');
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(text).toContain('<h2>Hello</h2>');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test.each([
    [{ host: 'bylaw.example' }, '127.0.0.1'],
    [{ host: 'localhost.evil.example' }, '127.0.0.1'],
    [{ host: 'localhost:8080' }, '192.0.2.1'],
    [{ host: 'localhost:8080', 'x-forwarded-for': '192.0.2.1' }, '127.0.0.1'],
  ])('is not there for %o from %s', async (headers, remoteAddress) => {
    const answer = await app.inject({ url: '/dev/mailbox', headers, remoteAddress });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).not.toContain('Hello');
  });

  test('is no page of a server without a mailbox', async () => {
    const { app: other } = await testServer(database);
    expect((await caller(other, null)('GET', '/dev/mailbox')).status).toBe(404);
  });
});
