import { randomUUID } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { inject } from 'vitest';
import type { Session } from '../../api/database/migrate.ts';
import { pgliteSession } from '../../api/database/pglite-session.ts';
import { emptyCluster } from '../../scripts/empty-cluster.mjs';
import { databaseUrl } from './postgresql-url.ts';

/** A database that no migration has touched. */
export interface EmptyDatabase {
  /** A connection of its own; PGlite has but one, which each gets. */
  session(): Promise<Session>;
  close(): Promise<void>;
}

export async function emptyDatabase(): Promise<EmptyDatabase> {
  const source = inject('testDatabaseSource');
  return source.dialect === 'pglite' ? emptyPGlite() : emptyPostgresql(source.url, source.prefix);
}

async function emptyPGlite(): Promise<EmptyDatabase> {
  const client = await PGlite.create({ loadDataDir: await emptyCluster() });
  return { session: async () => pgliteSession(client), close: () => client.close() };
}

/** It is dropped with the run's other databases, whose prefix it has. */
async function emptyPostgresql(url: string, prefix: string): Promise<EmptyDatabase> {
  const name = prefix + randomUUID().replaceAll('-', '');
  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  await admin.end();
  const clients: pg.Client[] = [];
  const session = async (): Promise<Session> => {
    const client = new pg.Client(databaseUrl(url, name));
    clients.push(client);
    await client.connect();
    return {
      query: async (sql, params = []) => (await client.query(sql, [...params])).rows,
      script: async (sql) => void (await client.query(sql)),
    };
  };
  return { session, close: async () => void (await Promise.all(clients.map((client) => client.end()))) };
}
