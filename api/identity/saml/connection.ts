import { type KeyObject, X509Certificate } from 'node:crypto';

/** What the two sides have agreed on, chosen by the address that a message came to and never by what it says. */
export interface SamlConnection {
  readonly idpEntityId: string;
  /** Signing certificates in PEM form: whoever holds one of their keys speaks for the identity provider. */
  readonly certificates: readonly string[];
  /** What must be signed itself; one signature over the assertion is needed in any case. */
  readonly requireSigned: readonly ('assertion' | 'response')[];
  readonly requireEncryption: boolean;
  readonly allowSha1: boolean;
  readonly spEntityId: string;
  readonly acsUrl: string;
  /** Private keys in PEM form, the current one first; none: encrypted assertions cannot be read. */
  readonly decryptionKeys: readonly string[];
}

/**
 * The public keys of certificates in PEM form, in their order. Their dates are not looked at: a pinned certificate is
 * trusted because it is pinned, until somebody takes it away. What cannot be read is left out.
 */
export function publicKeys(certificates: readonly string[]): KeyObject[] {
  return certificates.flatMap((pem) => {
    try {
      return [new X509Certificate(pem).publicKey];
    } catch {
      return [];
    }
  });
}
