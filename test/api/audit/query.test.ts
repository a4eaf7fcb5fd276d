import { beforeAll, describe, expect, test } from 'vitest';
import type { AuditEntry } from '../../../api/audit/entry.ts';
import { execute } from '../../../api/database/transaction.ts';
import type { RequestContext } from '../../../api/request/context.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { apply, keyOf } from '../routes/test-world.ts';
import { contextIn, write } from './entries.ts';

const database = await testDatabase();
const { app, clock } = await testServer(database);
const plan = '01a20f69-97c5-70bf-b620-f2d6d6660b43';

let admin: Call;
let emea: Call;
let context: RequestContext;

interface Page {
  readonly items: AuditEntry[];
  readonly next: string | null;
  readonly code: string;
}

const log = (query: string, call = admin) => call<Page>('GET', `/v1/audit?to=2026-11-01&${query}`);
const told = ({ body }: { body: Page }): string[] => body.items.map(({ description }) => description);

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  admin = caller(app, apiKey);
  await apply(admin, [
    { kind: 'Account', name: 'emea', spec: {} },
    { kind: 'ServiceAccount', account: 'emea', name: 'machine', spec: { roles: ['Account Manager'] } },
  ]);
  emea = caller(app, await keyOf(admin, 'emea', 'machine'));
  context = await contextIn(database, 'acme', 'ana');
  const other = await contextIn(database, 'acme', 'ivan');
  await write({ database, context, at: '2026-10-01T10:00:00Z' }, [
    { description: 'one', account: 'acme' },
    { description: 'two', account: 'emea', address: 'Team/emea/Support', item: 'Team' },
  ]);
  await write({ database, context: other, at: '2026-10-02T10:00:00Z' }, [
    {
      description: 'three password of customer',
      account: 'emea',
      item: 'User',
      action: 'Create',
      status: 'failure',
    },
    {
      description: 'four of organisation',
      item: 'Role',
      planId: plan,
      commit: 'abc',
      file: 'a.yaml',
      line: 3,
      detail: { before: 1 },
    },
    { description: 'five', account: 'gone' },
  ]);
});

test('an entry tells who, when, from where, and why', async () => {
  const { body } = await log('item=Role');
  expect(body.items).toEqual([
    {
      id: expect.any(String),
      at: '2026-10-02T10:00:00.000Z',
      actor: { type: 'user', id: expect.any(String), name: 'ivan' },
      item: 'Role',
      action: 'Update',
      status: 'success',
      description: 'four of organisation',
      account: null,
      address: null,
      ip: '192.0.2.7',
      requestId: 'request-of-the-tests',
      plan,
      commit: 'abc',
      file: 'a.yaml',
      line: 3,
      detail: { before: 1 },
    },
  ]);
});

test('a live view asks for what came after the entry that it knows', async () => {
  const whole = (await log('')).body.items.toReversed();
  const known = whole[1]?.id;
  expect(told(await log(`after=${known}`))).toEqual(whole.slice(2).map(({ description }) => description));
  expect(told(await log(`after=${known}&limit=1`))).toEqual([whole[2]?.description]);
  expect((await log(`after=${whole.at(-1)?.id}`)).body).toEqual({ items: [], next: null });
  expect(told(await log(`after=${whole[0]?.id}&q=status:failure`))).toEqual(['three password of customer']);
  expect(told(await log(`after=${whole[0]?.id}`, emea))).not.toContain('four of organisation');
  expect((await log(`after=${plan}`)).body.items).toEqual([]);
});

describe('the search', () => {
  test.each([
    ['actor:ana', ['one', 'two']],
    ['actor:ana actor:ivan account:emea', ['three password of customer', 'two']],
    ['-actor:ana item:user', ['three password of customer']],
    ['action:user.created', ['three password of customer']],
    ['action:USER.create customer', ['three password of customer']],
    ['action:create action:team.update -account:acme -account:gone', ['three password of customer', 'two']],
    ['status:success -account:acme -account:gone', ['four of organisation', 'two']],
    [`plan:${plan}`, ['four of organisation']],
    [`-plan:${plan} actor:ivan`, ['five', 'three password of customer']],
    ['since:2026-10-02', ['five', 'four of organisation', 'three password of customer']],
    ['address:Team/emea/Support since:2026-10-01', ['two']],
    ['until:2026-10-02 -two', ['one']],
    ['"password of" -status:success', ['three password of customer']],
  ])('%s', async (q, descriptions) => {
    const { status, body } = await log(`q=${encodeURIComponent(q)}`);
    expect(status).toBe(200);
    expect(body.items.map(({ description }) => description).sort()).toEqual(descriptions);
  });

  test('an age is counted from now', async () => {
    const age = Math.ceil((clock.time.getTime() - Date.parse('2026-10-02T10:00:00Z')) / 86_400_000);
    const { body } = await admin<Page>('GET', `/v1/audit?q=since:${age}d+actor:ivan`);
    expect(body.items).toHaveLength(3);
    expect((await admin<Page>('GET', '/v1/audit?q=since:1m+actor:ivan')).body.items).toEqual([]);
  });

  test('what is at fault is refused with its place, by the export too', async () => {
    const { status, body } = await log('q=seat+acter:ana');
    expect([status, body.code]).toEqual([400, 'search/unknown-field']);
    expect(body).toMatchObject({ diagnostics: [{ column: 6 }], remedy: expect.stringContaining('actor') });
    const exported = await admin<Page>('GET', '/v1/audit/export?q=status:red');
    expect([exported.status, exported.body.code]).toEqual([400, 'search/bad-value']);
    expect((await log('q=since:2026-02-31')).body.code).toMatch(/^(search|request)\/bad-/);
  });

  test('a sub-account finds nothing of another', async () => {
    expect((await log('q=account:acme', emea)).body.items).toEqual([]);
    expect(told(await log('q=actor:ana', emea))).toEqual(['two']);
  });
});

describe('filters', () => {
  test.each([
    ['user=ana', ['one', 'two']],
    ['item=User', ['three password of customer']],
    ['item=Team&action=Update', ['five', 'one', 'two']],
    ['status=failure', ['three password of customer']],
    ['account=emea', ['three password of customer', 'two']],
    ['address=Team%2Femea%2FSupport', ['two']],
    [`plan=${plan}`, ['four of organisation']],
    ['q=customer', ['three password of customer']],
    ['q=CUSTOMER%20password', ['three password of customer']],
    ['q=%22password%20customer%22', []],
    ['q=organisation%20or%20customer', ['four of organisation', 'three password of customer']],
    ['q=of%20-customer', ['four of organisation']],
    ['q=Team%2Femea%2FSupport', ['two']],
    ['from=2026-10-02', ['five', 'four of organisation', 'three password of customer']],
    ['from=2026-10-02T12:00:00%2B02:00&user=ivan&status=failure', ['three password of customer']],
    ['user=nobody', []],
  ])('%s', async (query, expected) => {
    const answer = await log(query);
    expect(answer.status).toBe(200);
    expect(told(answer).sort()).toEqual(expected);
  });

  test('a date ends with its day, in the time zone', async () => {
    const until = (to: string) => admin<Page>('GET', `/v1/audit?user=ana&timeZone=Europe/Zagreb&to=${to}`);
    expect(told(await until('2026-09-30'))).toEqual([]);
    expect(told(await until('2026-10-01')).sort()).toEqual(['one', 'two']);
  });

  test('a range by its name', async () => {
    clock.time = new Date('2026-10-03T00:30:00Z');
    const range = (name: string, zone: string) =>
      admin<Page>('GET', `/v1/audit?range=${name}&timeZone=${zone}&user=ivan`);
    expect(told(await range('yesterday', 'UTC'))).toHaveLength(3);
    expect(told(await range('today', 'America/Los_Angeles'))).toHaveLength(3);
    expect(told(await range('today', 'UTC'))).toHaveLength(0);
    clock.time = new Date('2026-11-24T08:30:00.000Z');
  });

  test.each([
    ['range=tomorrow', 'request/invalid-query'],
    ['range=today&from=2026-01-01', 'request/two-ranges'],
    ['from=2026-02-30', 'request/bad-time'],
    ['from=now', 'request/bad-time'],
    ['from=0001-01-01', 'request/bad-time'],
    ['from=0000-01-01', 'request/bad-time'],
    ['from=9999-12-31&to=9999-12-31', 'request/bad-time'],
    ['timeZone=Mars', 'request/bad-time-zone'],
    ['plan=1', 'request/invalid-query'],
    ['limit=201', 'request/invalid-query'],
    ['limit=0', 'request/invalid-query'],
    ['limit=ten', 'request/invalid-query'],
    ['users=ana', 'request/invalid-query'],
    ['cursor=x', 'request/bad-cursor'],
    ['cursor=WyIyMDI2IiwieCJd', 'request/bad-cursor'],
  ])('%s is refused', async (query, code) => {
    const answer = await admin<Page>('GET', `/v1/audit?${query}`);
    expect([answer.status, answer.body.code]).toEqual([400, code]);
  });
});

describe('a sub-account', () => {
  test('sees its own entries only', async () => {
    expect(told(await log('', emea)).sort()).toEqual(['three password of customer', 'two']);
    expect((await log('account=acme', emea)).status).toBe(404);
    expect(told(await log('account=emea', emea))).toHaveLength(2);
    expect(told(await log('q=of', emea))).toEqual(['three password of customer']);
  });

  test('does not see those of an account that had its name before', async () => {
    await apply(admin, [{ kind: 'Account', name: 'apac', spec: {} }], 'later');
    const machine = {
      kind: 'ServiceAccount',
      account: 'apac',
      name: 'apac',
      spec: { roles: ['Account Manager'] },
    };
    await write({ database, context, at: '2026-10-05T10:00:00Z' }, [{ description: 'new', account: 'apac' }]);
    await database.write(async (tx) => {
      // As if the account of that name had been another then.
      await execute(tx, 'ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only');
      await execute(
        tx,
        "UPDATE audit_entry SET account_id = gen_random_uuid() WHERE account = 'apac' AND description = 'new'",
      );
      await execute(tx, 'ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_append_only');
    });
    await write({ database, context, at: '2026-10-06T10:00:00Z' }, [
      { description: 'newer', account: 'apac' },
    ]);
    await apply(admin, [machine], 'machines');
    const apac = caller(app, await keyOf(admin, 'apac', 'apac'));
    expect(told(await log('', apac))).toEqual(['newer']);
    expect(told(await log('account=apac'))).toEqual(['newer', 'new']);
  });
});

test('pages follow each other without gap or repetition, also within one instant', async () => {
  const many = Array.from({ length: 25 }, (_, index) => ({ description: `page ${index}`, item: 'Paging' }));
  await write({ database, context, at: '2026-09-01T00:00:00Z' }, many.slice(0, 15));
  await write({ database, context, at: '2026-09-02T00:00:00Z' }, many.slice(15));
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { body }: { body: Page } = await log(
      `item=Paging&limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    seen.push(...body.items.map(({ description }) => description));
    cursor = body.next;
  }
  expect(seen).toHaveLength(25);
  expect(new Set(seen).size).toBe(25);
  expect(seen.slice(0, 10).sort()).toEqual(
    many
      .slice(15)
      .map(({ description }) => description)
      .sort(),
  );
});
