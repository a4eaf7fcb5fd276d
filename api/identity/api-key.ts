import { createHash, randomBytes } from 'node:crypto';

const prefix = 'byl_';
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const secretBytes = 32;
/** Base62 digits that hold 256 bits: 62^43 > 2^256. */
const secretLength = 43;
const shownLength = 10;
const pattern = new RegExp(`^${prefix}[0-9A-Za-z]{${secretLength}}$`);

export interface NewApiKey {
  /** Shown once, stored nowhere. */
  readonly key: string;
  readonly hash: string;
  /** The first characters, by which people tell their keys apart. */
  readonly prefix: string;
}

function base62(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`);
  const base = BigInt(alphabet.length);
  let digits = '';
  while (digits.length < secretLength) {
    digits = alphabet.charAt(Number(value % base)) + digits;
    value /= base;
  }
  return digits;
}

/**
 * SHA-256 of a secret of 256 random bits, in hex. No slow hash is needed: there is nothing to guess. Looking a key up by
 * its hash takes the same time whatever the attacker sends, since he cannot choose the hash's first bytes.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A new API key: `byl_` and 256 random bits in base62. */
export function newApiKey(random: (size: number) => Buffer = randomBytes): NewApiKey {
  const key = prefix + base62(random(secretBytes));
  return { key, hash: hashSecret(key), prefix: key.slice(0, shownLength) };
}

/** Whether a text has the form of an API key, so that nothing else is looked up. */
export function isApiKey(text: string): boolean {
  return pattern.test(text);
}

/** A random token for links in mails, and the hash under which it is stored. */
export function newLinkToken(random: (size: number) => Buffer = randomBytes): {
  token: string;
  hash: string;
} {
  const token = random(secretBytes).toString('base64url');
  return { token, hash: hashSecret(token) };
}
