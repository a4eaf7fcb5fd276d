import { openAnswer, sealAnswer } from './sealed-answer.ts';

/** An answer as it is remembered: as text, encrypted where it holds a secret, or by name where it is stored elsewhere. */
export interface StoredAnswer {
  readonly contentType?: string;
  readonly body?: string;
  /** Encrypted with what the caller authenticated with. */
  readonly sealed?: string;
  /** The answer is a plan, which is stored already. */
  readonly plan?: string;
}

interface Sealing {
  /** What the caller authenticated with. */
  readonly token: string;
  /** The idempotency key. */
  readonly salt: string;
}

/** @param sealing given where the answer holds a secret */
export function storeAnswer(text: string, contentType: string, sealing: Sealing | null): StoredAnswer {
  if (sealing !== null) return { contentType, sealed: sealAnswer(text, sealing.token, sealing.salt) };
  return { contentType, body: text };
}

/** The answer again, to the byte; undefined where it is sealed and the token another. */
export function recallAnswer(stored: StoredAnswer, { token, salt }: Sealing): string | undefined {
  if (stored.sealed !== undefined) return openAnswer(stored.sealed, token, salt);
  return stored.body;
}
