import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authnRequest } from '../../../../api/identity/saml/authn-request.ts';
import { readClaims } from '../../../../api/identity/saml/claims.ts';
import type { SamlConnection } from '../../../../api/identity/saml/connection.ts';
import { readIdpMetadata } from '../../../../api/identity/saml/read-idp-metadata.ts';
import { type ResponseVerdict, verifyResponse } from '../../../../api/identity/saml/verify-response.ts';
import { claimNames } from '../../../../schemas/contract/saml-names.ts';
import { type ForeignIdp, startForeignIdp } from './foreign-idp.ts';
import { formField } from './form-field.ts';
import { acsUrl, connectionWith, keyOf } from './world.ts';

let idp: ForeignIdp;
let requests = 0;

beforeAll(async () => {
  const claims = {
    [claimNames.email]: 'ana@acme.example',
    [claimNames.givenName]: 'Ana',
    [claimNames.surname]: 'Horvat',
    [claimNames.groups]: ['Support', 'Finance & Tax'],
  };
  idp = await startForeignIdp({ key: keyOf('idp'), nameId: 'ana@acme.example', claims, options: {} }, acsUrl);
});
afterAll(() => idp.close());

function connection(change: Partial<SamlConnection> = {}): SamlConnection & { readonly loginUrl: string } {
  return { ...connectionWith({ idpEntityId: idp.issuer, ...change }), loginUrl: idp.loginUrl };
}

/** A sign-in over HTTP. It looks at the real clock, as the identity provider does. */
async function signIn(
  change: Partial<SamlConnection> = {},
  options: Readonly<Record<string, unknown>> = {},
): Promise<ResponseVerdict> {
  const requestId = `_q${++requests}`;
  Object.assign(idp.settings, { options });
  const url = authnRequest(connection(change), { id: requestId, now: new Date(), relayState: 'k' });
  const page = await (await fetch(url)).text();
  expect(formField(page, 'RelayState')).toBe('k');
  return verifyResponse(formField(page, 'SAMLResponse'), connection(change), { requestId, now: new Date() });
}

/** The NameID, or in full why there is none. */
function result(verdict: ResponseVerdict): string {
  return 'verified' in verdict
    ? verdict.verified.nameId
    : `${verdict.refused.check}: ${verdict.refused.detail}`;
}

describe('an identity provider that is not ours (samlp)', () => {
  it('is read from its metadata', async () => {
    const xml = await (await fetch(idp.metadataUrl)).text();
    const verdict = readIdpMetadata(xml, new Date(), { allowLoopback: true });
    expect(verdict).toMatchObject({
      metadata: {
        entityId: idp.issuer,
        loginUrl: idp.loginUrl,
        certificates: [{ pem: keyOf('idp').certificate }],
      },
    });
  });

  it('signs people in, and tells of their groups', async () => {
    const verdict = await signIn();
    expect(result(verdict)).toBe('ana@acme.example');
    const claims = 'verified' in verdict ? readClaims(verdict.verified.attributes) : undefined;
    expect(claims).toEqual({
      email: 'ana@acme.example',
      givenName: 'Ana',
      surname: 'Horvat',
      groups: [
        { value: 'Support', form: 'name' },
        { value: 'Finance & Tax', form: 'name' },
      ],
    });
  });

  const ways: readonly [string, Partial<SamlConnection>, Record<string, unknown>][] = [
    ['the response signed', { requireSigned: ['response'] }, { signResponse: true, signAssertion: false }],
    ['both signed', { requireSigned: ['response', 'assertion'] }, { signResponse: true }],
    ['names with a prefix', {}, { signatureNamespacePrefix: 'ds' }],
    ['SHA-1 by agreement', { allowSha1: true }, { signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' }],
    ['names of attributes in a form', {}, { includeAttributeNameFormat: true, typedAttributes: true }],
  ];
  it.each(ways)('is accepted with %s', async (_name, change, options) => {
    expect(result(await signIn(change, options))).toBe('ana@acme.example');
  });

  it('is accepted when it encrypts', async () => {
    const { certificate } = keyOf('sp');
    const encryptionPublicKey = new X509Certificate(certificate).publicKey.export({
      type: 'spki',
      format: 'pem',
    });
    const verdict = await signIn(
      { requireEncryption: true },
      { encryptionCert: certificate, encryptionPublicKey },
    );
    expect(result(verdict)).toBe('ana@acme.example');
  });

  it('is refused when it does what was not agreed', async () => {
    expect(result(await signIn({}, { signatureAlgorithm: 'rsa-sha1', digestAlgorithm: 'sha1' }))).toMatch(
      /^saml\/signature-algorithm/,
    );
    expect(result(await signIn({}, { audience: 'https://other.example' }))).toMatch(/^saml\/audience/);
    expect(result(await signIn({}, { recipient: 'https://other.example' }))).toMatch(/^saml\/recipient/);
    expect(result(await signIn({}, { destination: 'https://other.example', signResponse: true }))).toMatch(
      /^saml\/destination/,
    );
    expect(result(await signIn({}, { inResponseTo: '_other' }))).toMatch(/^saml\/in-response-to/);
    expect(result(await signIn({}, { signAssertion: false }))).toMatch(/^saml\/unsigned/);
    expect(result(await signIn({}, { lifetimeInSeconds: 86_400 }))).toMatch(/^saml\/validity-too-long/);
  });

  it('rotates its certificate while both are trusted', async () => {
    const both = { certificates: [keyOf('idp').certificate, keyOf('next').certificate] };
    expect(result(await signIn(both))).toBe('ana@acme.example');
    idp.settings.key = keyOf('next');
    expect(result(await signIn(both))).toBe('ana@acme.example');
    expect(result(await signIn(both, { signResponse: true }))).toBe('ana@acme.example');
    expect(result(await signIn())).toMatch(/^saml\/signature-invalid/);
    expect(result(await signIn({ certificates: [keyOf('next').certificate] }))).toBe('ana@acme.example');
    idp.settings.key = keyOf('idp');
  });
});
