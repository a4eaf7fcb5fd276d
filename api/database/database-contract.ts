import type { Tx } from './transaction.ts';

/** How long, in milliseconds, a transaction may take, and how long it may wait to begin (for a connection; on PGlite, for its turn). */
export interface TransactionOptions {
  readonly timeoutMs?: number;
  readonly waitMs?: number;
}

/**
 * The state of all organisations. Whatever is done to it is done in a transaction; there is no other way in.
 * All of its methods throw a DatabaseFailure where the database, not the work, is the matter.
 */
export interface Database {
  readonly dialect: 'pglite' | 'postgresql';

  /**
   * Runs the work in a READ COMMITTED transaction and commits it; whatever the work throws rolls it back and is thrown on.
   * A work that swallows the error of a statement and goes on is refused (`aborted`): PostgreSQL would answer its COMMIT with a
   * silent ROLLBACK.
   */
  write<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;

  /** Runs the work on one unchanging state (REPEATABLE READ READ ONLY): a statement that writes fails. */
  snapshot<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;

  /**
   * Runs work that is one statement and only reads: what every request asks first, without the cost of a transaction around it, and on
   * connections of its own, so that it waits for no long transaction. A statement that writes fails.
   */
  lookUp<T>(work: (tx: Tx) => Promise<T>): Promise<T>;

  /** Resolves when the database answers, for `/readyz`; rejects with a DatabaseFailure. */
  ready(): Promise<void>;

  /** Waits for what is running, then gives up connections and the lock on the data folder. */
  close(): Promise<void>;
}
