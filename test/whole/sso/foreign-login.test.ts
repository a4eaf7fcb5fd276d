import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyPlan } from '../../../api/commit/apply.ts';
import { editResource } from '../../../api/commit/edit.ts';
import { planDeclaration } from '../../../api/commit/plan.ts';
import { rows } from '../../../api/database/transaction.ts';
import { refreshMetadataJob } from '../../../api/jobs/refresh-metadata.ts';
import { buildServer } from '../../../api/server.ts';
import { claimNames } from '../../../schemas/contract/saml-names.ts';
import { type KeyPair, selfSigned } from '../../../schemas/contract/self-signed.ts';
import { type ForeignIdp, startForeignIdp } from '../../api/identity/saml/foreign-idp.ts';
import { formField } from '../../api/identity/saml/form-field.ts';
import { testCredentials } from '../../support/credentials.ts';
import { testDatabase } from '../../support/database.ts';
import { testKeyring } from '../../support/keyring.ts';

const operatorToken = 'operator-token-of-the-tests-0123456789';
const keyFor = (name: string): KeyPair =>
  selfSigned({ name, from: new Date('2026-01-01T00:00:00Z'), until: new Date('2036-01-01T00:00:00Z') });

const oldKey = keyFor('old');
const newKey = keyFor('new');

let url: string;
let token: string;
let idp: ForeignIdp;
const database = await testDatabase();
const jobDeps = { database, now: () => new Date(), newId: uuidv7 };

async function place() {
  const [found] = await database.snapshot((tx) =>
    rows<{ organisationId: string; organisation: string }>(
      tx,
      `SELECT id AS "organisationId", name AS organisation FROM organisation WHERE name = 'acme'`,
    ),
  );
  if (found === undefined) throw new Error('acme is missing');
  return found;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const app = await buildServer({
    ...jobDeps,
    commit: { planDeclaration, applyPlan, editResource },
    keyring: testKeyring(),
    ...testCredentials(),
    operatorToken,
    publicUrl: url,
    logger: pino({ level: 'silent' }),
  });
  await app.listen({ host: '127.0.0.1', port });
  const claims = {
    [claimNames.email]: 'ana.horvat@acme.example',
    [claimNames.givenName]: 'Ana',
    [claimNames.surname]: 'Horvat',
    [claimNames.groups]: ['Support', 'Finance & Tax'],
  };
  const settings = { key: oldKey, nameId: 'ana@acme.example', claims, options: {} };
  idp = await startForeignIdp(settings, `${url}/login/saml/acme/acs`);
  afterAll(async () => {
    await idp.close();
    await app.close();
  });
  const made = await call<{ apiKey: string }>('POST', '/v1/operator/organisations', operatorToken, {
    name: 'acme',
    seats: 5,
    admin: 'admin',
    email: 'admin@acme.example',
  });
  token = made.apiKey;
});

async function call<T>(method: string, path: string, bearer: string, body?: object): Promise<T> {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}

/** null: all that is said of the identity provider is where its metadata is. */
async function settle(certificates: readonly KeyPair[] | null): Promise<void> {
  const metadata = await (await fetch(idp.metadataUrl)).text();
  await call('PUT', '/v1/accounts/acme/single-sign-on', token, {
    spec: {
      mode: 'optional',
      initiationSlug: 'acme',
      autoCreateUsers: true,
      autoCreateGroups: true,
      identityProvider:
        certificates === null
          ? { metadataUrl: idp.metadataUrl }
          : { metadata, ...{ certificates: certificates.map(({ certificate }) => ({ pem: certificate })) } },
    },
  });
}

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .filter((cookie) => !cookie?.endsWith('='))
    .join('; ');

/** The whole way of a browser: to us, to the identity provider, back to us. */
async function signIn(): Promise<{ status: number; cookie: string }> {
  const away = await fetch(`${url}/login/saml/acme/`, { redirect: 'manual' });
  const page = await (await fetch(away.headers.get('location') ?? '')).text();
  const back = await fetch(`${url}/login/saml/acme/acs`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: cookiesOf(away),
      'content-type': 'application/x-www-form-urlencoded',
      origin: idp.url,
    },
    body: new URLSearchParams({
      SAMLResponse: formField(page, 'SAMLResponse') ?? '',
      RelayState: formField(page, 'RelayState') ?? '',
    }),
  });
  return { status: back.status, cookie: cookiesOf(back) };
}

test('a whole login by an identity provider that is not ours, with its groups, while its certificate is rotated', async () => {
  await settle(null);
  const first = await signIn();
  expect(first.status).toBe(303);
  const me = await fetch(`${url}/v1/me/sessions`, { headers: { cookie: first.cookie } });
  expect(await me.json()).toMatchObject({ items: [{ method: 'sso', current: true }] });
  const user = await call<{ spec: object }>('GET', '/v1/accounts/acme/users/ana%40acme.example', token);
  expect(user.spec).toMatchObject({ email: 'ana.horvat@acme.example', firstName: 'Ana', lastName: 'Horvat' });
  const teams = await call<{ items: { metadata: { name: string } }[] }>(
    'GET',
    '/v1/resources?kind=Team',
    token,
  );
  expect(teams.items.map(({ metadata }) => metadata.name).sort()).toEqual(['Finance & Tax', 'Support']);

  Object.assign(idp.settings, { key: newKey });
  expect((await signIn()).status).toBe(403);
  await settle([oldKey, newKey]);
  expect((await signIn()).status).toBe(303);
  Object.assign(idp.settings, { key: oldKey });
  expect((await signIn()).status).toBe(303);
  await settle([newKey]);
  expect((await signIn()).status).toBe(403);

  // Rotated again, and known by the metadata that the job reads anew.
  await settle(null);
  expect((await signIn()).status).toBe(303);
  Object.assign(idp.settings, { key: newKey });
  expect((await signIn()).status).toBe(403);
  expect(await refreshMetadataJob(url).run(jobDeps, await place())).toEqual({ changed: 1, failed: 0 });
  expect((await signIn()).status).toBe(303);
});
