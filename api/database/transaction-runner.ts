import type { Database, TransactionOptions } from './database-contract.ts';
import { asDatabaseFailure, DatabaseFailure } from './database-failure.ts';
import type { Tx } from './transaction.ts';

/** The defaults are long because an apply of a whole organisation is one transaction; a sign-in may ask for less. */
export const DEFAULTS = { timeoutMs: 300_000, waitMs: 30_000 } satisfies TransactionOptions;
const READY = { timeoutMs: 5_000, waitMs: 5_000 } satisfies TransactionOptions;

export type Mode = 'write' | 'snapshot';
type Work<T> = (tx: Tx) => Promise<T>;

/** What the two dialects do differently. What a driver throws is made a DatabaseFailure here, where it is one. */
export interface Engine {
  readonly dialect: Database['dialect'];
  /**
   * Begins a transaction, does the work in it and commits, or takes back and throws what the work threw. A work that hides the failure of a
   * statement is refused (`aborted`).
   */
  transact<T>(mode: Mode, timeoutMs: number, work: Work<T>): Promise<T>;
  /** Does work of one statement that reads. */
  lookUp<T>(work: Work<T>): Promise<T>;
  close(): Promise<void>;
}

/** The database over an engine: time limits, failures by their reasons, and an end that waits for what runs. */
export function databaseOver(engine: Engine): Database {
  const running = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;

  const watched = async <T>(start: () => Promise<T>): Promise<T> => {
    if (closing) throw new DatabaseFailure('unavailable', 'the database is closed');
    const work = start();
    running.add(work);
    try {
      return await work;
    } catch (error) {
      throw asDatabaseFailure(error);
    } finally {
      running.delete(work);
    }
  };

  const run = <T>(mode: Mode, work: Work<T>, options?: TransactionOptions): Promise<T> =>
    watched(() => transact(engine, mode, work, { ...DEFAULTS, ...options }));

  const close = async (): Promise<void> => {
    await Promise.allSettled(running);
    await engine.close();
  };

  return {
    dialect: engine.dialect,
    write: (work, options) => run('write', work, options),
    snapshot: (work, options) => run('snapshot', work, options),
    lookUp: (work) => watched(() => engine.lookUp(work)),
    ready: () => run('snapshot', async (tx) => void (await tx.query('SELECT 1')), READY),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Who waits longer than `waitMs` for the transaction to begin is sent away; when its turn comes after all, it does nothing. */
function transact<T>(
  engine: Engine,
  mode: Mode,
  work: Work<T>,
  { timeoutMs, waitMs }: Required<TransactionOptions>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = new DatabaseFailure('timeout', `the transaction could not begin within ${waitMs} ms`);
    let left = false;
    const waiting = setTimeout(() => {
      left = true;
      reject(late);
    }, waitMs);
    const begun = (tx: Tx): Promise<T> => {
      clearTimeout(waiting);
      if (left) throw late;
      return within(timeoutMs, tx, work);
    };
    engine
      .transact(mode, timeoutMs, async (tx) => begun(tx))
      .then(resolve, reject)
      .finally(() => clearTimeout(waiting));
  });
}

/** The work, if it ends in time. Afterwards its transaction is closed to it: what it still asks for is refused. */
async function within<T>(timeoutMs: number, tx: Tx, work: Work<T>): Promise<T> {
  const over = new DatabaseFailure('timeout', `the transaction was not finished within ${timeoutMs} ms`);
  let isOpen = true;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isOpen = false;
      reject(over);
    }, timeoutMs);
  });
  const limited: Tx = {
    query: (sql, params) => (isOpen ? tx.query(sql, params) : Promise.reject(over)),
  };
  try {
    return await Promise.race([work(limited), limit]);
  } finally {
    isOpen = false;
    clearTimeout(timer);
  }
}
