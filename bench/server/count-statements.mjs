import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';

/**
 * Counts what this process sends to a database from now on, by wrapping the two clients that the server can use.
 * The text of a statement with several counts as several.
 *
 * @param {(sql: string) => void} seen is called with each statement
 */
export function watchStatements(seen) {
  const text = (query) => (typeof query === 'string' ? query : (query?.text ?? ''));
  wrap(pg.Client.prototype, 'query', (query) => seen(text(query)));
  wrap(PGlite.prototype, 'query', (sql) => seen(sql));
  wrap(PGlite.prototype, 'exec', (sql) => seen(sql));
  wrap(PGlite.prototype, 'transaction', () => seen('BEGIN'));
  watchTransactions(seen);
}

/** Inside a transaction PGlite hands out another client. */
function watchTransactions(seen) {
  const { transaction } = PGlite.prototype;
  PGlite.prototype.transaction = function (work) {
    return transaction.call(this, async (client) => {
      wrap(client, 'query', (sql) => seen(sql));
      wrap(client, 'exec', (sql) => seen(sql));
      const result = await work(client);
      seen('COMMIT');
      return result;
    });
  };
}

function wrap(target, name, before) {
  const original = target[name];
  target[name] = function (...args) {
    before(args[0]);
    return original.apply(this, args);
  };
}
