import { SignedXml } from 'xml-crypto';
import type { KeyPair } from '../../schemas/contract/self-signed.ts';
import { names } from './names.ts';

/** How a signature is made; what is left out is the usual. */
export interface SigningOptions {
  readonly algorithm?: string;
  readonly digest?: string;
  /** Prefixes kept in canonical form though unused. */
  readonly prefixes?: readonly string[];
  /** Whether the certificate goes along. */
  readonly keyInfo?: boolean;
  readonly transforms?: readonly string[];
  readonly canonicalization?: string;
  /** Prefix of the signature's names: `ds`; empty: none. */
  readonly prefix?: string;
}

/** Where in a message a signature is put: after the issuer of what it covers (SAML 2.0 Core, 5.4.1). */
export type SignedPart = 'Response' | 'Assertion' | 'LogoutRequest' | 'LogoutResponse';

/** Signs the response or the assertion of a message; an assertion is signed before the response around it. */
export function signXml(
  xml: string,
  part: SignedPart,
  { privateKey, certificate }: KeyPair,
  options: SigningOptions = {},
): string {
  const place = `//*[local-name(.)='${part}']`;
  const signer = new SignedXml({
    privateKey,
    ...(options.keyInfo === false ? {} : { publicCert: certificate }),
    signatureAlgorithm: options.algorithm ?? names.rsaSha256,
    canonicalizationAlgorithm: options.canonicalization ?? names.exclusive,
  });
  signer.addReference({
    xpath: place,
    transforms: [...(options.transforms ?? [`${names.signature}enveloped-signature`, names.exclusive])],
    digestAlgorithm: options.digest ?? names.sha256,
    inclusiveNamespacesPrefixList: [...(options.prefixes ?? [])],
  });
  const issuer = `${place}/*[local-name(.)='Issuer']`;
  const hasIssuer = part !== 'Response' || /^(?:<\?xml[^>]*>)?\s*<[^>]+>\s*<(?:\w+:)?Issuer/.test(xml);
  const location = hasIssuer
    ? { reference: issuer, action: 'after' as const }
    : { reference: place, action: 'prepend' as const };
  signer.computeSignature(xml, { prefix: options.prefix ?? 'ds', location });
  // The signer's DOM writes carriage returns as they are, and a reader would take them for line feeds.
  return signer.getSignedXml().replaceAll('\r', '&#13;');
}
