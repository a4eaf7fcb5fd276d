import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import { afterAll } from 'vitest';
import { applyPlan } from '../../api/commit/apply.ts';
import { editResource } from '../../api/commit/edit.ts';
import { planDeclaration } from '../../api/commit/plan.ts';
import type { Database } from '../../api/database/database.ts';
import { buildServer } from '../../api/server.ts';
import { testCredentials } from '../support/credentials.ts';
import { testKeyring } from '../support/keyring.ts';

/**
 * The real server on a free port of this machine, until the test file ends.
 * @returns its address
 */
export async function startServer(database: Database): Promise<string> {
  const app = await buildServer({
    database,
    now: () => new Date(),
    newId: uuidv7,
    commit: { planDeclaration, applyPlan, editResource },
    keyring: testKeyring(),
    ...testCredentials(),
    publicUrl: 'http://127.0.0.1',
    logger: pino({ level: 'silent' }),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  afterAll(() => app.close());
  const { port } = app.server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
