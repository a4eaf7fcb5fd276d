import { namespaces } from '../../../schemas/contract/saml-names.ts';

/** How a signature is made (XML Signature 1.1, 6.4). */
export interface SignatureAlgorithm {
  readonly hash: 'sha1' | 'sha256' | 'sha512';
  readonly pss: boolean;
}

const more = 'http://www.w3.org/2001/04/xmldsig-more#';

/** Every signature that is accepted; SHA-1 only where a connection allows it. */
export const signatureAlgorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  [`${more}rsa-sha256`, { hash: 'sha256', pss: false }],
  [`${more}rsa-sha512`, { hash: 'sha512', pss: false }],
  ['http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1', { hash: 'sha256', pss: true }],
  [`${namespaces.signature}rsa-sha1`, { hash: 'sha1', pss: false }],
]);

/** What we sign with ourselves. */
export const ownSignatureAlgorithm = `${more}rsa-sha256`;

export const digestAlgorithms: ReadonlyMap<string, 'sha1' | 'sha256' | 'sha512'> = new Map([
  [`${namespaces.encryption}sha256`, 'sha256'],
  [`${namespaces.encryption}sha512`, 'sha512'],
  [`${namespaces.signature}sha1`, 'sha1'],
]);

export const envelopedSignature = `${namespaces.signature}enveloped-signature`;

/** A cipher for content: its name in node:crypto, the bytes of its key, and whether it notices changes by itself. */
export interface ContentCipher {
  readonly name: string;
  readonly keyBytes: number;
  readonly authenticated: boolean;
}

const cipher = (bits: number, mode: 'gcm' | 'cbc'): ContentCipher => ({
  name: `aes-${bits}-${mode}`,
  keyBytes: bits / 8,
  authenticated: mode === 'gcm',
});

/** AES only (XML Encryption 1.1, 5.2); CBC needs a verified signature around it, because it can be changed unseen. */
export const contentCiphers: ReadonlyMap<string, ContentCipher> = new Map([
  [`${namespaces.encryption11}aes128-gcm`, cipher(128, 'gcm')],
  [`${namespaces.encryption11}aes192-gcm`, cipher(192, 'gcm')],
  [`${namespaces.encryption11}aes256-gcm`, cipher(256, 'gcm')],
  [`${namespaces.encryption}aes128-cbc`, cipher(128, 'cbc')],
  [`${namespaces.encryption}aes192-cbc`, cipher(192, 'cbc')],
  [`${namespaces.encryption}aes256-cbc`, cipher(256, 'cbc')],
]);

/** Transport of the content's key by RSA-OAEP (XML Encryption 1.1, 5.5.2): MGF1 with SHA-1 by the first name, named by the second. */
export const keyTransports = {
  oaepMgf1Sha1: `${namespaces.encryption}rsa-oaep-mgf1p`,
  oaep: `${namespaces.encryption11}rsa-oaep`,
} as const;

/** Mask generation functions of RSA-OAEP by their hash. */
export const maskFunctions: ReadonlyMap<string, 'sha1' | 'sha256' | 'sha512'> = new Map([
  [`${namespaces.encryption11}mgf1sha1`, 'sha1'],
  [`${namespaces.encryption11}mgf1sha256`, 'sha256'],
  [`${namespaces.encryption11}mgf1sha512`, 'sha512'],
]);
