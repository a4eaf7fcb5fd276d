import { constants, createCipheriv, publicEncrypt, randomBytes, X509Certificate } from 'node:crypto';
import { element } from '../../schemas/contract/xml-text.ts';
import { names } from './names.ts';

/** How an assertion is encrypted; what is left out is the usual. */
export interface EncryptionOptions {
  /** aes-256-gcm unless another is named. */
  readonly cipher?:
    | 'aes-128-gcm'
    | 'aes-192-gcm'
    | 'aes-256-gcm'
    | 'aes-128-cbc'
    | 'aes-256-cbc'
    | 'des-ede3-cbc';
  /** RSA-OAEP with MGF1 and SHA-1 unless another is named. */
  readonly transport?: 'rsa-oaep-mgf1p' | 'rsa-oaep-sha256' | 'rsa-1_5';
}

const cipherNames = {
  'aes-128-gcm': `${names.encryption11}aes128-gcm`,
  'aes-192-gcm': `${names.encryption11}aes192-gcm`,
  'aes-256-gcm': `${names.encryption11}aes256-gcm`,
  'aes-128-cbc': `${names.encryption}aes128-cbc`,
  'aes-256-cbc': `${names.encryption}aes256-cbc`,
  'des-ede3-cbc': `${names.encryption}tripledes-cbc`,
} as const;
const keyBytes = {
  'aes-128-gcm': 16,
  'aes-192-gcm': 24,
  'aes-256-gcm': 32,
  'aes-128-cbc': 16,
  'aes-256-cbc': 32,
  'des-ede3-cbc': 24,
} as const;

/** Puts the assertion of a response into an EncryptedAssertion for the holder of a certificate (XML Encryption 1.1). */
export function encryptAssertion(xml: string, certificate: string, options: EncryptionOptions = {}): string {
  return xml.replace(/<saml:Assertion[\s>][\s\S]*<\/saml:Assertion>/, (assertion) =>
    element('saml:EncryptedAssertion', {}, encryptedData(assertion, certificate, options)),
  );
}

/** The EncryptedData of any text, with its key inside. */
export function encryptedData(text: string, certificate: string, options: EncryptionOptions = {}): string {
  const cipher = options.cipher ?? 'aes-256-gcm';
  const secret = randomBytes(keyBytes[cipher]);
  return element(
    'xenc:EncryptedData',
    { 'xmlns:xenc': names.encryption, Type: `${names.encryption}Element` },
    element('xenc:EncryptionMethod', { Algorithm: cipherNames[cipher] }),
    element('ds:KeyInfo', { 'xmlns:ds': names.signature }, encryptedKey(secret, certificate, options)),
    cipherData(encryptText(text, cipher, secret)),
  );
}

function cipherData(bytes: Buffer): string {
  return element('xenc:CipherData', {}, element('xenc:CipherValue', {}, bytes.toString('base64')));
}

function encryptText(text: string, cipher: keyof typeof keyBytes, secret: Buffer): Buffer {
  if (cipher === 'aes-128-gcm' || cipher === 'aes-192-gcm' || cipher === 'aes-256-gcm') {
    const nonce = randomBytes(12);
    const gcm = createCipheriv(cipher, secret, nonce);
    return Buffer.concat([nonce, gcm.update(text, 'utf8'), gcm.final(), gcm.getAuthTag()]);
  }
  const start = randomBytes(cipher === 'des-ede3-cbc' ? 8 : 16);
  const cbc = createCipheriv(cipher, secret, start);
  return Buffer.concat([start, cbc.update(text, 'utf8'), cbc.final()]);
}

const transports = {
  'rsa-oaep-mgf1p': { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' },
  'rsa-oaep-sha256': { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
  'rsa-1_5': { padding: constants.RSA_PKCS1_PADDING },
} as const;

function encryptedKey(
  secret: Buffer,
  certificate: string,
  { transport = 'rsa-oaep-mgf1p' }: EncryptionOptions,
): string {
  const key = new X509Certificate(certificate).publicKey;
  const wrapped = publicEncrypt({ key, ...transports[transport] }, secret);
  const method =
    transport === 'rsa-oaep-sha256'
      ? element(
          'xenc:EncryptionMethod',
          { Algorithm: `${names.encryption11}rsa-oaep` },
          element('ds:DigestMethod', { Algorithm: names.sha256 }),
          element('xenc11:MGF', {
            'xmlns:xenc11': names.encryption11,
            Algorithm: `${names.encryption11}mgf1sha256`,
          }),
        )
      : element('xenc:EncryptionMethod', { Algorithm: `${names.encryption}${transport}` });
  return element('xenc:EncryptedKey', {}, method, cipherData(wrapped));
}
