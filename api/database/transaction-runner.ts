import { PrismaClient } from '../../prisma/generated/client.ts';
import type { Database, TransactionOptions } from './database-contract.ts';
import { asDatabaseFailure, DatabaseFailure } from './database-failure.ts';
import { carryingLongTexts } from './long-texts.ts';
import type { Tx } from './transaction.ts';

/** The defaults are long because an apply of a whole organisation is one transaction; a sign-in may ask for less. */
const DEFAULTS = { timeoutMs: 300_000, waitMs: 30_000 } satisfies TransactionOptions;
const READY = { timeoutMs: 5_000, waitMs: 5_000 } satisfies TransactionOptions;

/**
 * Makes everything a COMMIT could still complain about come up while it can be told: deferred constraints, and a transaction that is
 * aborted already, whose COMMIT PostgreSQL answers with a ROLLBACK that neither adapter reports.
 */
const BEFORE_COMMIT = 'SET CONSTRAINTS ALL IMMEDIATE';

type Mode = 'write' | 'snapshot';
type Work<T> = (tx: Tx) => Promise<T>;

/** What the two dialects do differently. */
export interface Engine {
  readonly dialect: Database['dialect'];
  readonly adapter: NonNullable<ConstructorParameters<typeof PrismaClient>[0]['adapter']>;
  /** The first statement of each transaction, where it needs one: isolation, time zone, the server's own time limits. */
  opening(mode: Mode, timeoutMs: number): string | undefined;
  close(): Promise<void>;
}

/** The database over an engine. Prisma's root client lives in here and nowhere else: on PGlite its use inside a transaction hangs. */
export function databaseOver(engine: Engine): Database {
  const client = new PrismaClient({ adapter: carryingLongTexts(engine.adapter) });
  const running = new Set<Promise<unknown>>();
  let closing: Promise<void> | undefined;

  const run = async <T>(mode: Mode, work: Work<T>, options: TransactionOptions = {}): Promise<T> => {
    if (closing) throw new DatabaseFailure('unavailable', 'the database is closed');
    const transaction = transact(client, engine, mode, work, { ...DEFAULTS, ...options });
    running.add(transaction);
    try {
      return await transaction;
    } catch (error) {
      throw asDatabaseFailure(error);
    } finally {
      running.delete(transaction);
    }
  };

  const close = async (): Promise<void> => {
    await Promise.allSettled(running);
    await client.$disconnect();
    await engine.close();
  };

  return {
    dialect: engine.dialect,
    write: (work, options) => run('write', completely(work), options),
    snapshot: (work, options) => run('snapshot', work, options),
    ready: () => run('snapshot', answers, READY),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function transact<T>(
  client: PrismaClient,
  engine: Engine,
  mode: Mode,
  work: Work<T>,
  { timeoutMs, waitMs }: Required<TransactionOptions>,
): Promise<T> {
  const opening = engine.opening(mode, timeoutMs);
  const opened: Work<T> = async (tx) => {
    if (opening) await tx.$executeRawUnsafe(opening);
    return work(tx);
  };
  return client.$transaction(opened, { timeout: timeoutMs, maxWait: waitMs });
}

const completely =
  <T>(work: Work<T>): Work<T> =>
  async (tx) => {
    const result = await work(tx);
    await tx.$executeRawUnsafe(BEFORE_COMMIT);
    return result;
  };

async function answers(tx: Tx): Promise<void> {
  await tx.$executeRawUnsafe('SELECT 1');
}
