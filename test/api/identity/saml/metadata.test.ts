import { verify, X509Certificate } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import * as samlify from 'samlify';
import { describe, expect, it } from 'vitest';
import { authnRequest } from '../../../../api/identity/saml/authn-request.ts';
import { readIdpMetadata } from '../../../../api/identity/saml/read-idp-metadata.ts';
import { checkSchema } from '../../../../api/identity/saml/schemas.ts';
import { spMetadata } from '../../../../api/identity/saml/sp-metadata.ts';
import { DocumentScope } from '../../../../api/identity/saml/xml-document.ts';
import { swap } from './attack.ts';
import { acsUrl, connectionWith, entityId, keyOf, now, spEntityId } from './world.ts';

const loginUrl = 'https://idp.acme.example/sso?tenant=1';
const binding = (name: string): string => `urn:oasis:names:tc:SAML:2.0:bindings:HTTP-${name}`;
const content = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s/g, '');
const key = (pem: string, use = ' use="signing"'): string =>
  `<KeyDescriptor${use}><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${content(pem)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`;
/** A certificate of a key of 1024 bits. */
const weak = [
  'MIIB+jCCAWOgAwIBAgIUcUnwW69x7ijb1FaKyDgDdDpbNygwDQYJKoZIhvcNAQELBQAwDzENMAsGA1UEAwwEd2Vhaz',
  'AeFw0yNjExMjUwMDUxNDNaFw0zNjExMjIwMDUxNDNaMA8xDTALBgNVBAMMBHdlYWswgZ8wDQYJKoZIhvcNAQEBBQAD',
  'gY0AMIGJAoGBAMvji96zCHYmG3LfGhcx249HpJuMR5U6Fyo7XTv35g6Wprh/ApIp3cJgeRJF96UAdIDuHkeZTNPpbV',
  'FeeHxgJsqFlvRsiZXpwBeLyTKTaGjpYDdCFSz2f8dK5L7Qg0QHPmtr/o3MivoEPLvt/6LMzNodHXel0Tp1RUjg6i1d',
  'yAVXAgMBAAGjUzBRMB0GA1UdDgQWBBSgElvmQJJz6QWWyhi4XWNU/T7NuDAfBgNVHSMEGDAWgBSgElvmQJJz6QWWyh',
  'i4XWNU/T7NuDAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4GBAADrpTatgCcysgWD8TY/i4QnYhWzYQ81',
  '+ty4shGJzHL63yiaKxsDsa1si446vT+CXIcJyAvjBeCgoUm+DAcperIGA0EiDx3FohDG5L/LvAqOFkJBxDQVdnxUo0',
  '8C5wP3K+3pr+51QlXeEjw/s8WODTgK3DrQPzvPK5gFPrk81iFD',
].join('');
const idp = (): string => keyOf('idp').certificate;

/** Metadata of an identity provider as it publishes them. */
const metadata = (keys = key(idp()) + key(keyOf('next').certificate)): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    ${keys}
    <SingleLogoutService Binding="${binding('Redirect')}" Location="https://idp.acme.example/slo"/>
    <NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat>
    <SingleSignOnService Binding="${binding('POST')}" Location="https://idp.acme.example/post"/>
    <SingleSignOnService Binding="${binding('Redirect')}" Location="${loginUrl}"/>
  </IDPSSODescriptor>
</EntityDescriptor>`;

const outcome = (xml: string, options = {}): unknown => {
  const verdict = readIdpMetadata(xml, now, options);
  return 'refused' in verdict ? verdict.refused.check : verdict.metadata;
};

describe('metadata of an identity provider', () => {
  it('tells where to go and whom to believe', () => {
    const shown = (pem: string): object => {
      const { fingerprint256: fingerprint, subject } = new X509Certificate(pem);
      return {
        pem,
        fingerprint,
        subject,
        validFrom: new Date('2026-01-01T00:00:00Z'),
        validTo: new Date('2036-01-01T00:00:00Z'),
      };
    };
    expect(outcome(metadata())).toEqual({
      entityId,
      loginUrl,
      logoutUrl: 'https://idp.acme.example/slo',
      certificates: [shown(idp()), shown(keyOf('next').certificate)],
      wantsSignedRequests: true,
      validUntil: undefined,
    });
  });

  it('takes keys for everything, leaves those for encryption, and each only once', () => {
    const keys = key(idp(), '') + key(idp()) + key(keyOf('sp').certificate, ' use="encryption"');
    expect(outcome(metadata(keys))).toMatchObject({ certificates: [{ pem: idp() }] });
  });

  it('reads metadata with roles of WS-Federation, and with a time until which it holds', () => {
    const role = `<RoleDescriptor xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:fed="http://docs.oasis-open.org/wsfed/federation/200706" xsi:type="fed:ApplicationServiceType" protocolSupportEnumeration="http://docs.oasis-open.org/wsfed/federation/200706"/>`;
    const xml = swap(metadata(), '<IDPSSODescriptor', `${role}<IDPSSODescriptor`);
    expect(outcome(swap(xml, ' entityID=', ' validUntil="2027-04-01T00:00:00Z" entityID='))).toMatchObject({
      entityId,
      validUntil: new Date('2027-04-01'),
    });
  });

  it('takes http for this machine where that is asked for', () => {
    const local = metadata().replace(
      /https:\/\/idp\.acme\.example(?=\/(?:sso|slo|post))/g,
      'http://127.0.0.1:7000',
    );
    expect(outcome(local)).toBe('saml/metadata-address');
    expect(outcome(local, { allowLoopback: true })).toMatchObject({
      loginUrl: 'http://127.0.0.1:7000/sso?tenant=1',
    });
  });

  const entity = (): string => metadata().slice(metadata().indexOf('<EntityDescriptor'));
  const refused: readonly [string, string, () => string][] = [
    ['hello', 'saml/not-xml', () => 'hello'],
    ['a page', 'saml/schema', () => '<html><body>not found</body></html>'],
    [
      'a document type',
      'saml/forbidden-markup',
      () => `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${entity()}`,
    ],
    ['a NUL', 'saml/nul', () => `${metadata()}\0`],
    ['more than a megabyte', 'saml/too-large', () => `${metadata()}${' '.repeat(1_048_576)}`],
    [
      'an element that metadata have not',
      'saml/schema',
      () => swap(metadata(), '<NameIDFormat>', '<Evil/><NameIDFormat>'),
    ],
    ['only a service provider', 'saml/metadata-provider', () => spMetadata(connectionWith())],
    [
      'two identity providers',
      'saml/metadata-provider',
      () =>
        `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">${entity()}${entity()}</EntitiesDescriptor>`,
    ],
    [
      'SAML 1.1 only',
      'saml/metadata-provider',
      () =>
        swap(
          metadata(),
          'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"',
          'protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"',
        ),
    ],
    [
      'a script as the entity ID',
      'saml/metadata-entity-id',
      () => swap(metadata(), entityId, 'javascript:alert(1)'),
    ],
    ['a word as the entity ID', 'saml/metadata-entity-id', () => swap(metadata(), entityId, 'idp')],
    [
      'an end that is past',
      'saml/metadata-expired',
      () => swap(metadata(), ' entityID=', ' validUntil="2027-03-01T10:00:00Z" entityID='),
    ],
    [
      'an end of the role that is past',
      'saml/metadata-expired',
      () => swap(metadata(), '<IDPSSODescriptor', '<IDPSSODescriptor validUntil="2027-02-01T10:00:00Z"'),
    ],
    [
      'an address without TLS',
      'saml/metadata-address',
      () => swap(metadata(), loginUrl, 'http://idp.acme.example/sso'),
    ],
    [
      'a script as an address',
      'saml/metadata-address',
      () => swap(metadata(), loginUrl, 'javascript:alert(1)//'),
    ],
    ['a file as an address', 'saml/metadata-address', () => swap(metadata(), loginUrl, 'file:///etc/passwd')],
    [
      'an address with a password',
      'saml/metadata-address',
      () => swap(metadata(), loginUrl, 'https://a:b@idp.acme.example/'),
    ],
    [
      'an address with a backslash',
      'saml/metadata-address',
      () => swap(metadata(), loginUrl, 'https://idp.acme.example\\@evil.example/'),
    ],
    [
      'a script as another address',
      'saml/metadata-address',
      () => swap(metadata(), 'https://idp.acme.example/post', 'javascript:alert(1)'),
    ],
    [
      'a script to sign out',
      'saml/metadata-address',
      () => swap(metadata(), 'https://idp.acme.example/slo', 'javascript:alert(1)'),
    ],
    [
      'no address for redirects',
      'saml/metadata-address',
      () => swap(metadata(), /<SingleSignOnService [^>]*Redirect[^>]*>/, ''),
    ],
    ['no certificate', 'saml/metadata-certificate', () => metadata('')],
    [
      'a certificate for encryption only',
      'saml/metadata-certificate',
      () => metadata(key(idp(), ' use="encryption"')),
    ],
    ['junk as a certificate', 'saml/metadata-certificate', () => metadata(key('QUJD'))],
    ['a key of 1024 bits', 'saml/metadata-certificate', () => metadata(key(weak))],
  ];
  it.each(refused)('is refused with %s: %s', (_name, check, make) => {
    expect(outcome(make())).toBe(check);
  });
});

describe('what we say to an identity provider', () => {
  const login = { ...connectionWith(), loginUrl };
  const options = { id: '_q0001', now, relayState: 'key 1' };
  const inflated = (url: string): string =>
    inflateRawSync(Buffer.from(new URL(url).searchParams.get('SAMLRequest') ?? '', 'base64')).toString();

  it('sends a request by redirect', () => {
    const url = authnRequest(login, options);
    expect(url.startsWith(`${loginUrl}&SAMLRequest=`)).toBe(true);
    expect(new URL(url).searchParams.get('RelayState')).toBe('key 1');
    const xml = inflated(url);
    expect(xml).toContain(`Destination="${loginUrl}"`);
    expect(xml).toContain(`AssertionConsumerServiceURL="${acsUrl}"`);
    holds('protocol', xml);
  });

  it('signs it where there is a key', () => {
    const url = authnRequest(login, { ...options, signingKey: keyOf('sp').privateKey });
    const [signed = '', signature = ''] = url.slice(url.indexOf('SAMLRequest=')).split('&Signature=');
    const value = Buffer.from(decodeURIComponent(signature), 'base64');
    expect(verify('sha256', Buffer.from(signed), keyOf('sp').certificate, value)).toBe(true);
  });

  it('publishes metadata that samlify reads', () => {
    const certificate = keyOf('sp').certificate;
    const xml = spMetadata({
      ...connectionWith({ requireSigned: ['assertion'] }),
      sloUrl: 'https://portal.example/slo',
      signingCertificate: certificate,
      encryptionCertificates: [certificate, keyOf('old-sp').certificate],
    });
    holds('metadata', xml.replace(/^<\?xml[^>]*>/, ''));
    const { entityMeta } = samlify.ServiceProvider({ metadata: xml });
    expect(entityMeta.getEntityID()).toBe(spEntityId);
    expect(entityMeta.getAssertionConsumerService('post')).toBe(acsUrl);
    expect(entityMeta.isWantAssertionsSigned()).toBe(true);
    expect(entityMeta.getX509Certificate('signing')).toBe(content(certificate));
    holds('metadata', spMetadata(connectionWith()).replace(/^<\?xml[^>]*>/, ''));
  });
});

function holds(name: 'protocol' | 'metadata', xml: string): void {
  const scope = new DocumentScope();
  checkSchema(name, scope.parse(xml));
  scope.dispose();
}
