import type { FastifyInstance } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { type TestBrowser, testBrowser } from './browser.ts';
import { noLimits, password, person } from './people.ts';

const database = await testDatabase();
const { app: free } = await testServer(database, { signInLimits: noLimits });

let admin: Call;

beforeAll(async () => {
  admin = caller(free, (await makeOrganisation(free, 'acme')).apiKey);
  for (const name of ['ana', 'bea', 'cleo'])
    await person({ app: free, database, admin }, name, { roles: ['Account Manager'] });
});

async function limited<T>(
  limits: { perAddress?: number; perUser?: number },
  work: (app: FastifyInstance) => Promise<T>,
): Promise<T> {
  const { app } = await testServer(database, { signInLimits: { ...noLimits, ...limits } });
  return work(app).finally(() => app.close());
}

const signIn = (browser: TestBrowser, username: string, typed = password, account?: string) =>
  browser.post('/v1/sign-in', {
    organisation: 'acme',
    username,
    password: typed,
    ...(account === undefined ? {} : { account }),
  });

const statuses = (answers: readonly { status: number }[]): readonly number[] =>
  answers.map(({ status }) => status);

describe('by user', () => {
  test('tries are counted whoever sends them, and however the name is written', async () => {
    await limited({ perUser: 4 }, async (app) => {
      const answers = [
        await signIn(testBrowser(app, '192.0.2.1'), 'ana', 'no'),
        await signIn(testBrowser(app, '192.0.2.2'), 'ANA', 'no'),
        await signIn(testBrowser(app, '192.0.2.3'), 'ana', 'no', 'acme'),
        await signIn(testBrowser(app, '192.0.2.4'), 'ana'),
        await signIn(testBrowser(app, '192.0.2.5'), 'ａna'),
      ];
      expect(statuses(answers)).toEqual([401, 401, 401, 200, 429]);
      expect(answers[4]?.body).toMatchObject({ code: 'rate-limit/exceeded' });
      expect((await signIn(testBrowser(app, '192.0.2.5'), 'bea')).status).toBe(200);
    });
  });

  test('a name that nobody has is counted alike: the limit does not tell who exists', async () => {
    await limited({ perUser: 2 }, async (app) => {
      const tries = async (name: string) =>
        statuses([
          await signIn(testBrowser(app), name, 'no'),
          await signIn(testBrowser(app), name, 'no'),
          await signIn(testBrowser(app), name, 'no'),
        ]);
      expect(await tries('nobody')).toEqual(await tries('bea'));
    });
  });

  test('people who come back from an identity provider do not use up the tries of their office', async () => {
    await limited({ perUser: 1 }, async (app) => {
      const comeBack = async (letter: string) => {
        const { statusCode } = await app.inject({
          method: 'POST',
          url: '/login/saml/nowhere/acs',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          cookies: { bylaw_saml: letter.repeat(43) },
          payload: 'SAMLResponse=x',
        });
        return statusCode;
      };
      expect([await comeBack('a'), await comeBack('b'), await comeBack('a')]).toEqual([404, 404, 429]);
    });
  });

  test('a form of an identity provider that names somebody twice is one like any other', async () => {
    const payload = 'token=a&token=b&username=a&username=b&organisation=acme&SAMLResponse=x';
    const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie: 'bylaw_device=x' };
    await limited({ perUser: 1 }, async (app) => {
      const send = () => app.inject({ method: 'POST', url: '/login/saml/nowhere/acs', headers, payload });
      expect([(await send()).statusCode, (await send()).statusCode]).toEqual([404, 429]);
    });
  });

  test('says how long to wait', async () => {
    await limited({ perUser: 1 }, async (app) => {
      const payload = { organisation: 'acme', username: 'cleo', password: 'no' };
      await app.inject({ method: 'POST', url: '/v1/sign-in', payload });
      const { statusCode, headers } = await app.inject({ method: 'POST', url: '/v1/sign-in', payload });
      expect(statusCode).toBe(429);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    });
  });

  test('mails that somebody forgot his password are limited too', async () => {
    await limited({ perUser: 2 }, async (app) => {
      const ask = (address: string) =>
        testBrowser(app, address).post('/v1/password/forgotten', { organisation: 'acme', user: 'bea' });
      const answers = [await ask('192.0.2.1'), await ask('192.0.2.2'), await ask('192.0.2.3')];
      expect(statuses(answers)).toEqual([202, 202, 429]);
    });
  });

  test('tries of one link are counted for the link, those of a session for its person', async () => {
    await limited({ perUser: 2 }, async (app) => {
      const reset = (token: string) => testBrowser(app).post('/v1/password/reset', { token, password });
      expect(statuses([await reset('a'), await reset('a'), await reset('a'), await reset('b')])).toEqual([
        410, 410, 429, 410,
      ]);
      const [one, two] = [testBrowser(app), testBrowser(app)];
      await signIn(one, 'ana');
      await signIn(two, 'cleo');
      const codes = (browser: TestBrowser) => browser.post('/v1/me/recovery-codes', { password });
      const answers = [await codes(one), await codes(one), await codes(one), await codes(two)];
      expect(statuses(answers)).toEqual([409, 409, 429, 409]);
    });
  });

  test('people behind one address do not use up each other’s tries', async () => {
    await limited({ perUser: 2 }, async (app) => {
      for (const name of ['ana', 'bea', 'cleo']) {
        const browser = testBrowser(app, '192.0.2.77');
        expect((await signIn(browser, name)).status).toBe(200);
        const step = await browser.post('/v1/sign-in/second-factor', { code: '000000' });
        expect(step.body).toMatchObject({ code: 'sign-in/other-step' });
      }
    });
  });
});

describe('strangers who use up the tries of somebody', () => {
  /** A browser that he has signed in from before, as a server sees it that starts to count now. */
  async function known(username: string): Promise<TestBrowser> {
    const browser = testBrowser(free, '198.51.100.9');
    expect((await signIn(browser, username)).status).toBe(200);
    return browser;
  }
  const at = (app: FastifyInstance, cookies: Iterable<readonly [string, string]>, address: string) => {
    const browser = testBrowser(app, address);
    for (const [name, value] of cookies) if (name.endsWith('_device')) browser.cookies.set(name, value);
    return browser;
  };

  test('do not keep him out of a browser that he has used before', async () => {
    const { cookies } = await known('ana');
    await limited({ perUser: 2 }, async (app) => {
      const stranger = () => signIn(testBrowser(app, '192.0.2.66'), 'ana', 'no');
      expect(statuses([await stranger(), await stranger(), await stranger()])).toEqual([401, 401, 429]);
      const own = () => signIn(at(app, cookies, '192.0.2.67'), 'Ana');
      expect((await own()).status).toBe(200);
      expect((await stranger()).status).toBe(429);
      expect(statuses([await own(), await own()])).toEqual([200, 429]);
    });
  });

  test('get no tries by a cookie of their own, by one that they make up, nor by his for another user', async () => {
    const { cookies: anas } = await known('ana');
    const { cookies: beas } = await known('bea');
    const madeUp = [['bylaw_device', 'x'.repeat(43)]] as const;
    await limited({ perUser: 1 }, async (app) => {
      await signIn(testBrowser(app), 'ana', 'no');
      for (const cookies of [beas, madeUp, []]) {
        expect((await signIn(at(app, cookies, '192.0.2.68'), 'ana')).status).toBe(429);
      }
      await signIn(testBrowser(app), 'bea', 'no');
      expect((await signIn(at(app, anas, '192.0.2.69'), 'bea')).status).toBe(429);
      expect((await signIn(at(app, beas, '192.0.2.69'), 'bea')).status).toBe(200);
    });
  });
});

describe('by address', () => {
  test('tries are counted over all names, links and steps', async () => {
    await limited({ perAddress: 3 }, async (app) => {
      const browser = testBrowser(app, '192.0.2.50');
      const answers = [
        await signIn(browser, 'x1', 'no'),
        await browser.post('/v1/unlock', { token: 'x' }),
        await browser.post('/v1/password/forgotten', { organisation: 'acme', user: 'x2' }),
        await signIn(browser, 'ana'),
        await browser.post('/v1/invitations/read', { token: 'x' }),
      ];
      expect(statuses(answers)).toEqual([401, 410, 202, 429, 429]);
      expect((await signIn(testBrowser(app, '192.0.2.51'), 'ana')).status).toBe(200);
      expect((await browser.get('/healthz')).status).toBe(200);
    });
  });

  test('of IPv6 with all of its /64', async () => {
    await limited({ perAddress: 2 }, async (app) => {
      const from = (address: string) => signIn(testBrowser(app, address), 'x', 'no');
      const answers = [
        await from('2001:db8:0:1::1'),
        await from('2001:db8:0:1:ffff::2'),
        await from('2001:db8:0:1::3'),
        await from('2001:db8:0:2::1'),
      ];
      expect(statuses(answers)).toEqual([401, 401, 429, 401]);
    });
  });

  test('a header that anybody can write changes no address', async () => {
    await limited({ perAddress: 1 }, async (app) => {
      const send = (forwarded: string) =>
        app.inject({
          method: 'POST',
          url: '/v1/sign-in',
          headers: { 'x-forwarded-for': forwarded },
          payload: { organisation: 'acme', username: forwarded, password: 'no' },
        });
      expect([(await send('198.51.100.1')).statusCode, (await send('198.51.100.2')).statusCode]).toEqual([
        401, 429,
      ]);
    });
  });
});
