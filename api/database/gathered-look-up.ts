import type { Database } from './database-contract.ts';
import type { Tx } from './transaction.ts';

/** Finds the rows of some keys, in one statement; a key that has none is left out. */
type FindRows<Row> = (tx: Tx, keys: readonly string[]) => Promise<readonly Row[]>;

/** Keys that wait for one statement, and what will come of it. */
interface Gathering<Row> {
  readonly keys: Set<string>;
  readonly found: Promise<ReadonlyMap<string, Row>>;
}

/** A statement of more keys is planned for as many; so many requests are seldom read at once. */
const MOST_KEYS = 100;

/** What requests that are read from their sockets at the same time ask, has been asked when this turn of the event loop is over. */
const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * A look-up of one row by its key, of which those that are asked at the same time go out as one statement: starting a statement, sending it and
 * reading the answer cost more than the row does. Each is answered from a state that is no older than its question.
 */
export function gatheredLookUp<Row>(find: FindRows<Row>, keyOf: (row: Row) => string) {
  const open = new WeakMap<Database, Gathering<Row>>();

  function begin(database: Database): Gathering<Row> {
    const keys = new Set<string>();
    const ask = async (): Promise<ReadonlyMap<string, Row>> => {
      await endOfTurn();
      if (open.get(database)?.keys === keys) open.delete(database);
      const found = await database.lookUp((tx) => find(tx, [...keys]));
      return new Map(found.map((row) => [keyOf(row), row]));
    };
    const gathering = { keys, found: ask() };
    open.set(database, gathering);
    return gathering;
  }

  return async (database: Database, key: string): Promise<Row | undefined> => {
    const gathering = open.get(database);
    const { keys, found } =
      gathering === undefined || gathering.keys.size >= MOST_KEYS ? begin(database) : gathering;
    keys.add(key);
    return (await found).get(key);
  };
}
