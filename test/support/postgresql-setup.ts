import { randomInt } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../api/database/database.ts';
import { databaseUrl, testServerUrl } from './postgresql-url.ts';
import './test-database-source.ts';

/** First half of the advisory lock that a run holds as long as it lives; the second is the run's number. */
const RUNS = 0x627977;
const NAME = /^bylaw_test_(\d+)_/;

/**
 * Makes the database that the test files' ones are copied from, and drops what runs have left that were killed: those whose lock is free.
 * Returns what ends the run.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = testServerUrl();
  const admin = new pg.Client(url);
  await admin.connect();
  const run = randomInt(2 ** 31 - 1);
  await admin.query('SELECT pg_advisory_lock($1, $2)', [RUNS, run]);
  await dropDeadRuns(admin);
  const prefix = `bylaw_test_${run}_`;
  const template = `${prefix}template`;
  await makeTemplate(admin, url, template);
  project.provide('testDatabaseSource', { dialect: 'postgresql', url, prefix, template });
  return async () => {
    await dropRun(admin, run);
    await admin.end();
  };
}

async function makeTemplate(admin: pg.Client, url: string, template: string): Promise<void> {
  await admin.query(`CREATE DATABASE ${template} TEMPLATE template0 ENCODING 'UTF8'`);
  await (await openDatabase({ url: databaseUrl(url, template) })).close();
}

async function dropDeadRuns(admin: pg.Client): Promise<void> {
  for (const run of new Set((await testDatabases(admin)).map(({ run }) => run))) {
    const { rows } = await admin.query<{ dead: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS dead', [
      RUNS,
      run,
    ]);
    if (!rows[0]?.dead) continue;
    await dropRun(admin, run);
    await admin.query('SELECT pg_advisory_unlock($1, $2)', [RUNS, run]);
  }
}

async function dropRun(admin: pg.Client, run: number): Promise<void> {
  for (const database of await testDatabases(admin)) {
    if (database.run === run) await admin.query(`DROP DATABASE IF EXISTS ${database.name} WITH (FORCE)`);
  }
}

async function testDatabases(admin: pg.Client): Promise<{ name: string; run: number }[]> {
  const { rows } = await admin.query<{ name: string }>('SELECT datname AS name FROM pg_database');
  return rows.flatMap(({ name }) => {
    const run = NAME.exec(name)?.[1];
    return run === undefined ? [] : [{ name, run: Number(run) }];
  });
}
