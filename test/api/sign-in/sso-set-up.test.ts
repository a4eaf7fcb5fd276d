import { expect, it } from 'vitest';
import { selfSigned } from '../../../schemas/contract/self-signed.ts';
import { testDatabase } from '../../support/database.ts';
import { caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply } from '../routes/test-world.ts';
import { testBrowser, tokenOfLink } from './browser.ts';

const database = await testDatabase();
const { app } = await testServer(database);

const certificate = (name: string, until: string): { pem: string } => ({
  pem: selfSigned({ name, from: new Date('2026-01-01T00:00:00Z'), until: new Date(until) }).certificate,
});

it('tells how far single sign-on is, from nothing to what still keeps it from being required', async () => {
  const admin = caller(app, (await makeOrganisation(app, 'acme')).apiKey);
  await apply(admin, [
    { kind: 'User', account: 'acme', name: 'bea', spec: { email: 'bea@acme.example', invitation: 'email' } },
  ]);
  const read = async (account = 'acme') => {
    const { status, body } = await admin('GET', `/v1/accounts/${account}/single-sign-on/set-up`);
    return { status, ...body };
  };
  const set = (spec: object) => admin('PATCH', '/v1/accounts/acme/single-sign-on', { spec });

  expect((await read('nobody')).status).toBe(404);
  expect(await read()).toMatchObject({
    status: 200,
    mode: 'off',
    state: 'not-set-up',
    acsUrl: null,
    certificates: [],
    waitsFor: ['set-up', 'test', 'emergency-user'],
  });
  await set({ initiationSlug: 'acme' });
  expect(await read()).toMatchObject({
    state: 'not-set-up',
    initiationUrl: 'http://localhost:8080/login/saml/acme/',
    acsUrl: 'http://localhost:8080/login/saml/acme/acs',
    metadataUrl: 'http://localhost:8080/login/saml/acme/metadata',
  });
  await set({
    mode: 'required',
    emergencyUsers: ['bea'],
    identityProvider: {
      entityId: 'https://idp.acme.example/metadata',
      loginUrl: 'https://idp.acme.example/sso',
      certificates: [certificate('old', '2026-11-20T00:00:00Z'), certificate('new', '2026-12-24T08:30:00Z')],
    },
  });
  expect(await read()).toMatchObject({
    mode: 'required',
    state: 'configured',
    waitsFor: ['test', 'emergency-user'],
    usableEmergencyUsers: [],
  });
  const { certificates } = (await read()) as unknown as {
    certificates: { daysLeft: number; valid: boolean }[];
  };
  expect(certificates.map(({ daysLeft, valid }) => [daysLeft, valid]).sort()).toEqual([
    [0, false],
    [30, true],
  ]);

  const token = await tokenOfLink(database, 'invitation', 'bea');
  await testBrowser(app).post('/v1/invitations/accept', { token, password: 'correct horse battery staple' });
  expect(await read()).toMatchObject({ waitsFor: ['test'], usableEmergencyUsers: ['bea'] });
});
