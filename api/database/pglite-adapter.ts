import type { PGlite, Transaction as PGliteTransaction } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';

type AdapterFactory = Pick<PrismaPGlite, 'provider' | 'adapterName' | 'connect'>;
type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>;
type AdapterTransaction = Awaited<ReturnType<Adapter['startTransaction']>>;

/**
 * Prisma's adapter for PGlite with transactions of our own, since those of `pglite-prisma-adapter` 0.7 hide a COMMIT that fails (its
 * `.catch` resolves), which would acknowledge what was lost, and set the isolation level before the transaction begins.
 * The isolation level is ours to set: the first statement of every transaction does (`database.ts`).
 */
export function pgliteAdapter(client: PGlite): AdapterFactory {
  const { provider, adapterName } = new PrismaPGlite(client);
  return {
    provider,
    adapterName,
    connect: async () => withOwnTransactions(client, await connection(client)),
  };
}

function withOwnTransactions(client: PGlite, adapter: Adapter): Adapter {
  adapter.startTransaction = () => startTransaction(client);
  return adapter;
}

/** The adapter asks nothing of a PGlite but `query` and `exec`, which its transactions have too. */
const connection = (client: PGlite | PGliteTransaction): Promise<Adapter> =>
  new PrismaPGlite(client as PGlite).connect();

/** Resolves when PGlite has begun the transaction, which it holds open until `commit` or `rollback` is called. */
function startTransaction(client: PGlite): Promise<AdapterTransaction> {
  return new Promise((begun, failed) => {
    let end = (): void => undefined;
    const ended = client.transaction(async (transaction) => {
      const held = new Promise<void>((release) => {
        end = release;
      });
      const queries = await connection(transaction);
      const finish = (): Promise<void> => {
        end();
        return ended;
      };
      begun(openTransaction(queries, finish, () => transaction.rollback().then(finish)));
      await held;
    });
    ended.catch(failed);
  });
}

function openTransaction(
  queries: Adapter,
  commit: () => Promise<void>,
  rollback: () => Promise<void>,
): AdapterTransaction {
  return {
    provider: queries.provider,
    adapterName: queries.adapterName,
    // PGlite sends BEGIN, COMMIT and ROLLBACK itself.
    options: { usePhantomQuery: true },
    queryRaw: (query) => queries.queryRaw(query),
    executeRaw: (query) => queries.executeRaw(query),
    commit,
    rollback,
  };
}
