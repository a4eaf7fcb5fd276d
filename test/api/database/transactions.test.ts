import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../../api/database/database.ts';
import { DatabaseFailure } from '../../../api/database/database-failure.ts';
import { execute, preparedMark, rows, type Tx } from '../../../api/database/transaction.ts';
import { testDatabase } from '../../support/database.ts';
import { idOf, insertOrganisation } from '../../support/organisation-row.ts';

const database = await testDatabase();
const other = await testDatabase();

const count = async (tx: Tx): Promise<number> => {
  const [answer] = await rows<{ count: number }>(tx, 'SELECT count(*) FROM organisation');
  return answer?.count ?? 0;
};

const setting = async (tx: Tx, name: string): Promise<string | undefined> => {
  const [answer] = await rows<{ value: string }>(tx, 'SELECT current_setting($1) AS value', name);
  return answer?.value;
};

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('write', () => {
  it('keeps what the work did, and returns its result', async () => {
    expect(await database.write((tx) => insertOrganisation(tx, idOf(1)))).toBe(1);
    expect(await database.snapshot(count)).toBe(1);
  });

  it('takes back everything when the work throws, and throws the same', async () => {
    const before = await database.snapshot(count);
    const fault = new Error('no');
    const work = database.write(async (tx) => {
      await insertOrganisation(tx, idOf(2));
      throw fault;
    });
    expect(await failure(work)).toBe(fault);
    expect(await database.snapshot(count)).toBe(before);
  });

  it('refuses a work that goes on after a failed statement, since nothing of it would be kept', async () => {
    const work = database.write(async (tx) => {
      await insertOrganisation(tx, idOf(3));
      await execute(tx, 'SELECT bogus').catch(() => undefined);
      return 'done';
    });
    expect(await failure(work)).toMatchObject({ name: 'DatabaseFailure', reason: 'aborted' });
  });

  it('refuses what a deferred constraint finds at the end', async () => {
    const work = database.write(async (tx) => {
      await execute(
        tx,
        'CREATE TEMP TABLE later (id int UNIQUE DEFERRABLE INITIALLY DEFERRED) ON COMMIT DROP',
      );
      await execute(tx, 'INSERT INTO later VALUES (1), (1)');
    });
    expect(String(await failure(work))).toContain('later_id_key');
  });

  it('is READ COMMITTED and in UTC', async () => {
    expect(await database.write((tx) => setting(tx, 'transaction_isolation'))).toBe('read committed');
    expect(await database.write((tx) => setting(tx, 'TimeZone'))).toBe('UTC');
  });

  it('ends a transaction that takes too long, and the next one works', async () => {
    const work = database.write(
      async (tx) => {
        await insertOrganisation(tx, idOf(4));
        await delay(300);
        await execute(tx, 'SELECT 1');
      },
      { timeoutMs: 100 },
    );
    expect(await failure(work)).toMatchObject({ name: 'DatabaseFailure', reason: 'timeout' });
    expect(await database.write((tx) => insertOrganisation(tx, idOf(4)))).toBe(1);
  });

  it('runs many at once', async () => {
    const before = await database.snapshot(count);
    const works = Array.from({ length: 50 }, (_, index) =>
      database.write((tx) => insertOrganisation(tx, idOf(1000 + index))),
    );
    await Promise.all(works);
    expect(await database.snapshot(count)).toBe(before + 50);
  });
});

describe('snapshot', () => {
  it('refuses to write', async () => {
    expect(String(await failure(database.snapshot((tx) => insertOrganisation(tx, idOf(5)))))).toContain(
      'read-only transaction',
    );
  });

  it('is REPEATABLE READ and in UTC', async () => {
    expect(await database.snapshot((tx) => setting(tx, 'transaction_isolation'))).toBe('repeatable read');
    expect(await database.snapshot((tx) => setting(tx, 'TimeZone'))).toBe('UTC');
  });

  it('sees one state, whatever is written meanwhile', async () => {
    let written: Promise<unknown> = Promise.resolve();
    const counts = await database.snapshot(async (tx) => {
      const before = await count(tx);
      written = database.write((other) => insertOrganisation(other, idOf(6)));
      // On PGlite the write waits for the snapshot's end; on PostgreSQL it does not.
      if (database.dialect === 'postgresql') await written;
      return [before, await count(tx)];
    });
    await written;
    expect(counts[1]).toBe(counts[0]);
    expect(await database.snapshot(count)).toBe((counts[0] ?? 0) + 1);
  });
});

describe('lookUp', () => {
  it('reads, in UTC, and refuses to write', async () => {
    expect(await database.lookUp(count)).toBe(await database.snapshot(count));
    expect(await database.lookUp((tx) => setting(tx, 'TimeZone'))).toBe('UTC');
    const writing = database.lookUp((tx) => insertOrganisation(tx, idOf(7)));
    expect(String(await failure(writing))).toContain('read-only transaction');
  });

  it.runIf(database.dialect === 'postgresql')(
    'waits for no transaction, however many there are',
    async () => {
      let end: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        end = resolve;
      });
      const holding = Array.from({ length: 20 }, () => database.write(() => held));
      expect(await database.lookUp(count)).toBeGreaterThan(0);
      end();
      await Promise.all(holding);
    },
  );
});

describe.runIf(database.dialect === 'postgresql')('many look-ups at once', () => {
  const twice = (n: number) => (tx: Tx) => rows<{ twice: number }>(tx, 'SELECT $1::int * 2 AS twice', n);

  it('each get their own answer, also those beside one that fails', async () => {
    const numbers = Array.from({ length: 200 }, (_, index) => index);
    const failing = failure(database.lookUp((tx) => execute(tx, 'SELECT 1 / 0')));
    const answers = await Promise.all(numbers.map((n) => database.lookUp(twice(n))));
    expect(answers).toEqual(numbers.map((n) => [{ twice: n * 2 }]));
    expect(String(await failing)).toContain('division by zero');
  });

  it('say that their connection broke, and the next ones have another', async () => {
    const own = (tx: Tx) => rows<{ pid: number }>(tx, 'SELECT pg_backend_pid() AS pid');
    const sleeping = Array.from({ length: 4 }, () =>
      failure(database.lookUp((tx) => execute(tx, 'SELECT pg_sleep(30)'))),
    );
    const reading =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)' AND datname = current_database()";
    let ended = 0;
    await vi.waitFor(async () => {
      ended += await database.write((tx) => execute(tx, reading));
      expect(ended).toBeGreaterThanOrEqual(2);
    });
    expect(await Promise.all(sleeping)).toEqual(
      sleeping.map(() => expect.objectContaining({ name: 'DatabaseFailure', reason: 'unavailable' })),
    );
    expect(await database.lookUp(own)).toEqual([{ pid: expect.any(Number) }]);
  });
});

describe('a statement that is run often', () => {
  it('is prepared, and answers as it does at first', async () => {
    const sql = `${preparedMark} SELECT $1::int + 1 AS next, $2::timestamptz AS at`;
    const at = '2026-11-24T08:30:00.000Z';
    for (let n = 0; n < 20; n++) {
      expect(await database.lookUp((tx) => rows(tx, sql, n, at))).toEqual([{ next: n + 1, at }]);
    }
    const named =
      "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%AS next%' AND name <> ''";
    const [kept] = await database.lookUp((tx) => rows<{ count: number }>(tx, named));
    expect(kept?.count).toBe(database.dialect === 'postgresql' ? 1 : 0);
  });
});

describe.runIf(database.dialect === 'postgresql')('on PostgreSQL', () => {
  it('says that two transactions were in each other’s way', async () => {
    const lock = (tx: Tx, id: string): Promise<number> =>
      execute(tx, 'SELECT 1 FROM organisation WHERE id = $1::uuid FOR UPDATE', id);
    const crossing = (first: string, second: string): Promise<unknown> =>
      failure(
        database.write(async (tx) => {
          await lock(tx, first);
          await delay(300);
          await lock(tx, second);
        }),
      );
    const outcomes = await Promise.all([crossing(idOf(1), idOf(4)), crossing(idOf(4), idOf(1))]);
    expect(outcomes.filter(Boolean)).toMatchObject([{ name: 'DatabaseFailure', reason: 'conflict' }]);
  });

  it('says that the connection broke, and goes on with another', async () => {
    const work = database.write(async (tx) => {
      const [own] = await rows<{ pid: number }>(tx, 'SELECT pg_backend_pid() AS pid');
      await database.write((tx) => execute(tx, 'SELECT pg_terminate_backend($1)', own?.pid ?? 0));
      await delay(50);
      await execute(tx, 'SELECT 1');
    });
    expect(await failure(work)).toMatchObject({ name: 'DatabaseFailure', reason: 'unavailable' });
    await database.ready();
  });
});

it('refuses a server that is not there', async () => {
  const opening = openDatabase({ url: 'postgresql://postgres@127.0.0.1:1/none' });
  expect(await failure(opening)).toBeInstanceOf(DatabaseFailure);
});

it('shares no row with another test database', async () => {
  expect(await other.snapshot(count)).toBe(0);
});
