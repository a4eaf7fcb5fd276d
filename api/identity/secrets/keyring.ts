import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { EncryptionKey, EncryptionKeys } from './encryption-keys.ts';

/**
 * Keeps secrets that the server must read again, so that a stolen database or backup alone opens none of them.
 * A context (`secretContext`) ties each to its row: copied elsewhere it does not open.
 */
export interface Keyring {
  /** AES-256-GCM under the first key: `keyId.NONCE-TAG-CIPHERTEXT` in base64url. Never the same text twice. */
  seal(plain: string, context: string): string;
  /** @throws SealedSecretUnreadable for another context, a changed text, or a key that is not there */
  open(sealed: string, context: string): string;
  /** Id of the first key, which stands in front of what it seals: the rest is due to be sealed anew before its key is taken away. */
  readonly current: string;
  /** HMAC-SHA-256 under the first key, `keyId.MAC`: for short secrets that are compared and never read again. */
  mark(plain: string, context: string): string;
  /** In constant time. False for another context or a key that is not there. */
  matches(mark: string, plain: string, context: string): boolean;
}

/** A secret that is stored cannot be read: the server's keys are not those it was sealed with, or it was changed. */
export class SealedSecretUnreadable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SealedSecretUnreadable';
  }
}

/** Where a secret stands, as a context: none opens in another organisation, table or row. */
export function secretContext(organisationId: string, table: string, rowId: string): string {
  return JSON.stringify([organisationId, table, rowId]);
}

const cipher = 'aes-256-gcm';
/** NIST SP 800-38D, 8.2.2: random nonces of 96 bits, at most 2^32 under one key. */
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

interface Purposes {
  readonly id: string;
  readonly sealing: Buffer;
  readonly marking: Buffer;
}

/** One secret, a key of its own for each purpose (RFC 5869). */
function purposesOf({ id, secret }: EncryptionKey): Purposes {
  const derived = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', secret, '', `bylaw/${purpose}`, keyBytes));
  return { id, sealing: derived('seal'), marking: derived('mark') };
}

/** The key's id is bound too, so that nobody can say a text is another key's. */
function boundTo(id: string, context: string): Buffer {
  return Buffer.from(JSON.stringify([id, context]));
}

function seal({ id, sealing }: Purposes, plain: string, context: string): string {
  const nonce = randomBytes(nonceBytes);
  const encrypt = createCipheriv(cipher, sealing, nonce, { authTagLength: tagBytes });
  encrypt.setAAD(boundTo(id, context));
  const body = Buffer.concat([encrypt.update(plain, 'utf8'), encrypt.final()]);
  return `${id}.${Buffer.concat([nonce, encrypt.getAuthTag(), body]).toString('base64url')}`;
}

function open({ id, sealing }: Purposes, sealed: Buffer, context: string): string {
  const nonce = sealed.subarray(0, nonceBytes);
  const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes);
  const decrypt = createDecipheriv(cipher, sealing, nonce, { authTagLength: tagBytes });
  decrypt.setAAD(boundTo(id, context));
  decrypt.setAuthTag(tag);
  const body = decrypt.update(sealed.subarray(nonceBytes + tagBytes));
  return Buffer.concat([body, decrypt.final()]).toString('utf8');
}

function mac({ id, marking }: Purposes, plain: string, context: string): Buffer {
  return createHmac('sha256', marking)
    .update(JSON.stringify([id, context, plain]))
    .digest();
}

/** `keyId.BASE64URL` in its parts. */
function parted(text: string): [id: string, bytes: Buffer] {
  const dot = text.indexOf('.');
  return [text.slice(0, Math.max(dot, 0)), Buffer.from(text.slice(dot + 1), 'base64url')];
}

function opened(keys: ReadonlyMap<string, Purposes>, sealed: string, context: string): string {
  const [id, bytes] = parted(sealed);
  const key = keys.get(id);
  if (key === undefined) {
    throw new SealedSecretUnreadable(
      'A stored secret is sealed with a key that this server does not have: put that key back behind the others in BYLAW_ENCRYPTION_KEY',
    );
  }
  try {
    return open(key, bytes, context);
  } catch {
    throw new SealedSecretUnreadable(
      `A stored secret does not open with the key ${id}: it was changed or moved`,
    );
  }
}

/** A keyring of these keys: the first seals, all open. */
export function createKeyring(keys: EncryptionKeys): Keyring {
  const first = purposesOf(keys[0]);
  const byId = new Map(keys.map((key) => [key.id, purposesOf(key)]));
  return {
    seal: (plain, context) => seal(first, plain, context),
    open: (sealed, context) => opened(byId, sealed, context),
    current: first.id,
    mark: (plain, context) => `${first.id}.${mac(first, plain, context).toString('base64url')}`,
    matches: (mark, plain, context) => {
      const [id, bytes] = parted(mark);
      const key = byId.get(id);
      return (
        key !== undefined && bytes.length === keyBytes && timingSafeEqual(bytes, mac(key, plain, context))
      );
    },
  };
}
