import type pg from 'pg';

/** A connection that is out of the pool, and how many statements are under way on it. */
interface Held {
  readonly client: Promise<pg.PoolClient>;
  users: number;
  /** Nothing new is sent over it, and it does not go back to the pool. */
  broken: boolean;
}

/** A place for one connection that many use at the same time. */
class SharedConnection {
  readonly #pool: pg.Pool;
  #held: Held | undefined;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async query(config: pg.QueryConfig): Promise<pg.QueryResult> {
    this.#held ??= { client: this.#pool.connect(), users: 0, broken: false };
    const held = this.#held;
    held.users += 1;
    try {
      return await (await held.client).query(config);
    } catch (error) {
      // Most errors leave a connection as it was; that they do is not worth a second look.
      held.broken = true;
      if (this.#held === held) this.#held = undefined;
      throw error;
    } finally {
      held.users -= 1;
      if (held.users === 0) this.#letGo(held);
    }
  }

  #letGo(held: Held): void {
    if (this.#held === held) this.#held = undefined;
    held.client.then(
      (client) => client.release(held.broken),
      // Whoever asked for it was told.
      () => undefined,
    );
  }
}

/**
 * Connections over which statements go one behind the other, without waiting for each other's answers: those of many requests go out in one
 * packet and come back in one, which for a look-up of one row is most of its cost. Only for short statements outside of transactions.
 */
export class SharedConnections {
  readonly #connections: readonly SharedConnection[];
  #turn = 0;

  constructor(pool: pg.Pool, count: number) {
    this.#connections = Array.from({ length: count }, () => new SharedConnection(pool));
  }

  query(config: pg.QueryConfig): Promise<pg.QueryResult> {
    this.#turn = (this.#turn + 1) % this.#connections.length;
    const connection = this.#connections[this.#turn];
    if (connection === undefined) throw new Error('there are no connections to share');
    return connection.query(config);
  }
}
