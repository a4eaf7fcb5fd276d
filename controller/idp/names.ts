import {
  bearer,
  bindings,
  nameIdFormats,
  namespaces,
  statusSuccess,
} from '../../schemas/contract/saml-names.ts';

/** Names of SAML 2.0, XML Signature and XML Encryption that an identity provider writes, and algorithms that it may sign with. */
export const names = {
  ...namespaces,
  ...bindings,
  bearer,
  success: statusSuccess,
  email: nameIdFormats.email,
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  rsaSha1: `${namespaces.signature}rsa-sha1`,
  sha256: `${namespaces.encryption}sha256`,
  sha1: `${namespaces.signature}sha1`,
} as const;
