import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authnRequest } from '../../../../api/identity/saml/authn-request.ts';
import type { SamlConnection } from '../../../../api/identity/saml/connection.ts';
import { readIdpMetadata } from '../../../../api/identity/saml/read-idp-metadata.ts';
import { type ResponseVerdict, verifyResponse } from '../../../../api/identity/saml/verify-response.ts';
import { faults } from '../../../../controller/idp/faults.ts';
import { type RunningIdp, startIdp } from '../../../../controller/idp/start-idp.ts';
import { formField } from './form-field.ts';
import { acsUrl, ana, connectionWith, keyOf, now, outcome, spEntityId } from './world.ts';

let idp: RunningIdp;
let connection: SamlConnection & { readonly loginUrl: string };
let requests = 0;

/** The service provider learns of the identity provider from its metadata, as in life. */
beforeAll(async () => {
  let id = 0;
  idp = await startIdp({
    port: 0,
    host: '127.0.0.1',
    now: () => now,
    newId: () => String(++id),
    keys: { current: keyOf('idp'), previous: keyOf('attacker') },
    person: ana,
  });
  const verdict = readIdpMetadata(await (await fetch(idp.metadataUrl)).text(), now, { allowLoopback: true });
  if ('refused' in verdict) throw new Error(verdict.refused.detail);
  const { entityId, loginUrl, certificates } = verdict.metadata;
  connection = {
    ...connectionWith({ idpEntityId: entityId, certificates: certificates.map(({ pem }) => pem) }),
    loginUrl,
  };
});
afterAll(() => idp.close());

/** A sign-in from the request to the verdict. */
async function signIn(query = ''): Promise<ResponseVerdict> {
  const requestId = `_q${++requests}`;
  const loginUrl = `${connection.loginUrl}?${query}`;
  const page = await (
    await fetch(authnRequest({ ...connection, loginUrl }, { id: requestId, now, relayState: 'k' }))
  ).text();
  expect(page).toContain(`action="${acsUrl}"`);
  expect(formField(page, 'RelayState')).toBe('k');
  return verifyResponse(formField(page, 'SAMLResponse'), connection, { requestId, now });
}

describe('the identity provider for trials', () => {
  it.each(['response', 'assertion', 'both'])('signs people in, signed: %s', async (sign) => {
    expect(await outcome(signIn(`sign=${sign}`))).toBe('accepted ana@acme.example');
  });

  it('signs in whoever the address names', async () => {
    const verdict = await signIn('user=eva@acme.example&group=Support&group=R%26D&givenName=Eva');
    expect(verdict).toMatchObject({ verified: { nameId: 'eva@acme.example' } });
    const attributes = 'verified' in verdict ? verdict.verified.attributes : new Map();
    expect(attributes.get('http://schemas.xmlsoap.org/claims/Group')).toEqual(['Support', 'R&D']);
    expect(attributes.get('http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname')).toEqual([
      'Eva',
    ]);
  });

  it('has at least twenty ways to misbehave', () => {
    expect(Object.keys(faults).length).toBeGreaterThanOrEqual(20);
  });

  it.each(Object.entries(faults))('misbehaves: %s', async (name, { refusedBy }) => {
    await signIn();
    const reached = await outcome(signIn(`fault=${name}`));
    if (refusedBy === undefined) expect(reached).toMatch(/^accepted .*ana@acme\.example$/i);
    else expect(reached).toBe(refusedBy);
  });

  it('answers what it does not understand with a page', async () => {
    const status = async (path: string): Promise<number> => (await fetch(`${idp.url}${path}`)).status;
    expect(await status('/sso')).toBe(400);
    expect(await status('/sso?SAMLRequest=junk')).toBe(400);
    expect(await status('/slo')).toBe(200);
    expect(await status('/')).toBe(404);
    const url = authnRequest(
      { spEntityId, acsUrl, loginUrl: `${idp.loginUrl}?fault=none-such` },
      { id: '_1', now },
    );
    expect((await fetch(url)).status).toBe(400);
    const script = authnRequest(
      { spEntityId, acsUrl: 'javascript:alert(1)', loginUrl: idp.loginUrl },
      { id: '_1', now },
    );
    expect((await fetch(script)).status).toBe(400);
  });
});

it('asks who signs in where nobody is named', async () => {
  const asking = await startIdp({
    port: 0,
    host: '127.0.0.1',
    now: () => now,
    newId: () => '1',
    keys: { current: keyOf('idp'), previous: keyOf('attacker') },
  });
  const page = await (
    await fetch(
      authnRequest({ spEntityId, acsUrl, loginUrl: asking.loginUrl }, { id: '_1', now, relayState: 'k' }),
    )
  ).text();
  expect(page).toContain('Who signs in?');
  expect(page).toContain('wrong-audience');
  expect(formField(page, 'RelayState')).toBe('k');
  await asking.close();
});

it('encrypts for a certificate', async () => {
  const encrypting = await startIdp({
    port: 0,
    host: '127.0.0.1',
    now: () => now,
    newId: () => '1',
    keys: { current: keyOf('idp'), previous: keyOf('attacker') },
    person: ana,
    encryptFor: keyOf('sp').certificate,
  });
  const page = await (
    await fetch(authnRequest({ spEntityId, acsUrl, loginUrl: encrypting.loginUrl }, { id: '_1', now }))
  ).text();
  const sealed = connectionWith({ idpEntityId: encrypting.entityId, requireEncryption: true });
  const verdict = verifyResponse(formField(page, 'SAMLResponse'), sealed, { requestId: '_1', now });
  expect(await outcome(verdict)).toBe('accepted ana@acme.example');
  await encrypting.close();
});
