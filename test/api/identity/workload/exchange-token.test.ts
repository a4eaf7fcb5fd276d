import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { execute, rows } from '../../../../api/database/transaction.ts';
import type { JsonObject } from '../../../../schemas/contract/json.ts';
import { testDatabase } from '../../../support/database.ts';
import { localIssuer, usualClaims } from '../../../support/local-issuer.ts';
import { type Call, caller, makeOrganisation, testServer } from '../../routes/test-server.ts';
import { apply } from '../../routes/test-world.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database);
const issuer = await localIssuer();
const other = await localIssuer();
const key = await issuer.addKey('first');
const otherKey = await other.addKey('first');
const anyone = caller(app, null);

interface Exchanged {
  readonly token: string;
  readonly expiresAt: string;
  readonly code: string;
}

let admin: Call;

function trusting(...trust: JsonObject[]) {
  return {
    kind: 'ServiceAccount',
    account: 'acme',
    name: 'pipeline',
    spec: { roles: ['Account Manager'], trust },
  };
}

const rule = { issuer: issuer.url, audience: 'bylaw', claims: usualClaims };

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  admin = caller(app, apiKey);
  await apply(admin, [
    trusting(rule),
    { kind: 'ServiceAccount', account: 'acme', name: 'untrusting', spec: { roles: [] } },
  ]);
  const { apiKey: stranger } = await makeOrganisation(app, 'stranger');
  await apply(caller(app, stranger), [
    {
      kind: 'ServiceAccount',
      account: 'stranger',
      name: 'pipeline',
      spec: { trust: [{ ...rule, issuer: other.url }] },
    },
  ]);
});

/** Each test comes after what was remembered of issuers and refusals in the one before. */
beforeEach(async () => {
  clock.time = new Date(clock.time.getTime() + 3_600_000);
  issuer.answers.clear();
  await issuer.publish(key);
});

function exchange(token: string, more: object = {}) {
  const asked = { organisation: 'acme', serviceAccount: 'acme/pipeline', token, ...more };
  return anyone<Exchanged>('POST', '/v1/token', asked);
}

/** The newest entry about keys in the log of acme. */
async function logged() {
  const { body } = await admin<{ items: object[] }>('GET', '/v1/audit?item=API%20key&limit=1');
  return body.items[0];
}

async function expectRefusal(token: string, reason: string, more: object = {}): Promise<void> {
  const { status, body } = await exchange(token, more);
  expect([status, body.code]).toEqual([401, 'auth/not-trusted']);
  expect(await logged()).toMatchObject({
    action: 'Create',
    status: 'failure',
    actor: { type: 'anonymous', id: null },
    description: `API key generation failed (pipeline; ${reason})`,
    detail: { code: 'auth/not-trusted', reason },
  });
}

describe('a token of a trusted CI system', () => {
  it('is exchanged for one of the service account, for a quarter of an hour', async () => {
    const { status, body } = await exchange(await issuer.sign(key, clock.time));
    expect(status).toBe(201);
    expect(body).toEqual({
      token: expect.stringMatching(/^byl_[0-9A-Za-z]{43}$/),
      expiresAt: new Date(clock.time.getTime() + 15 * 60_000).toISOString(),
      organisation: 'acme',
      account: 'acme',
      serviceAccount: 'pipeline',
    });
    const pipeline = caller(app, body.token);
    expect((await pipeline('GET', '/v1/whoami')).body).toMatchObject({
      actor: { type: 'service-account', name: 'pipeline' },
    });
    clock.time = new Date(clock.time.getTime() + 15 * 60_000);
    expect((await pipeline('GET', '/v1/whoami')).body).toMatchObject({ code: 'auth/key-expired' });
  });

  it('stands in the audit log with issuer, subject and claims, and no part of a token', async () => {
    const token = await issuer.sign(key, clock.time);
    const { body } = await exchange(token);
    const entry = await logged();
    expect(entry).toMatchObject({
      action: 'Create',
      status: 'success',
      actor: { type: 'service-account', name: 'pipeline' },
      account: 'acme',
      description: `API key generated (workload repo:acme/settings; valid from ${clock.time.toISOString()})`,
      detail: {
        owner: 'service-account pipeline',
        issuer: issuer.url,
        subject: 'repo:acme/settings',
        claims: usualClaims,
      },
    });
    expect(JSON.stringify(entry)).not.toContain(body.token);
    expect(JSON.stringify(entry)).not.toContain(token.split('.')[2]);
    const stored = await database.snapshot((tx) => rows(tx, 'SELECT * FROM api_key'));
    expect(JSON.stringify(stored)).not.toContain(body.token);
  });

  it.each(['ES256', 'PS256'])('may be signed by %s', async (algorithm) => {
    const modern = await issuer.addKey('modern', algorithm);
    clock.time = new Date(clock.time.getTime() + 3_600_000);
    expect((await exchange(await issuer.sign(modern, clock.time))).status).toBe(201);
  });

  it('may have several audiences, and clocks may differ by half a minute', async () => {
    const { time } = clock;
    expect((await exchange(await issuer.sign(key, time, { aud: ['other', 'bylaw'] }))).status).toBe(201);
    expect((await exchange(await issuer.sign(key, new Date(time.getTime() + 20_000)))).status).toBe(201);
    const late = Math.floor(time.getTime() / 1000) - 20;
    expect((await exchange(await issuer.sign(key, time, { exp: late }))).status).toBe(201);
  });

  it('is held against numbers and truth values by their words', async () => {
    await apply(admin, [trusting({ ...rule, claims: { run_number: '7', ref_protected: 'true' } })]);
    const right = await issuer.sign(key, clock.time, { run_number: 7, ref_protected: true });
    const wrong = await issuer.sign(key, clock.time, { run_number: 7, ref_protected: ['true'] });
    expect((await exchange(right)).status).toBe(201);
    await expectRefusal(wrong, 'claims are not as declared: ref_protected');
    await apply(admin, [trusting(rule)]);
  });

  it('meets one of several rules of its issuer wholly, not parts of two', async () => {
    await apply(admin, [
      trusting(
        { ...rule, audience: 'one', claims: { repository: 'acme/one' } },
        { ...rule, audience: 'two', claims: { repository: 'acme/two' } },
      ),
    ]);
    const signed = (aud: string, repository: string) => issuer.sign(key, clock.time, { aud, repository });
    expect((await exchange(await signed('one', 'acme/one'))).status).toBe(201);
    expect((await exchange(await signed('two', 'acme/two'))).status).toBe(201);
    await expectRefusal(await signed('one', 'acme/two'), 'claims are not as declared: repository');
    await apply(admin, [trusting(rule)]);
  });
});

describe('a token is refused', () => {
  const seconds = () => Math.floor(clock.time.getTime() / 1000);

  it.each<[string, () => Readonly<Record<string, unknown>>, string]>([
    ['that has expired', () => ({ exp: seconds() - 31 }), 'the token has expired, or is older than a day'],
    ['that never expires', () => ({ exp: undefined }), 'the claim exp is not as it must be'],
    [
      'that is older than a day',
      () => ({ iat: seconds() - 86_500 }),
      'the token has expired, or is older than a day',
    ],
    ['of an unknown age', () => ({ iat: undefined }), 'the claim iat is not as it must be'],
    ['that is not in force yet', () => ({ nbf: seconds() + 60 }), 'the claim nbf is not as it must be'],
    ['from the future', () => ({ iat: seconds() + 60 }), 'the claim iat is not as it must be'],
    ['for somebody else', () => ({ aud: 'other' }), 'the claim aud is not as it must be'],
    ['for nobody', () => ({ aud: undefined }), 'the claim aud is not as it must be'],
    ['about nobody', () => ({ sub: undefined }), 'the claim sub is not as it must be'],
    [
      'of another repository',
      () => ({ repository: 'evil/settings' }),
      'claims are not as declared: repository',
    ],
    ['without a declared claim', () => ({ ref: undefined }), 'claims are not as declared: ref'],
    [
      'with a declared claim in a list',
      () => ({ ref: [usualClaims.ref] }),
      'claims are not as declared: ref',
    ],
    ['with letters of another case', () => ({ ref: 'refs/heads/Main' }), 'claims are not as declared: ref'],
    ['that names another issuer', () => ({ iss: other.url }), 'the issuer is not declared'],
    ['whose issuer has a slash more', () => ({ iss: `${issuer.url}/` }), 'the issuer is not declared'],
  ])('%s', async (_, claims, reason) => {
    await expectRefusal(await issuer.sign(key, clock.time, claims()), reason);
  });

  it('that nobody signed', async () => {
    const payload = { sub: 'x', iat: seconds(), exp: seconds() + 60, aud: 'bylaw', iss: issuer.url };
    const token = new UnsecuredJWT({ ...payload, ...usualClaims }).encode();
    await expectRefusal(token, 'the token is not signed by RS256, ES256 or PS256');
  });

  it('that is signed with the public key as if it were a shared secret', async () => {
    const secret = new TextEncoder().encode(await exportSPKI(key.publicKey));
    const payload = { sub: 'x', iat: seconds(), exp: seconds() + 60, aud: 'bylaw', iss: issuer.url };
    const token = await new SignJWT({ ...payload, ...usualClaims })
      .setProtectedHeader({ alg: 'HS256', kid: key.id })
      .sign(secret);
    await expectRefusal(token, 'the token is not signed by RS256, ES256 or PS256');
  });

  it('by an algorithm that is not allowed, though the key is the issuer’s', async () => {
    const strong = await issuer.addKey('strong', 'RS512');
    await expectRefusal(
      await issuer.sign(strong, clock.time),
      'the token is not signed by RS256, ES256 or PS256',
    );
  });

  it('by somebody else under the issuer’s name and key id', async () => {
    const forged = await other.sign(otherKey, clock.time, { iss: issuer.url });
    await expectRefusal(forged, 'the signature is not the issuer’s');
  });

  it('whose claims were changed', async () => {
    const [head, , signature] = (await issuer.sign(key, clock.time)).split('.');
    const [, claims] = (await issuer.sign(key, clock.time, { sub: 'other' })).split('.');
    await expectRefusal(`${head}.${claims}.${signature}`, 'the signature is not the issuer’s');
  });

  it.each(['nonsense', 'a.b.c', '...', 'e30.e30.'])('that is none: %s', async (token) => {
    const { status, body } = await exchange(token);
    expect([status, body.code]).toEqual([401, 'auth/not-trusted']);
  });

  it('alike whether the organisation, the account or the service account is there or not', async () => {
    const token = await issuer.sign(key, clock.time);
    const answers = [
      await exchange(token, { organisation: 'nobody' }),
      await exchange(token, { organisation: 'stranger' }),
      await exchange(token, { serviceAccount: 'nowhere/pipeline' }),
      await exchange(token, { serviceAccount: 'acme/nobody' }),
      await exchange(token, { serviceAccount: 'acme/untrusting' }),
      await exchange(await issuer.sign(key, clock.time, { aud: 'other' })),
    ];
    const told = answers.map(({ status, body }) => ({ status, ...body, requestId: '' }));
    expect(new Set(told.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(told[0]?.status).toBe(401);
  });

  it('of an issuer that only another organisation declares, without asking it', async () => {
    const token = await other.sign(otherKey, clock.time);
    const before = { ...other.asked };
    await expectRefusal(token, 'the issuer is not declared');
    expect(other.asked).toEqual(before);
  });

  it('while the service account is disabled, and from networks that it does not allow', async () => {
    const { spec, ...place } = trusting(rule);
    await apply(admin, [{ ...place, spec: { ...spec, enabled: false } }]);
    const token = await issuer.sign(key, clock.time);
    await expectRefusal(token, 'the service account or its account is disabled');
    await apply(admin, [{ ...place, spec: { ...spec, enabled: true, allowedNetworks: ['192.0.2.0/24'] } }]);
    await expectRefusal(token, 'the network is not allowed');
    await apply(admin, [{ ...place, spec: { ...spec, enabled: true, allowedNetworks: ['127.0.0.0/8'] } }]);
    expect((await exchange(token)).status).toBe(201);
  });

  it('at most once a minute in the log for each reason', async () => {
    const token = await issuer.sign(key, clock.time, { aud: 'other' });
    const count = async () => {
      const answer = await admin<{ items: object[] }>(
        'GET',
        '/v1/audit?item=API%20key&status=failure&limit=200',
      );
      return answer.body.items.length;
    };
    const before = await count();
    for (let times = 0; times < 5; times += 1) expect((await exchange(token)).status).toBe(401);
    expect(await count()).toBe(before + 1);
    clock.time = new Date(clock.time.getTime() + 61_000);
    await exchange(token);
    expect(await count()).toBe(before + 2);
  });
});

it('keeps nothing of a key whose service account is gone', async () => {
  const { body } = await exchange(await issuer.sign(key, clock.time));
  await database.write((tx) =>
    execute(tx, "UPDATE service_account SET enabled = false WHERE name = 'pipeline'"),
  );
  expect((await caller(app, body.token)('GET', '/v1/whoami')).body).toMatchObject({
    code: 'auth/owner-disabled',
  });
});
