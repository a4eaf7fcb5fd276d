import { bindings, nameIdFormats, namespaces } from '../../../schemas/contract/saml-names.ts';
import { element } from '../../../schemas/contract/xml-text.ts';
import { contentCiphers, keyTransports } from './algorithms.ts';
import type { SamlConnection } from './connection.ts';

/** What an identity provider must know of us. */
export interface SpDescription extends Pick<SamlConnection, 'spEntityId' | 'acsUrl' | 'requireSigned'> {
  /** The address of our logout service. */
  readonly sloUrl?: string;
  /** Certificate in PEM form of the key that signs our requests; without it they are not signed. */
  readonly signingCertificate?: string;
  /** Certificates in PEM form of the keys that we decrypt with, the current one first. */
  readonly encryptionCertificates?: readonly string[];
}

/** Our metadata for an identity provider (SAML 2.0 Metadata, 2.4.4). */
export function spMetadata(sp: SpDescription): string {
  const { spEntityId, acsUrl, requireSigned, sloUrl, signingCertificate, encryptionCertificates = [] } = sp;
  const descriptor = element(
    'md:SPSSODescriptor',
    {
      AuthnRequestsSigned: String(signingCertificate !== undefined),
      WantAssertionsSigned: String(requireSigned.includes('assertion')),
      protocolSupportEnumeration: namespaces.protocol,
    },
    signingCertificate === undefined ? '' : keyDescriptor('signing', signingCertificate),
    ...encryptionCertificates.map((certificate) => keyDescriptor('encryption', certificate, ...methods())),
    ...(sloUrl === undefined ? [] : logoutServices(sloUrl)),
    element('md:NameIDFormat', {}, nameIdFormats.email),
    element('md:AssertionConsumerService', {
      Binding: bindings.post,
      Location: acsUrl,
      index: '0',
      isDefault: 'true',
    }),
  );
  const root = { 'xmlns:md': namespaces.metadata, entityID: spEntityId };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('md:EntityDescriptor', root, descriptor)}\n`;
}

function logoutServices(location: string): string[] {
  return [bindings.redirect, bindings.post].map((binding) =>
    element('md:SingleLogoutService', { Binding: binding, Location: location }),
  );
}

function keyDescriptor(use: string, certificate: string, ...more: readonly string[]): string {
  const content = certificate.replace(/-----[A-Z ]+-----|\s/g, '');
  const data = element('ds:X509Data', {}, element('ds:X509Certificate', {}, content));
  return element(
    'md:KeyDescriptor',
    { use },
    element('ds:KeyInfo', { 'xmlns:ds': namespaces.signature }, data),
    ...more,
  );
}

/** Only what notices changes by itself is offered; the rest is accepted of those who know nothing else. */
function methods(): string[] {
  const ciphers = [...contentCiphers].filter(([, cipher]) => cipher.authenticated).map(([name]) => name);
  return [...ciphers.reverse(), keyTransports.oaepMgf1Sha1].map((name) =>
    element('md:EncryptionMethod', { Algorithm: name }),
  );
}
