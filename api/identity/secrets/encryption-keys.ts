import { randomBytes } from 'node:crypto';

/** A key of BYLAW_ENCRYPTION_KEY. */
export interface EncryptionKey {
  /** Stands beside everything that the key has sealed. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Buffer;
}

/** The first seals, all open. */
export type EncryptionKeys = readonly [EncryptionKey, ...EncryptionKey[]];

const secretBytes = 32;
const form = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/;

/** What keys look like, for people. */
export const keysForm =
  'ID:BASE64, a name and 32 random bytes in base64 (`echo "key-1:$(openssl rand -base64 32)"` makes one); of several, with commas, the newest comes first';

function keyOf(text: string): EncryptionKey | undefined {
  const [, id, base64] = form.exec(text) ?? [];
  if (id === undefined || base64 === undefined) return undefined;
  return { id, secret: Buffer.from(base64, 'base64') };
}

/**
 * Keys as `ID:BASE64[,ID:BASE64...]`, with different ids. undefined: the text is none of that; what it holds belongs in
 * no message.
 */
export function parseKeys(text: string): EncryptionKeys | undefined {
  const parts = text.split(',').map((part) => keyOf(part.trim()));
  const [first, ...others] = parts.filter((key) => key !== undefined);
  if (first === undefined || others.length + 1 < parts.length) return undefined;
  const distinct = new Set([first, ...others].map(({ id }) => id));
  return distinct.size === parts.length ? [first, ...others] : undefined;
}

/** A new key in the form that `parseKeys` reads. Its id is random, so that it never stands for two keys. */
export function newKeyText(): string {
  return `key-${randomBytes(4).toString('hex')}:${randomBytes(secretBytes).toString('base64')}`;
}
