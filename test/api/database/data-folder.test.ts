import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { EMBEDDED_POSTGRESQL } from '../../../api/database/data-folder-version.ts';
import { type Database, openDatabase } from '../../../api/database/database.ts';
import { rows, type Tx } from '../../../api/database/transaction.ts';
import { idOf, insertOrganisation } from '../../support/organisation-row.ts';
import { crash, linesOf, spawnBundled } from '../../support/run-bundled.ts';

/** Only PGlite has one. A first start takes seconds: the tests, in this order, tell the life of one folder. */
describe.runIf(inject('testDatabaseSource').dialect === 'pglite')('a data folder', async () => {
  const parent = await mkdtemp(join(tmpdir(), 'bylaw-data-'));
  const dataDir = join(parent, 'made', 'here');
  afterAll(() => rm(parent, { recursive: true }));

  const version = join(dataDir, 'postgresql', 'PG_VERSION');
  const organisations = (tx: Tx): Promise<{ id: string }[]> =>
    rows(tx, 'SELECT id FROM organisation ORDER BY id');

  const withDatabase = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    const database = await openDatabase({ dataDir });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };

  it('is made by a first start that does not mind one that was killed', async () => {
    const child = spawnBundled('test/support/data-folder-holder.ts', [dataDir]);
    while (!(await stat(version).catch(() => undefined)))
      await new Promise((resolve) => setTimeout(resolve, 20));
    await crash(child);
    await withDatabase((database) => database.write((tx) => insertOrganisation(tx, idOf(100_000))));
  }, 60_000);

  it('can be read by its owner alone, even when it could be before', async () => {
    await chmod(dataDir, 0o755);
    await withDatabase((database) => database.ready());
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  it('keeps what was written, and refuses a second opening', async () => {
    await withDatabase(async (database) => {
      expect(await database.snapshot(organisations)).toEqual([{ id: idOf(100_000) }]);
      await expect(openDatabase({ dataDir })).rejects.toThrow(`is in use by process ${process.pid}`);
    });
  });

  it('waits on close for what runs, and refuses what comes after', async () => {
    const database = await openDatabase({ dataDir });
    const work = database.write(async (tx) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return insertOrganisation(tx, idOf(100_001));
    });
    await database.close();
    expect(await work).toBe(1);
    await expect(database.ready()).rejects.toMatchObject({
      reason: 'unavailable',
      message: 'the database is closed',
    });
    await database.close();
  });

  it('has all that was acknowledged to a process that was killed', async () => {
    const child = spawnBundled('test/support/data-folder-holder.ts', [dataDir]);
    const line = linesOf(child);
    let acknowledged = 0;
    while (acknowledged < 20) acknowledged = Number(await line()) || 0;
    await crash(child);
    const ids = (await withDatabase((database) => database.snapshot(organisations))).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining(Array.from({ length: acknowledged }, (_, index) => idOf(index + 1))),
    );
  });

  it('is refused, untouched, when another version of PostgreSQL wrote it', async () => {
    await writeFile(version, '17\n');
    await expect(openDatabase({ dataDir })).rejects.toThrow(
      `was written by PostgreSQL 17, and this release of Bylaw has PostgreSQL ${EMBEDDED_POSTGRESQL} inside`,
    );
    await writeFile(version, `${EMBEDDED_POSTGRESQL}\n`);
    await withDatabase((database) => database.ready());
  });

  it('has the version that the code says', async () => {
    expect((await readFile(version, 'utf8')).trim()).toBe(String(EMBEDDED_POSTGRESQL));
    const asked = (tx: Tx): Promise<{ version: string }[]> =>
      rows(tx, "SELECT current_setting('server_version') AS version");
    const [answer] = await withDatabase((database) => database.snapshot(asked));
    expect(answer?.version).toMatch(new RegExp(`^${EMBEDDED_POSTGRESQL}\\.`));
  });
});
