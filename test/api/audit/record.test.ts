import { beforeAll, expect, test } from 'vitest';
import { recordRefusal } from '../../../api/audit/record.ts';
import { execute, rows } from '../../../api/database/transaction.ts';
import type { RequestContext } from '../../../api/request/context.ts';
import { Refusal } from '../../../api/request/refusal.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply, declaration, keyOf } from '../routes/test-world.ts';
import { contextIn, write } from './entries.ts';

const database = await testDatabase();
const { app } = await testServer(database);

let admin: Call;
let weak: Call;
let context: RequestContext;

interface Page {
  readonly items: {
    status: string;
    item: string;
    action: string;
    description: string;
    account: string | null;
    address: string | null;
    plan: string | null;
    actor: { name: string };
    detail: { code: string; reason: string };
  }[];
}

async function last(): Promise<Page['items'][number] | undefined> {
  const { body } = await admin<Page>('GET', '/v1/audit?status=failure&limit=1');
  return body.items[0];
}

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  admin = caller(app, apiKey);
  await apply(admin, [
    { kind: 'Role', name: 'Reader', spec: { permissions: ['teams/read', 'users/read'] } },
    { kind: 'Team', account: 'acme', name: 'Support', spec: {} },
    { kind: 'ServiceAccount', account: 'acme', name: 'weak', spec: { roles: ['Reader'] } },
  ]);
  weak = caller(app, await keyOf(admin, 'acme', 'weak'));
  context = await contextIn(database, 'acme', 'ana');
});

test('entries cannot be changed or taken away', async () => {
  await write({ database, context, at: '2026-01-01T00:00:00Z' }, [{ description: 'stays' }]);
  for (const statement of [
    "UPDATE audit_entry SET description = 'x'",
    'DELETE FROM audit_entry',
    'TRUNCATE audit_entry',
  ]) {
    await expect(database.write((tx) => execute(tx, statement))).rejects.toThrow();
  }
});

test('many entries are one statement, and roll back with their transaction', async () => {
  const count = () =>
    database.snapshot((tx) =>
      rows<{ n: number }>(tx, "SELECT count(*) AS n FROM audit_entry WHERE description = 'batch'"),
    );
  const batch = Array.from({ length: 2_000 }, () => ({ description: 'batch' }));
  await write({ database, context, at: '2026-01-02T00:00:00Z' }, batch);
  expect(await count()).toEqual([{ n: 2_000 }]);
});

test('secrets do not reach the table', async () => {
  const secret = `byl_${'s3cretKey'.repeat(5)}`;
  await write({ database, context, at: '2026-01-03T00:00:00Z' }, [
    { description: `used ${secret}`, detail: { password: 'hunter2', note: secret } },
  ]);
  const dump = await database.snapshot((tx) => rows(tx, 'SELECT a::text AS row FROM audit_entry a'));
  expect(JSON.stringify(dump)).not.toMatch(/hunter2|s3cretKey/);
});

test('a refusal is recorded with its reasons', async () => {
  const deps = {
    database,
    now: () => new Date('2026-12-01T00:00:00Z'),
    newId: () => '01a20f69-97c5-70bf-b620-000000000001',
  };
  const diagnostics = [
    { severity: 'error' as const, code: 'guard/x', summary: 'no', address: 'Team/acme/a' },
  ];
  const refusal = new Refusal(409, 'guard/x', 'not so', { diagnostics });
  await recordRefusal(deps, context, refusal, {
    item: 'Team',
    action: 'Delete',
    description: 'Group deletion failed',
  });
  const entry = await last();
  expect(entry).toMatchObject({
    status: 'failure',
    account: 'acme',
    description: 'Group deletion failed',
    actor: { name: 'ana' },
  });
  expect(entry?.detail).toEqual({
    code: 'guard/x',
    reason: 'not so',
    reasons: [{ code: 'guard/x', summary: 'no', address: 'Team/acme/a' }],
  });
});

test('a forbidden change by hand is told in the catalogue’s words', async () => {
  const answer = await weak('PATCH', '/v1/accounts/acme/teams/Support', { spec: { description: 'x' } });
  expect([answer.status, answer.body['code']]).toEqual([403, 'permission/lacking']);
  const { body } = await admin<Page>('GET', '/v1/audit?user=weak&limit=1');
  expect(body.items[0]).toMatchObject({
    status: 'failure',
    item: 'Team',
    action: 'Update',
    description: 'Group update failed',
    address: 'Team/acme/Support',
    account: 'acme',
    detail: { code: 'permission/lacking' },
  });
});

test('a forbidden read is recorded too', async () => {
  expect((await weak('GET', '/v1/audit')).status).toBe(403);
  const { body } = await admin<Page>('GET', '/v1/audit?user=weak&limit=1');
  expect(body.items[0]).toMatchObject({
    item: 'API',
    action: 'Read',
    description: 'Access refused (audit/read): GET /v1/audit',
  });
});

test('a stale apply is recorded with its plan', async () => {
  const team = (description: string) => [
    { kind: 'Team', account: 'acme', name: 'Stale', spec: { description } },
  ];
  const plan = await admin<{ id: string }>('POST', '/v1/plans', declaration(team('one'), 'stale'));
  await admin('PUT', '/v1/accounts/acme/teams/Stale', { spec: { description: 'by hand' } });
  const applied = await admin('POST', `/v1/plans/${plan.body.id}/apply`);
  expect([applied.status, applied.body['code']]).toEqual([409, 'plan/stale']);
  const { body } = await admin<Page>('GET', `/v1/audit?plan=${plan.body.id}`);
  expect(body.items).toMatchObject([
    { status: 'failure', item: 'Plan', action: 'Apply', plan: plan.body.id, detail: { code: 'plan/stale' } },
  ]);
});

test('what was not understood is no action', async () => {
  const before = await last();
  await admin('PUT', '/v1/accounts/acme/teams/Support', { spec: { members: 3 } });
  await admin('PUT', '/v1/accounts/acme/teams/Support', { speck: {} });
  await admin('GET', '/v1/audit?range=never');
  expect(await last()).toEqual(before);
});
