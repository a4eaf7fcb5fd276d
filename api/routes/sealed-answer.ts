import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;
const keyLength = 32;

/** A key that only somebody with the token can make: the server stores the token's hash, not the token. */
function keyFor(token: string, salt: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, salt, 'bylaw idempotent answer', keyLength));
}

/**
 * Encrypts an answer that holds a secret, so that it can be given again to whoever asked for it, and to nobody who reads
 * the database.
 *
 * @param token what the caller authenticated with
 * @param salt the idempotency key
 */
export function sealAnswer(answer: string, token: string, salt: string): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, keyFor(token, salt), nonce);
  const text = Buffer.concat([cipher.update(answer, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
}

/** The answer again; undefined with another token. */
export function openAnswer(sealed: string, token: string, salt: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(algorithm, keyFor(token, salt), bytes.subarray(0, nonceLength));
  decipher.setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength));
  try {
    const text = [decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()];
    return Buffer.concat(text).toString('utf8');
  } catch {
    return undefined;
  }
}
