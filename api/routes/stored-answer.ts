import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { openAnswer, sealAnswer } from './sealed-answer.ts';

/** An answer as it is remembered: as text, compressed where it is long, or encrypted where it holds a secret. */
export type StoredAnswer = { readonly contentType?: string } & Readonly<
  Partial<Record<'body' | 'gzip' | 'sealed', string>>
>;

/** From this length on plans are a burden to the database; they compress to a tenth. */
const long = 32 * 1024;

const compress = promisify<Buffer, object, Buffer>(gzip);
const decompress = promisify<Buffer, Buffer>(gunzip);

interface Sealing {
  /** What the caller authenticated with. */
  readonly token: string;
  /** The idempotency key. */
  readonly salt: string;
}

/** @param sealing given where the answer holds a secret */
export async function storeAnswer(
  text: string,
  contentType: string,
  sealing: Sealing | null,
): Promise<StoredAnswer> {
  if (sealing !== null) return { contentType, sealed: sealAnswer(text, sealing.token, sealing.salt) };
  if (text.length < long) return { contentType, body: text };
  const bytes = await compress(Buffer.from(text), { level: constants.Z_BEST_SPEED });
  return { contentType, gzip: bytes.toString('base64') };
}

/** The answer again, to the byte; undefined where it is sealed and the token another. */
export async function recallAnswer(
  stored: StoredAnswer,
  { token, salt }: Sealing,
): Promise<string | undefined> {
  if (stored.sealed !== undefined) return openAnswer(stored.sealed, token, salt);
  if (stored.gzip === undefined) return stored.body;
  return (await decompress(Buffer.from(stored.gzip, 'base64'))).toString('utf8');
}
