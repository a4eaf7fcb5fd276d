import type { Tx } from '../database/transaction.ts';
import type { JobDeps } from './job.ts';

/** One batch: where it ended (null: nothing came after it), and how many were changed. */
export interface Batch {
  readonly last: string | null;
  readonly changed: number;
}

/**
 * Does work batch by batch, each in a short transaction of its own, so that a sign-in which needs one of the rows waits for a moment at most,
 * and what a crash interrupts is continued from where it was.
 *
 * @param work does the batch after this key; null: the first
 * @returns how many were changed in all
 */
export async function inBatches(
  { database, stopping = () => false }: JobDeps,
  work: (tx: Tx, after: string | null) => Promise<Batch>,
): Promise<number> {
  let changed = 0;
  let after: string | null = null;
  while (!stopping()) {
    const begin: string | null = after;
    const batch: Batch = await database.write((tx) => work(tx, begin));
    changed += batch.changed;
    if (batch.last === null) break;
    after = batch.last;
  }
  return changed;
}

/** People, seats or rows of one transaction. */
export const batchSize = 500;
