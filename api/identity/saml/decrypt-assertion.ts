import { constants, createDecipheriv, createPrivateKey, privateDecrypt } from 'node:crypto';
import { namespaces } from '../../../schemas/contract/saml-names.ts';
import {
  type ContentCipher,
  contentCiphers,
  digestAlgorithms,
  keyTransports,
  maskFunctions,
} from './algorithms.ts';
import { refuse, shown } from './refusal.ts';
import { strictBase64 } from './strict-input.ts';
import { everyElement, isNamed, onlyChild, type XmlElement } from './xml-tree.ts';

const { encryption, encryption11, signature } = namespaces;

/** An encrypted assertion in the one form that is accepted: one content, and one key for it. */
export interface EncryptedForm {
  readonly cipher: ContentCipher;
  readonly oaepHash: 'sha1' | 'sha256' | 'sha512';
  /** Whether samlify can decrypt it too. */
  readonly known: boolean;
  readonly key: XmlElement;
  readonly content: XmlElement;
}

/**
 * Reads how an assertion is encrypted (XML Encryption 1.1, 3; check 5).
 * @param covered whether a verified signature of the response covers it: content that can be changed unseen needs one
 * @throws SamlRefusal
 */
export function readEncrypted(encrypted: XmlElement, covered: boolean): EncryptedForm {
  const data = onlyChild(encrypted, encryption, 'EncryptedData');
  const keys = everyElement(encrypted).filter((element) => isNamed(element, encryption, 'EncryptedKey'));
  const [key] = keys;
  if (data === undefined || key === undefined || keys.length > 1)
    return refuse('saml/encryption-algorithm', `${keys.length} encrypted keys for one content`);
  const method = algorithmOf(data);
  const cipher = contentCiphers.get(method);
  if (cipher === undefined) return refuse('saml/encryption-algorithm', `encrypted by ${shown(method)}`);
  if (!cipher.authenticated && !covered)
    refuse('saml/encryption-algorithm', `${cipher.name} without a signature of the response around it`);
  const transport = algorithmOf(key);
  const known = transport === keyTransports.oaepMgf1Sha1 && cipher.keyBytes !== 24;
  return { cipher, oaepHash: readTransport(key), known, key, content: data };
}

function methodOf(element: XmlElement): XmlElement | undefined {
  return onlyChild(element, encryption, 'EncryptionMethod');
}

function algorithmOf(element: XmlElement): string {
  return methodOf(element)?.attributes.get('Algorithm') ?? '';
}

/** The one hash of RSA-OAEP: node:crypto has none for the mask that differs from that of the label. */
function readTransport(key: XmlElement): 'sha1' | 'sha256' | 'sha512' {
  const transport = algorithmOf(key);
  const method = methodOf(key);
  const digest = method && onlyChild(method, signature, 'DigestMethod')?.attributes.get('Algorithm');
  const hash = digest === undefined ? 'sha1' : digestAlgorithms.get(digest);
  const mask = method && onlyChild(method, encryption11, 'MGF')?.attributes.get('Algorithm');
  const maskHash = mask === undefined ? 'sha1' : maskFunctions.get(mask);
  const fits =
    (transport === keyTransports.oaepMgf1Sha1 && hash === 'sha1' && mask === undefined) ||
    (transport === keyTransports.oaep && hash === maskHash);
  if (hash === undefined || !fits || hasLabel(method))
    return refuse('saml/encryption-algorithm', `a key encrypted by ${shown(transport)}`);
  return hash;
}

function hasLabel(method: XmlElement | undefined): boolean {
  return method !== undefined && onlyChild(method, encryption, 'OAEPparams') !== undefined;
}

/** What was encrypted, and the key that opened it. */
export interface Decrypted {
  readonly bytes: Buffer;
  readonly privateKey: string;
}

/**
 * The bytes that were encrypted. Every failure, whatever it was, is the same refusal: nobody learns from us which
 * of his guesses came closer (XML Encryption 1.1, 6.1.4).
 * @throws SamlRefusal
 */
export function decryptAssertion(form: EncryptedForm, privateKeys: readonly string[]): Decrypted {
  const [key, content] = [cipherValue(form.key), cipherValue(form.content)];
  for (const pem of privateKeys) {
    const bytes = key && content && tryDecrypt(form, pem, key, content);
    if (bytes) return { bytes, privateKey: pem };
  }
  return refuse('saml/decryption', 'the assertion cannot be decrypted');
}

function cipherValue(element: XmlElement): Buffer | undefined {
  const data = onlyChild(element, encryption, 'CipherData');
  const value = data && onlyChild(data, encryption, 'CipherValue');
  return value && strictBase64(value.text.replace(/\s+/g, ''));
}

function tryDecrypt(form: EncryptedForm, pem: string, key: Buffer, content: Buffer): Buffer | undefined {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const secret = privateDecrypt({ key: createPrivateKey(pem), padding, oaepHash: form.oaepHash }, key);
    return secret.length === form.cipher.keyBytes ? decryptContent(form.cipher, secret, content) : undefined;
  } catch {
    return undefined;
  }
}

/** XML Encryption 1.1, 5.2.4 (AES-GCM: nonce, content, tag of 16 bytes) and 5.2.1 (CBC: block, content, padding). */
function decryptContent(
  { name, authenticated }: ContentCipher,
  secret: Buffer,
  content: Buffer,
): Buffer | undefined {
  return authenticated ? decryptGcm(name, secret, content) : decryptCbc(name, secret, content);
}

function decryptGcm(name: string, secret: Buffer, content: Buffer): Buffer | undefined {
  if (content.length < 12 + 16) return undefined;
  // The name comes from our own list; the types know only names that are written out.
  const decipher = createDecipheriv(name as 'aes-256-gcm', secret, content.subarray(0, 12), {
    authTagLength: 16,
  });
  decipher.setAuthTag(content.subarray(-16));
  return Buffer.concat([decipher.update(content.subarray(12, -16)), decipher.final()]);
}

function decryptCbc(name: string, secret: Buffer, content: Buffer): Buffer | undefined {
  if (content.length < 32) return undefined;
  const decipher = createDecipheriv(name, secret, content.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(content.subarray(16)), decipher.final()]);
  // Padding of XML Encryption: only its last byte says anything.
  const padding = padded.at(-1) ?? 0;
  return padding >= 1 && padding <= 16 ? padded.subarray(0, -padding) : undefined;
}
