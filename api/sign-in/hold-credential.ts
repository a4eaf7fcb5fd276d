import { preparedMark, rows, type Tx } from '../database/transaction.ts';
import type { Owner } from './second-factor-store.ts';

const held = `${preparedMark}
  SELECT password_hash AS hash FROM user_credential WHERE organisation_id = $1::uuid AND user_id = $2::uuid FOR NO KEY UPDATE`;

/**
 * Nobody else changes a person's credential until the transaction ends. It is held before his activity is written, here as where it is changed,
 * so that no two transactions wait for each other.
 * @returns the hash of his password as it is now; null: he has none
 */
export async function holdCredential(tx: Tx, { organisationId, userId }: Owner): Promise<string | null> {
  const [credential] = await rows<{ hash: string | null }>(tx, held, organisationId, userId);
  return credential?.hash ?? null;
}
