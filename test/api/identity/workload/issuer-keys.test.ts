import type { LookupFunction } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFetchJson } from '../../../../api/identity/workload/fetch-json.ts';
import { createIssuerKeys } from '../../../../api/identity/workload/issuer-keys.ts';
import { readIssuerKeys } from '../../../../api/identity/workload/read-issuer-keys.ts';
import { type Trust, verifyIdentityToken } from '../../../../api/identity/workload/verify-identity-token.ts';
import { localIssuer, usualClaims } from '../../../support/local-issuer.ts';

const issuer = await localIssuer();
const first = await issuer.addKey('first', 'ES256');
const second = await issuer.addKey('second', 'ES256');
const trust: Trust = { issuer: issuer.url, audience: 'bylaw', claims: usualClaims };

/** Nothing is looked up: all addresses here are numbers. */
const noLookup: LookupFunction = (_, __, done) => done(new Error('a name was looked up'), '', 0);
const fetchJson = createFetchJson({ allowPlain: true, mayConnect: () => true, lookup: noLookup });

const configuration = '/.well-known/openid-configuration';
let time = new Date('2026-11-24T08:30:00.000Z');
const pass = (seconds: number): void => {
  time = new Date(time.getTime() + seconds * 1000);
};

beforeEach(async () => {
  issuer.answers.clear();
  issuer.asked.configuration = 0;
  issuer.asked.keys = 0;
  await issuer.publish(first);
});

/** A server that has just started. */
function verifier() {
  const keys = createIssuerKeys(
    () => time,
    (url) => readIssuerKeys(fetchJson, url),
  );
  return async (key = first, kid = key.id): Promise<string> => {
    const token = await issuer.sign(key, time, {}, { kid });
    return verifyIdentityToken(token, [trust], keys, time).then(
      () => 'trusted',
      (error: Error) => error.message,
    );
  };
}

describe('the keys of an issuer', () => {
  it('are read once for many tokens, also where these come at once', async () => {
    const verify = verifier();
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify()));
    expect(new Set(answers)).toEqual(new Set(['trusted']));
    pass(599);
    expect(await verify()).toBe('trusted');
    expect(issuer.asked).toEqual({ configuration: 1, keys: 1 });
  });

  it('are read anew for a key that came later, but not before 30 seconds are over', async () => {
    const verify = verifier();
    expect(await verify()).toBe('trusted');
    await issuer.publish(first, second);
    pass(29);
    expect(await verify(second)).toBe('the issuer has no such key');
    pass(1);
    expect(await verify(second)).toBe('trusted');
    expect(await verify()).toBe('trusted');
    expect(issuer.asked.keys).toBe(2);
  });

  it('are no longer good ten minutes after the issuer has withdrawn them', async () => {
    const verify = verifier();
    expect(await verify()).toBe('trusted');
    await issuer.publish(second);
    pass(599);
    expect(await verify()).toBe('trusted');
    pass(1);
    expect(await verify()).toBe('the issuer has no such key');
  });

  it('are not asked for again and again by tokens with invented key ids', async () => {
    const verify = verifier();
    expect(await verify()).toBe('trusted');
    pass(60);
    const invented = Array.from({ length: 20 }, (_, index) => verify(first, `invented-${index}`));
    expect(new Set(await Promise.all(invented))).toEqual(new Set(['the issuer has no such key']));
    expect(await verify(first, 'one more')).toBe('the issuer has no such key');
    expect(issuer.asked.keys).toBe(2);
    expect(await verify()).toBe('trusted');
  });

  it('are not asked for more than every ten seconds while the issuer is down', async () => {
    const verify = verifier();
    issuer.answers.set(configuration, (response) => response.writeHead(503).end());
    const unreachable = `${issuer.url}: it answers 503`;
    expect(new Set(await Promise.all([1, 2, 3, 4].map(() => verify())))).toEqual(new Set([unreachable]));
    issuer.answers.clear();
    pass(9);
    expect(await verify()).toBe(unreachable);
    expect(issuer.asked.configuration).toBe(1);
    pass(1);
    expect(await verify()).toBe('trusted');
  });

  it('of other kinds are passed over', async () => {
    issuer.answers.set('/keys', (response) => {
      response.end(JSON.stringify({ keys: [null, 'key', { kty: 'strange', kid: 'first' }, {}] }));
    });
    expect(await verifier()()).toBe('the issuer has no such key');
  });

  it('that cannot be used are no fault of ours', async () => {
    const broken = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'first', alg: 'ES256' };
    issuer.answers.set('/keys', (response) => response.end(JSON.stringify({ keys: [broken] })));
    expect(await verifier()()).toBe('the token or the key of its issuer is not usable');
  });
});

describe('an issuer is not followed', () => {
  const configured = (document: object) => () =>
    issuer.answers.set(configuration, (response) => response.end(JSON.stringify(document)));
  const redirect = (path: string) => () =>
    issuer.answers.set(path, (response) => response.writeHead(302, { location: `${issuer.url}/keys` }).end());
  const elsewhere = issuer.url.replace('127.0.0.1', '127.0.0.2');

  it.each<[string, () => void, string]>([
    [
      'that is called otherwise',
      configured({ issuer: 'https://other.example' }),
      'its configuration is of another issuer',
    ],
    [
      'to another host',
      configured({ issuer: issuer.url, jwks_uri: `${elsewhere}/keys` }),
      'its keys are not on its own host',
    ],
    [
      'to a file',
      configured({ issuer: issuer.url, jwks_uri: 'file:///etc/passwd' }),
      'its keys are not on its own host',
    ],
    [
      'to no address',
      configured({ issuer: issuer.url, jwks_uri: ['x'] }),
      'its keys are not on its own host',
    ],
    ['by a redirect', redirect(configuration), 'it answers 302'],
    ['by a redirect of its keys', redirect('/keys'), 'it answers 302'],
    ['through a list', configured([]), 'its configuration is of another issuer'],
    [
      'through HTML',
      () => issuer.answers.set('/keys', (response) => response.end('<html>')),
      'its answer is not JSON',
    ],
    [
      'through an endless answer',
      () => issuer.answers.set('/keys', (response) => response.end(`"${'x'.repeat(300_000)}"`)),
      'its answer is too long',
    ],
    [
      'through too many keys',
      () =>
        issuer.answers.set('/keys', (response) =>
          response.end(JSON.stringify({ keys: Array(101).fill({}) })),
        ),
      'its keys are no key set',
    ],
    [
      'without keys',
      () => issuer.answers.set('/keys', (response) => response.end('{}')),
      'its keys are no key set',
    ],
    [
      'when it hangs up',
      () => issuer.answers.set(configuration, (response) => response.destroy()),
      'it is not reached',
    ],
  ])('%s', async (_, misbehave, reason) => {
    misbehave();
    expect(await verifier()()).toBe(`${issuer.url}: ${reason}`);
  });
});

describe('the server connects', () => {
  const guard = { allowPlain: false, mayConnect: (host: string) => host !== '10.0.0.1', lookup: noLookup };
  const fetchGuarded = createFetchJson(guard);

  it.each([
    ['http://issuer.example/keys', 'it is not https'],
    ['ftp://issuer.example/keys', 'it is not https'],
    ['https://10.0.0.1/keys', 'its address is not public'],
    ['https://issuer.example/keys', 'it is not reached'],
  ])('to %s not: %s', async (url, reason) => {
    await expect(fetchGuarded(new URL(url))).rejects.toThrow(reason);
  });
});
