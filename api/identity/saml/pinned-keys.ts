import { type KeyObject, X509Certificate } from 'node:crypto';

/** A certificate of a connection with its public key. */
export interface PinnedKey {
  /** PEM form, as the connection has it. */
  readonly certificate: string;
  readonly key: KeyObject;
}

/** Certificates that are kept read: reading one takes longer than verifying with it. */
const mostKept = 1_000;

/** Keys by the text of their certificate, the one that was used last at the end. A key says nothing secret and never changes. */
const kept = new Map<string, KeyObject>();

/**
 * The public keys of certificates in PEM form, in their order. Their dates are not looked at: a pinned certificate is
 * trusted because it is pinned, until somebody takes it away. What cannot be read is left out.
 */
export function pinnedKeys(certificates: readonly string[]): PinnedKey[] {
  return certificates.flatMap((certificate) => {
    const key = keyOf(certificate);
    return key === undefined ? [] : [{ certificate, key }];
  });
}

function keyOf(certificate: string): KeyObject | undefined {
  const key = kept.get(certificate) ?? readKey(certificate);
  if (key === undefined) return undefined;
  kept.delete(certificate);
  kept.set(certificate, key);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return key;
}

function readKey(certificate: string): KeyObject | undefined {
  try {
    return new X509Certificate(certificate).publicKey;
  } catch {
    return undefined;
  }
}
