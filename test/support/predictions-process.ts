import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../../api/database/database.ts';
import { prove } from '../whole/predictions/prove.ts';
import { openTheatre } from '../whole/predictions/run-case.ts';
import { identityProvider } from '../whole/predictions/visits/identity-provider.ts';
import { databaseUrl } from './postgresql-url.ts';

/**
 * The proof of predictions as a process of its own: `RUNS SEED`, a line of JSON for each event. On a PGlite in memory, or, several times as
 * fast, in a database of its own on the PostgreSQL server of BYLAW_TEST_DATABASE_URL.
 */
const [runs = '100', seed = '1'] = process.argv.slice(2);
const server = process.env['BYLAW_TEST_DATABASE_URL'];
const name = `bylaw_predictions_${randomUUID().replaceAll('-', '')}`;

async function administrate(url: string, statement: string): Promise<void> {
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}

async function proveOn(location: Parameters<typeof openDatabase>[0]): Promise<void> {
  const database = await openDatabase(location);
  const theatre = await openTheatre(database, identityProvider());
  const range = { runs: Number(runs), seed: Number(seed) };
  await prove(theatre, range, (event) => console.log(JSON.stringify(event)));
  await theatre.app.close();
  await database.close();
}

if (server === undefined) await proveOn({ memory: true });
else {
  await administrate(server, `CREATE DATABASE ${name}`);
  await proveOn({ url: databaseUrl(server, name) }).finally(() =>
    administrate(server, `DROP DATABASE ${name} WITH (FORCE)`),
  );
}
