import { generateSync } from 'otplib';
import { expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { testBrowser } from '../sign-in/browser.ts';
import { caller, makeOrganisation, operatorToken, testServer } from './test-server.ts';
import { foundAndInvite } from './walk-routes.ts';

const database = await testDatabase();

test('no log line holds a secret, at the most talkative level', async () => {
  const lines: string[] = [];
  const { app } = await testServer(database, { logTo: { write: (line: string) => void lines.push(line) } });
  const canaries = ['c4nary-body', 'c4nary-query', 'c4nary-header', 'c4nary-cookie', 'c4nary-broken'];
  const acme = await makeOrganisation(app, 'acme');
  const admin = caller(app, acme.apiKey);
  const made = await admin<{ key: string }>('POST', '/v1/api-keys', { name: 'x' });
  await admin('PUT', '/v1/accounts/acme/teams/x', { spec: { password: 'c4nary-body' } });
  await admin('GET', '/v1/resources?token=c4nary-query', undefined, { cookie: 'session=c4nary-cookie' });
  await caller(app, 'c4nary-header')('GET', '/v1/whoami');
  const headers = { authorization: `Bearer ${acme.apiKey}`, 'content-type': 'application/json' };
  await app.inject({
    method: 'PUT',
    url: '/v1/accounts/acme/teams/x',
    headers,
    payload: '{"password":"c4nary-broken',
  });
  app.log.error(
    {
      err: new Error(`failed with ${made.body.key}`),
      authorization: 'c4nary-header',
      nested: { token: 'c4nary-body' },
    },
    'x',
  );
  const log = lines.join('');
  expect(lines.length).toBeGreaterThan(6);
  for (const secret of [
    ...canaries,
    acme.apiKey,
    made.body.key,
    operatorToken,
    acme.invitationUrl.split('#')[1] ?? '',
  ]) {
    expect(log).not.toContain(secret);
  }
  await app.close();
});

test('no log line holds what people sign in with', async () => {
  const lines: string[] = [];
  const { app } = await testServer(database, { logTo: { write: (line: string) => void lines.push(line) } });
  const { invitation } = await foundAndInvite(app, 'people');
  const password = 'c4nary horse battery staple';
  const browser = testBrowser(app);
  const kept = new Set<string>();
  const keep = (): void => {
    for (const value of browser.cookies.values()) kept.add(value);
  };
  await browser.post('/v1/invitations/read', { token: invitation });
  await browser.post('/v1/invitations/accept', { token: invitation, password });
  keep();
  const { body } = await browser.post<{ secret: string }>('/v1/second-factor/app', { password });
  const code = generateSync({
    secret: body.secret,
    algorithm: 'sha1',
    digits: 6,
    period: 30,
    epoch: 1_795_509_000,
  });
  const enrolled = await browser.post<{ recoveryCodes: string[] }>('/v1/second-factor/app/confirm', { code });
  expect(enrolled.status).toBe(200);
  await browser.post('/v1/sign-in', { organisation: 'people', username: 'admin', password });
  keep();
  await browser.post('/v1/sign-in/second-factor', { recoveryCode: enrolled.body.recoveryCodes[0] ?? '' });
  keep();
  await browser.post('/v1/me/password', { current: 'c4nary wrong', password: 'c4nary another' });
  await browser.post('/v1/sign-in', { organisation: 'people', username: 'c4nary typed as a name', password });
  await browser.post('/v1/password/reset', { token: 'c4nary-token', password });
  const log = lines.join('');
  expect([kept.size, lines.length > 7]).toEqual([4, true]);
  const secrets = [...kept, ...enrolled.body.recoveryCodes, body.secret, invitation, 'c4nary', `"${code}"`];
  for (const secret of secrets) expect(log).not.toContain(secret);
  await app.close();
});

test('one line tells method, path, status and request id', async () => {
  const lines: string[] = [];
  const { app } = await testServer(database, { logTo: { write: (line: string) => void lines.push(line) } });
  await caller(app, null)('GET', '/healthz?x=1', undefined, { 'x-request-id': 'request-of-test' });
  const logged = lines.map(
    (line) => JSON.parse(line) as { requestId?: string; req?: object; res?: object; level: number },
  );
  const ours = logged.filter(({ requestId }) => requestId === 'request-of-test');
  const req = { method: 'GET', path: '/healthz', ip: '127.0.0.1' };
  expect(ours).toEqual([expect.objectContaining({ level: 30, req, res: { status: 200 } })]);
  await app.close();
});

test('a fault is logged with its stack, a refusal is not', async () => {
  const lines: string[] = [];
  const broken = { ...database, lookUp: () => Promise.reject(new Error('inner state')) };
  const { app } = await testServer(broken, { logTo: { write: (line: string) => void lines.push(line) } });
  await caller(app, null)('GET', '/v1/whoami');
  expect(lines.join('')).not.toContain('"level":50');
  await caller(app, `byl_${'x'.repeat(43)}`)('GET', '/v1/whoami');
  expect(lines.join('')).toMatch(/"level":50.*inner state/);
  await app.close();
});
