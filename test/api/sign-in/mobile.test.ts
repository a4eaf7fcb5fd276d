import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGateway } from '../../../api/notifications/gateway.ts';
import { testDatabase } from '../../support/database.ts';
import { type HttpReceiver, httpReceiver } from '../notifications/webhooks/http-receiver.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import type { TestBrowser } from './browser.ts';
import { noLimits, person, told } from './people.ts';

const gatewayServer: HttpReceiver = await httpReceiver();
const database = await testDatabase();
const { app, clock } = await testServer(database, {
  signInLimits: noLimits,
  gateway: createGateway({ url: gatewayServer.url, token: 'token-of-the-gateway' }),
});
const start = clock.time;
const number = '+385911234567';

let admin: Call;
const make = (username: string, spec: object = { mobileNumber: number }) =>
  person({ app, database, admin }, username, spec);

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
});
afterAll(() => gatewayServer.close());

/** The code of the last message. */
function lastCode(): string {
  const { body = '{}' } = gatewayServer.requests.at(-1) ?? {};
  return /^(\d{6}) /.exec((JSON.parse(body) as { text: string }).text)?.[1] ?? '';
}

async function ask(browser: TestBrowser): Promise<string> {
  expect((await browser.post('/v1/me/mobile/code')).status).toBe(202);
  return lastCode();
}

const prove = (browser: TestBrowser, code: string) => browser.post('/v1/me/mobile/verify', { code });
const another = (code: string): string => (code === '000000' ? '000001' : '000000');

describe('a mobile number', () => {
  test('is proven by the code that the gateway carried', async () => {
    const browser = await make('ana');
    const code = await ask(browser);
    const { headers, body } = gatewayServer.requests.at(-1) ?? { headers: {}, body: '' };
    expect(headers['authorization']).toBe('Bearer token-of-the-gateway');
    expect(JSON.parse(body)).toEqual({
      to: number,
      text: `${code} is your code for acme. It is good for ten minutes.`,
    });
    expect((await prove(browser, ` ${code} `)).status).toBe(204);
    expect(await told(database, 'ana')).toContain('Mobile number verified for user');
    expect((await prove(browser, code)).body).toMatchObject({ code: 'mobile/wrong-code' });
  });

  test('has a code that is good for ten minutes, and only until the next', async () => {
    const browser = await make('bea');
    const first = await ask(browser);
    let second = await ask(browser);
    while (second === first) second = await ask(browser);
    expect((await prove(browser, first)).status).toBe(422);
    clock.time = new Date(start.getTime() + 10 * 60_000);
    expect((await prove(browser, second)).status).toBe(422);
    clock.time = new Date(start.getTime() + 10 * 60_000 - 1);
    expect((await prove(browser, second)).status).toBe(204);
    clock.time = start;
  });

  test('has a code that is tried five times at most, also at once', async () => {
    const browser = await make('cleo');
    const code = await ask(browser);
    const tries = await Promise.all(Array.from({ length: 8 }, () => prove(browser, another(code))));
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([422]));
    expect((await prove(browser, code)).status).toBe(422);
    expect((await prove(browser, await ask(browser))).status).toBe(204);
  });

  test('that was changed meanwhile is not proven by the code for the old one', async () => {
    const browser = await make('dora');
    const code = await ask(browser);
    const changed = await admin('PATCH', '/v1/accounts/acme/users/dora', {
      spec: { mobileNumber: '+385917654321' },
    });
    expect(changed.status).toBe(200);
    expect((await prove(browser, code)).status).toBe(422);
  });

  test('of somebody else is not proven by my code', async () => {
    const [one, two] = [await make('elena'), await make('fay')];
    await ask(two);
    const code = await ask(one);
    if ((await prove(two, code)).status === 204) expect(code).toBe('a code that both have by chance');
    expect((await prove(one, code)).status).toBe(204);
  });

  test('must be there', async () => {
    const browser = await make('gina', {});
    const refused = await browser.post('/v1/me/mobile/code');
    expect([refused.status, refused.body['code']]).toEqual([409, 'mobile/none']);
    expect((await prove(browser, '123456')).body).toMatchObject({ code: 'mobile/none' });
  });
});

describe('a gateway', () => {
  test('that takes nothing is told as such; neither number, code nor token is', async () => {
    const browser = await make('hana');
    gatewayServer.answer = (_, response) => response.writeHead(500).end('secret of the gateway');
    const refused = await browser.post('/v1/me/mobile/code');
    gatewayServer.answer = (_, response) => response.writeHead(204).end();
    expect([refused.status, refused.body['code']]).toEqual([503, 'mobile/not-sent']);
    for (const secret of [number, lastCode(), 'token-of-the-gateway', 'secret of the gateway']) {
      expect(JSON.stringify(refused.body)).not.toContain(secret);
    }
  });

  test('is not followed to where it redirects', async () => {
    const browser = await make('iris');
    const before = gatewayServer.requests.length;
    gatewayServer.answer = (_, response) =>
      response.writeHead(307, { location: `${gatewayServer.url}/other` }).end();
    expect((await browser.post('/v1/me/mobile/code')).status).toBe(503);
    gatewayServer.answer = (_, response) => response.writeHead(204).end();
    expect(gatewayServer.requests.length).toBe(before + 1);
  });

  test('is none where none is set up', async () => {
    const { app: silent } = await testServer(database, { signInLimits: noLimits });
    const browser = await person({ app: silent, database, admin }, 'jana', { mobileNumber: number });
    const refused = await browser.post('/v1/me/mobile/code');
    expect([refused.status, refused.body['code']]).toEqual([503, 'mobile/no-gateway']);
    await silent.close();
  });
});
