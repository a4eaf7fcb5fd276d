import { randomUUID } from 'node:crypto';
import type { PrismaClient } from '../../prisma/generated/client.ts';

type AdapterFactory = NonNullable<ConstructorParameters<typeof PrismaClient>[0]['adapter']>;
type Adapter = Awaited<ReturnType<AdapterFactory['connect']>>;
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>;
type Query = Parameters<Transaction['queryRaw']>[0];

/** From this length on a text goes around Prisma, which writes the parameters of raw SQL as JSON and reads them again: megabytes, escaped twice. */
const long = 4096;

/** Texts on their way from `execute` to the adapter, by the token that Prisma carries in their place. */
const underway = new Map<string, string>();

const prefix = `long-text:${randomUUID()}:`;

/** A parameter as it goes through Prisma: a short token in place of a long text. */
export function throughPrisma<T>(parameter: T): T | string {
  if (typeof parameter !== 'string' || parameter.length < long) return parameter;
  const token = prefix + randomUUID();
  underway.set(token, parameter);
  return token;
}

function restored(query: Query): Query {
  if (underway.size === 0) return query;
  const args = query.args.map((arg) => {
    const text = typeof arg === 'string' ? underway.get(arg) : undefined;
    if (text === undefined) return arg;
    underway.delete(arg as string);
    return text;
  });
  return { ...query, args };
}

function withLongTexts(transaction: Transaction): Transaction {
  const queryRaw = transaction.queryRaw.bind(transaction);
  const executeRaw = transaction.executeRaw.bind(transaction);
  transaction.queryRaw = (query) => queryRaw(restored(query));
  transaction.executeRaw = (query) => executeRaw(restored(query));
  return transaction;
}

/** An adapter whose transactions put long texts back in the place of their tokens. Statements run in transactions only. */
export function carryingLongTexts(factory: AdapterFactory): AdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const adapter = await factory.connect();
      const startTransaction = adapter.startTransaction.bind(adapter);
      adapter.startTransaction = async (level) => withLongTexts(await startTransaction(level));
      return adapter;
    },
  };
}
