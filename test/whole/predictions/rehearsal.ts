import type { Database } from '../../../api/database/database.ts';
import type { Tx } from '../../../api/database/transaction.ts';

/** A stage on which everything can be done and undone: one transaction of the real database that is never committed. */
export interface Rehearsal {
  /** For the server: each of its transactions is a savepoint of ours. */
  readonly database: Database;
  /** Does something, and undoes all that it did to the state. */
  aside<T>(work: () => Promise<T>): Promise<T>;
}

class CurtainDown extends Error {}

/** One after the other, in the order in which they are asked for. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** Sent together with what comes next, which fails where this does. */
function send(tx: Tx, statement: string): void {
  tx.query(statement).catch(() => undefined);
}

async function withinSavepoint<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  send(tx, 'SAVEPOINT step');
  try {
    const result = await work(tx);
    send(tx, 'RELEASE SAVEPOINT step');
    return result;
  } catch (error) {
    send(tx, 'ROLLBACK TO SAVEPOINT step');
    send(tx, 'RELEASE SAVEPOINT step');
    throw error;
  }
}

/** A second `SAVEPOINT aside` hides the first until it is released, so that rehearsals nest. */
function asideOf(tx: Tx, turn: ReturnType<typeof inTurn>): Rehearsal['aside'] {
  return async (work) => {
    await turn(async () => send(tx, 'SAVEPOINT aside'));
    try {
      return await work();
    } finally {
      await turn(async () => {
        send(tx, 'ROLLBACK TO SAVEPOINT aside');
        send(tx, 'RELEASE SAVEPOINT aside');
      });
    }
  };
}

/** Gives the work a stage on this database, and leaves the database as it was. */
export async function rehearse<T>(
  database: Database,
  work: (rehearsal: Rehearsal) => Promise<T>,
): Promise<T> {
  const results: T[] = [];
  const turn = inTurn();
  await database
    .write(async (tx) => {
      const stage: Database = {
        ...database,
        write: (part) => turn(() => withinSavepoint(tx, part)),
        snapshot: (part) => turn(() => part(tx)),
        lookUp: (part) => turn(() => part(tx)),
      };
      results.push(await work({ database: stage, aside: asideOf(tx, turn) }));
      throw new CurtainDown();
    })
    .catch((error: unknown) => {
      if (!(error instanceof CurtainDown)) throw error;
    });
  return results[0] as T;
}
