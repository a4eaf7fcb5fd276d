import { beforeAll, describe, expect, test } from 'vitest';
import { rows } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { foundAndInvite } from '../routes/walk-routes.ts';
import { type TestBrowser, testBrowser } from './browser.ts';
import { noLimits, password, person } from './people.ts';

const database = await testDatabase();
const { app } = await testServer(database, { signInLimits: noLimits });
const origin = 'http://localhost:8080';
const url = '/v1/sign-in';

let admin: Call;
let ana: TestBrowser;
let other: TestBrowser;

beforeAll(async () => {
  admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  ana = await person({ app, database, admin }, 'ana', { roles: ['Account Manager'] });
  const { invitation } = await foundAndInvite(app, 'other');
  other = testBrowser(app);
  await other.post('/v1/invitations/accept', { token: invitation, password });
});

/** Sends a body as it is. */
async function raw(payload: string | Buffer, type = 'application/json', to = url) {
  const headers = { 'content-type': type, origin };
  const answer = await app.inject({ method: 'POST', url: to, headers, payload });
  return [answer.statusCode, answer.json<{ code: string }>().code];
}

const signIn = (body: object) => raw(JSON.stringify(body));
const right = { organisation: 'acme', username: 'ana', password };

describe('a body', () => {
  test.each([
    ['a password of a megabyte', { ...right, password: 'x'.repeat(1024 * 1024) }, [413, 'request/too-large']],
    ['a long password', { ...right, password: 'x'.repeat(5000) }, [422, 'request/invalid-body']],
    ['a long name', { ...right, username: 'x'.repeat(257) }, [422, 'request/invalid-body']],
    ['no password', { ...right, password: '' }, [422, 'request/invalid-body']],
    ['a list', { ...right, password: ['a'] }, [422, 'request/invalid-body']],
    ['an object of operators', { ...right, password: { $ne: '' } }, [422, 'request/invalid-body']],
    ['a number', { ...right, username: 7 }, [422, 'request/invalid-body']],
    ['more than is asked for', { ...right, admin: true }, [422, 'request/invalid-body']],
    ['a user id', { ...right, userId: 'x' }, [422, 'request/invalid-body']],
    ['NUL in the password', { ...right, password: 'a\0b' }, [400, 'request/bad-text']],
    ['NUL in the name', { ...right, username: 'ana\0' }, [400, 'request/bad-text']],
    ['half a surrogate pair', { ...right, password: '\ud800' }, [400, 'request/bad-text']],
    ['SQL', { ...right, username: `ana' OR '1'='1` }, [401, 'sign-in/refused']],
    ['a pattern', { ...right, username: '%' }, [401, 'sign-in/refused']],
    ['a name of the prototype', { ...right, username: '__proto__' }, [401, 'sign-in/refused']],
    ['another case of the organisation', { ...right, organisation: 'ACME' }, [401, 'sign-in/refused']],
    ['an account elsewhere', { ...right, account: 'other' }, [401, 'sign-in/refused']],
    ['the same password elsewhere', { ...right, organisation: 'other' }, [401, 'sign-in/refused']],
  ])('with %s is refused as it should be', async (_, body, answer) => {
    expect(await signIn(body)).toEqual(answer);
  });

  test.each([
    ['{"organisation":"acme","__proto__":{"username":"ana"}}', 'application/json', [400, 'request/bad-json']],
    ['{"constructor":{"prototype":{"stage":"complete"}}}', 'application/json', [400, 'request/bad-json']],
    ['organisation=acme&username=ana', 'application/x-www-form-urlencoded', [415, 'request/media-type']],
    [JSON.stringify(right), 'text/plain', [415, 'request/media-type']],
    [JSON.stringify(right), 'multipart/form-data; boundary=x', [415, 'request/media-type']],
    ['null', 'application/json', [422, 'request/invalid-body']],
    ['[]', 'application/json', [422, 'request/invalid-body']],
    ['', 'application/json', [422, 'request/invalid-body']],
    ['{', 'application/json', [400, 'request/bad-json']],
  ])('of %s as %s is refused', async (text, type, answer) => {
    expect(await raw(text, type)).toEqual(answer);
  });

  test('of bytes that are no text is refused', async () => {
    const text = Buffer.from(JSON.stringify({ ...right, password: '\xff' }), 'latin1');
    expect(await raw(text)).toEqual([400, 'request/bad-encoding']);
  });

  test('with both a code and a recovery code, or neither, is refused', async () => {
    for (const body of [{}, { code: '1', recoveryCode: '1' }, { code: ['1'] }]) {
      expect((await ana.post('/v1/sign-in/second-factor', body)).status).toBe(422);
    }
  });

  test('that is refused does not come back: neither password nor code is repeated', async () => {
    const secret = 'Tr0ub4dor-canary';
    const answers = await Promise.all([
      app.inject({ method: 'POST', url, payload: { ...right, password: [secret] } }),
      app.inject({ method: 'POST', url, payload: { ...right, [secret]: 1, password: secret } }),
      app.inject({
        method: 'POST',
        url,
        payload: `{"password":"${secret}"`,
        headers: { 'content-type': 'application/json' },
      }),
      app.inject({ method: 'POST', url: '/v1/password/reset', payload: { token: secret, password: secret } }),
    ]);
    const texts = answers.filter((_, index) => index !== 1).map(({ payload }) => payload);
    for (const text of texts) expect(text).not.toContain(secret);
  });

  test('leaves nothing polluted', () => {
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['stage']).toBeUndefined();
  });
});

describe('a password', () => {
  test('of the longest allowed length is checked, one beyond is refused with a reason', async () => {
    const long = 'correct horse battery staple '.repeat(40);
    const change = (next: string) => ana.post('/v1/me/password', { current: password, password: next });
    const refused = await change(long.slice(0, 1024));
    expect([refused.status, refused.body['code']]).toEqual([422, 'password/refused']);
    expect(await signIn({ ...right, password: long.slice(0, 1024) })).toEqual([401, 'sign-in/refused']);
    expect(await signIn(right)).toEqual([200, undefined]);
  });

  test('is compared by its characters, in whichever way they were typed', async () => {
    await person({ app, database, admin }, 'bea');
    const browser = testBrowser(app);
    await browser.post(url, { ...right, username: 'bea' });
    const next = 'žluťoučký kůň úpěl ďábelské';
    const changed = await browser.post('/v1/me/password', {
      current: password,
      password: next.normalize('NFD'),
    });
    expect(changed.status).toBe(204);
    expect(await signIn({ ...right, username: 'bea', password: next.normalize('NFC') })).toEqual([
      200,
      undefined,
    ]);
  });
});

/** What `GET /v1/whoami` says to a request with these headers. */
async function whoami(headers: Record<string, string>) {
  const answer = await app.inject({ url: '/v1/whoami', headers });
  return [answer.statusCode, answer.json<{ code?: string }>().code];
}

describe('a cookie', () => {
  const own = (): string => ana.cookies.get('bylaw_session') ?? '';

  test('of another form is none', async () => {
    const forms = [
      '',
      'x',
      'null',
      `${own()}x`,
      own().slice(1),
      `${own()}%00`,
      `s:${own()}`,
      'x'.repeat(8000),
      '../..',
      '%ff',
    ];
    for (const form of forms) {
      expect([await whoami({ cookie: `bylaw_session=${form}` }), form]).toEqual([
        [401, 'auth/missing-token'],
        form,
      ]);
    }
  });

  test('of another name, place or case is none', async () => {
    for (const cookie of [
      `session=${own()}`,
      `BYLAW_SESSION=${own()}`,
      `__Host-bylaw_session=${own()}`,
      `bylaw_device=${own()}`,
      `__proto__=${own()}`,
    ]) {
      expect(await whoami({ cookie })).toEqual([401, 'auth/missing-token']);
    }
    expect(await whoami({ authorization: `Bearer ${own()}` })).toEqual([401, 'auth/invalid-key']);
    expect(await whoami({ cookie: `bylaw_session=${own()}` })).toEqual([200, undefined]);
  });

  test('that is right in form and known to nobody is told as such', async () => {
    expect(await whoami({ cookie: `bylaw_session=${'A'.repeat(43)}` })).toEqual([401, 'session/none']);
  });

  test('does not help a wrong key, nor the other way round', async () => {
    const headers = { cookie: `bylaw_session=${own()}`, authorization: `Bearer byl_${'0'.repeat(43)}` };
    expect(await whoami(headers)).toEqual([401, 'auth/invalid-key']);
  });

  test('of a device is taken only as we made it: nobody is known by one of his own choosing', async () => {
    const payload = { ...right };
    await app.inject({ method: 'POST', url, payload, cookies: { bylaw_device: 'chosen' } });
    const chosen = await database.snapshot((tx) =>
      rows(tx, `SELECT id FROM known_device WHERE token_hash = encode(sha256('chosen'), 'hex')`),
    );
    expect(chosen).toEqual([]);
  });

  test('is for this host, for http alone, and out of reach of scripts', async () => {
    const { app: secure } = await testServer(database, {
      signInLimits: noLimits,
      publicUrl: 'https://bylaw.example',
    });
    const answer = await secure.inject({ method: 'POST', url, payload: right });
    const set = [answer.headers['set-cookie']].flat();
    expect(set).toHaveLength(2);
    for (const cookie of set) {
      expect(cookie).toMatch(/^__Host-bylaw_(?:session|device)=[\w-]{43};/);
      expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
      expect(cookie).not.toContain('Domain');
    }
    await secure.close();
  });
});

describe('what belongs to another organisation', () => {
  test('is not reached with a session: its users, their sessions, their acts', async () => {
    const { body } = await ana.get<{ items: { id: string }[] }>('/v1/me/sessions');
    expect((await other.del(`/v1/me/sessions/${body.items[0]?.id}`)).status).toBe(404);
    for (const act of ['unlock', 'end-sessions', 'reset-second-factor', 'invite', 'send-password-link']) {
      const answer = await other.post(`/v1/accounts/acme/users/ana/${act}`);
      expect([answer.status, answer.body['code']]).toEqual([404, 'resource/unknown']);
    }
    expect((await ana.get('/v1/whoami')).status).toBe(200);
  });

  test('is not reached with a session’s token under its own key', async () => {
    const cookie = `bylaw_session=${other.cookies.get('bylaw_session')}`;
    const answer = await app.inject({ url: '/v1/accounts/acme/users/ana', headers: { cookie } });
    expect(answer.statusCode).toBe(404);
    expect((await app.inject({ url: '/v1/whoami', headers: { cookie } })).json()).toMatchObject({
      organisation: 'other',
    });
  });

  test('a session that is ended by path tricks is nobody’s', async () => {
    for (const id of ['%2e%2e', 'x', '%00', '00000000-0000-0000-0000-000000000000', "'%20OR%201=1"]) {
      expect([400, 404, 405]).toContain((await ana.del(`/v1/me/sessions/${id}`)).status);
    }
    expect((await ana.get('/v1/whoami')).status).toBe(200);
  });
});
