import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { MigrationRefused, migrate, type Session } from '../../../api/database/migrate.ts';
import { type Migration, readMigrations } from '../../../api/database/migration-files.ts';
import { type EmptyDatabase, emptyDatabase } from '../../support/empty-session.ts';

const migration = (name: string, sql: string): Migration => ({
  name,
  sql,
  checksum: createHash('sha256').update(sql).digest('hex'),
});

const FIRST = migration('20260101000000_first', 'CREATE TABLE one (id int); CREATE TABLE two (id int);');
const SECOND = migration('20260102000000_second', "INSERT INTO one VALUES (1); -- it's; fine\n");

describe('migrate', () => {
  let database: EmptyDatabase;
  let session: Session;

  beforeAll(async () => {
    database = await emptyDatabase();
    session = await database.session();
  });
  beforeEach(() => session.script('DROP SCHEMA public CASCADE; CREATE SCHEMA public'));
  afterAll(() => database.close());

  const history = (): Promise<unknown[]> =>
    session.query(
      `SELECT migration_name, checksum, finished_at >= started_at AS finished, rolled_back_at, logs, applied_steps_count
         FROM _prisma_migrations ORDER BY migration_name`,
    );

  const entry = ({ name, checksum }: Migration): object => ({
    migration_name: name,
    checksum,
    finished: true,
    rolled_back_at: null,
    logs: null,
    applied_steps_count: 1,
  });

  it('applies what is missing, in order, once, and notes it as Prisma does', async () => {
    expect(await migrate(session, [FIRST])).toEqual([FIRST.name]);
    expect(await migrate(session, [FIRST, SECOND])).toEqual([SECOND.name]);
    expect(await migrate(session, [FIRST, SECOND])).toEqual([]);
    expect(await history()).toEqual([entry(FIRST), entry(SECOND)]);
    expect(await session.query('SELECT id FROM one')).toEqual([{ id: 1 }]);
  });

  it('applies those of this package', async () => {
    const migrations = await readMigrations();
    expect(await migrate(session)).toEqual(migrations.map(({ name }) => name));
    expect(await history()).toEqual(migrations.map(entry));
  });

  it('refuses one that was changed after it was applied', async () => {
    await migrate(session, [FIRST]);
    const refused = migrate(session, [{ ...FIRST, checksum: 'other' }, SECOND]);
    await expect(refused).rejects.toThrow(
      `the migration ${FIRST.name} was changed after this database had it`,
    );
    expect(await history()).toEqual([entry(FIRST)]);
  });

  it('lets a newer release’s be, and refuses one that comes before its own last', async () => {
    await migrate(session, [FIRST, SECOND]);
    expect(await migrate(session, [FIRST])).toEqual([]);
    await expect(migrate(session, [SECOND])).rejects.toThrow(
      `has had the migration ${FIRST.name}, which this release`,
    );
  });

  it('refuses to go on after another tool’s that did not finish', async () => {
    await migrate(session, [FIRST]);
    await session.script('UPDATE _prisma_migrations SET finished_at = NULL');
    await expect(migrate(session, [FIRST, SECOND])).rejects.toThrow('did not finish');
    await session.script('UPDATE _prisma_migrations SET rolled_back_at = now(); DROP TABLE one, two');
    expect(await migrate(session, [FIRST])).toEqual([FIRST.name]);
  });

  it('takes back all of one that fails, keeps those before, and can try again', async () => {
    const broken = migration(SECOND.name, 'INSERT INTO one VALUES (1); SELECT bogus;');
    const refused = migrate(session, [FIRST, broken]);
    await expect(refused).rejects.toThrow(MigrationRefused);
    await expect(refused).rejects.toThrow(/second failed and was taken back: .*bogus/);
    expect(await session.query('SELECT id FROM one')).toEqual([]);
    expect(await migrate(session, [FIRST, SECOND])).toEqual([SECOND.name]);
  });

  it.runIf(inject('testDatabaseSource').dialect === 'postgresql')(
    'is done by one of several replicas at once',
    async () => {
      const sessions = await Promise.all(Array.from({ length: 4 }, () => database.session()));
      const applied = await Promise.all(sessions.map((each) => migrate(each)));
      const names = (await readMigrations()).map(({ name }) => name);
      expect(applied.filter(({ length }) => length > 0)).toEqual([names]);
      expect(await history()).toHaveLength(names.length);
    },
  );
});
