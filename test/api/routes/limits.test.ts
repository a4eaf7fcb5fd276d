import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { testBrowser } from '../sign-in/browser.ts';
import { caller, makeOrganisation, testServer } from './test-server.ts';
import { foundAndInvite } from './walk-routes.ts';

const database = await testDatabase();

describe('the rate limit', () => {
  test('is counted for each key', async () => {
    const { app } = await testServer(database, {
      rateLimit: { perKey: 3, perAddress: 1000, window: 60_000 },
    });
    const [acme, other] = [await makeOrganisation(app, 'acme'), await makeOrganisation(app, 'other')];
    const call = caller(app, acme.apiKey);
    for (let times = 0; times < 3; times++) {
      const { status, headers } = await call('GET', '/v1/whoami');
      expect([status, headers['ratelimit-limit'], headers['ratelimit-remaining']]).toEqual(
        [200, 3, 2 - times].map((value, index) => (index === 0 ? value : String(value))),
      );
    }
    const { status, body, headers } = await call('GET', '/v1/whoami');
    expect([status, body['code']]).toEqual([429, 'rate-limit/exceeded']);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect((await caller(app, other.apiKey)('GET', '/v1/whoami')).status).toBe(200);
    await app.close();
  });

  test('is counted for each session as for a key', async () => {
    const { app } = await testServer(database, {
      rateLimit: { perKey: 3, perAddress: 1000, window: 60_000 },
    });
    const { invitation } = await foundAndInvite(app, 'sessions');
    const [one, two] = [testBrowser(app), testBrowser(app)];
    const password = 'correct horse battery staple';
    await one.post('/v1/invitations/accept', { token: invitation, password });
    await two.post('/v1/sign-in', { organisation: 'sessions', username: 'admin', password });
    const statuses = [];
    for (let times = 0; times < 4; times++) statuses.push((await one.get('/v1/whoami')).status);
    expect([...statuses, (await two.get('/v1/whoami')).status]).toEqual([200, 200, 200, 429, 200]);
    await app.close();
  });

  test('is counted for each address, before the key is looked at, also where there is no route', async () => {
    const { app } = await testServer(database, {
      rateLimit: { perKey: 1000, perAddress: 3, window: 60_000 },
    });
    const wrong = caller(app, `byl_${'x'.repeat(43)}`);
    const statuses = [];
    for (const url of [
      '/v1/whoami',
      '/nowhere',
      '/v1/whoami',
      '/v1/whoami',
      '/nowhere',
      '/healthz',
      '/readyz',
    ]) {
      statuses.push((await wrong('GET', url)).status);
    }
    expect(statuses).toEqual([401, 404, 401, 429, 429, 200, 200]);
    await app.close();
  });
});
