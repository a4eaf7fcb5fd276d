import type { Database } from '../../api/database/database.ts';
import type { Tx } from '../../api/database/transaction.ts';

/** The fault that a test plants. */
export class PlantedFault extends Error {}

export interface FaultyDatabase extends Database {
  /** Statements of write transactions seen so far. */
  readonly statements: () => number;
}

/**
 * A database whose n-th statement inside write transactions fails, as if the server had died there. `Infinity`: none
 * does, and statements are only counted.
 */
export function faultyDatabase(database: Database, failAt: number): FaultyDatabase {
  let count = 0;
  const counted = (tx: Tx): Tx => ({
    query: (sql, params) => {
      count += 1;
      if (count === failAt) throw new PlantedFault(`planted at statement ${failAt}`);
      return tx.query(sql, params);
    },
  });
  return {
    ...database,
    statements: () => count,
    write: (work, options) => database.write((tx) => work(counted(tx)), options),
  };
}
