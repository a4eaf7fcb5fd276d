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
