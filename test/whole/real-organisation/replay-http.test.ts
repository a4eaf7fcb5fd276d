import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ResourceItem } from '../../../controller/client/answers.ts';
import { createClient } from '../../../controller/client/client.ts';
import {
  type Accounts,
  applyStep,
  firstManager,
  mainAccount,
  readBase,
  readSteps,
} from '../../../examples/real-organisation/to-manifests.mjs';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { testDatabase } from '../../support/database.ts';
import { bylaw } from '../command.ts';
import { foundOrganisation } from '../organisation.ts';
import { startServer } from '../server.ts';
import { expectedChanges } from './expected-changes.ts';
import { manifestFolder } from './manifest-folder.ts';
import { plannedChanges } from './planned-changes.ts';
import { accountsOf, inOrder, type StateItem } from './read-accounts.ts';

const database = await testDatabase();
const server = await startServer(database);
const scratch = await mkdtemp(join(tmpdir(), 'bylaw-real-organisation-http-'));
afterAll(() => rm(scratch, { recursive: true }));

const { created } = await foundOrganisation(database, {
  name: mainAccount,
  seats: 10,
  admin: firstManager,
  email: `${firstManager}@example.org`,
});
const folder = manifestFolder(join(scratch, 'manifests'), server);
const env = { BYLAW_TOKEN: created.apiKey };
/** Six of the sixty; they add people, make teams, change members, and move teams from one account to another. */
const steps = readSteps().slice(0, 6);

/** The plan of the folder by the command; then it is applied by the file that the plan was written to. */
async function rollOut(accounts: Accounts): Promise<Plan> {
  await folder.edit(accounts);
  const file = join(scratch, 'plan.json');
  const planned = await bylaw(
    ['plan', folder.path, '--detailed-exitcode', '--format', 'json', '--out', file, '--quiet'],
    env,
  );
  expect(planned).toMatchObject({ exitCode: 2, complaint: '' });
  expect(await bylaw(['apply', '--plan', file, '--server', server, '--quiet'], env)).toMatchObject({
    exitCode: 0,
  });
  return JSON.parse(planned.output) as Plan;
}

function stateOf({ kind, metadata, spec }: ResourceItem): StateItem {
  const { annotations } = metadata;
  return {
    kind,
    account: metadata.account ?? null,
    name: metadata.name ?? null,
    values: { ...spec, ...(annotations ? { 'metadata.annotations': { ...annotations } } : {}) },
  };
}

/** All pages of `GET /v1/resources`. */
async function readState(): Promise<Accounts> {
  const connection = {
    server,
    token: created.apiKey,
    timeout: 60_000,
    version: '0.1.0',
    sleep: async () => undefined,
  };
  const items: StateItem[] = [];
  for await (const item of createClient(connection).resources({})) items.push(stateOf(item));
  return accountsOf(items, mainAccount);
}

describe('a real organisation, by the command over HTTP', () => {
  let accounts = readBase().accounts;

  it('is made by one apply', { timeout: 120_000 }, async () => {
    await rollOut(accounts);
    expect(await readState()).toEqual(inOrder(accounts));
  });

  it.for(steps)('step $step changes exactly what it says', { timeout: 60_000 }, async (step) => {
    const before = accounts;
    accounts = applyStep(before, step);
    expect(plannedChanges(await rollOut(accounts))).toEqual(expectedChanges(before, accounts));
  });

  it('is then what the data says, and an export of it plans nothing', { timeout: 120_000 }, async () => {
    expect(await readState()).toEqual(inOrder(accounts));
    const out = join(scratch, 'export');
    const exported = await bylaw(['export', '--all', '--out', out, '--server', server], env);
    expect(exported).toMatchObject({ exitCode: 0 });
    await copyFile(join(folder.path, 'bylaw.yaml'), join(out, 'bylaw.yaml'));
    const plan = await bylaw(['plan', out, '--detailed-exitcode'], env);
    expect(plan).toMatchObject({ exitCode: 0 });
    expect(plan.output).toContain('No changes');
  });
});
