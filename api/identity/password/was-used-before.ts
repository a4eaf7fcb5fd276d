import type { Hasher } from './hasher.ts';

/**
 * Whether a new password is one of those that may not be used again. One after the other, so that a person with a long history takes no more
 * turns of the hasher at once than others.
 * @param hashes of the current and the last passwords, newest first; as many as the policy's `history` says
 * @throws Refusal 503 `server/busy`
 */
export async function wasUsedBefore(
  hasher: Hasher,
  password: string,
  hashes: readonly string[],
): Promise<boolean> {
  for (const hash of hashes) if ((await hasher.verify(hash, password)).matches) return true;
  return false;
}
