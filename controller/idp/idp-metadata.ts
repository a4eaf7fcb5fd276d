import { element } from '../../schemas/contract/xml-text.ts';
import { names } from './names.ts';

/** Metadata of the identity provider (SAML 2.0 Metadata, 2.4.3). `certificates` in PEM form. */
export function idpMetadata(entityId: string, url: string, certificates: readonly string[]): string {
  const keys = certificates.map((pem) => {
    const content = pem.replace(/-----[A-Z ]+-----|\s/g, '');
    const data = element('ds:X509Data', {}, element('ds:X509Certificate', {}, content));
    return element(
      'md:KeyDescriptor',
      { use: 'signing' },
      element('ds:KeyInfo', { 'xmlns:ds': names.signature }, data),
    );
  });
  const role = element(
    'md:IDPSSODescriptor',
    { WantAuthnRequestsSigned: 'false', protocolSupportEnumeration: names.protocol },
    ...keys,
    element('md:SingleLogoutService', { Binding: names.redirect, Location: `${url}/slo` }),
    element('md:NameIDFormat', {}, names.email),
    element('md:SingleSignOnService', { Binding: names.redirect, Location: `${url}/sso` }),
  );
  return element('md:EntityDescriptor', { 'xmlns:md': names.metadata, entityID: entityId }, role);
}
