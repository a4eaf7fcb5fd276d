import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { csvRows } from '../../../api/audit/csv-row.ts';
import type { AuditEntry } from '../../../api/audit/entry.ts';
import { exportAudit } from '../../../api/audit/export.ts';
import { auditFilter } from '../../../api/audit/filter.ts';
import type { RequestContext } from '../../../api/request/context.ts';
import { testDatabase } from '../../support/database.ts';
import { type Call, caller, makeOrganisation, testServer } from '../routes/test-server.ts';
import { contextIn, write } from './entries.ts';

const database = await testDatabase();
const { app } = await testServer(database);
const total = 2_500;

let admin: Call;
let context: RequestContext;

beforeAll(async () => {
  const { apiKey } = await makeOrganisation(app, 'acme');
  admin = caller(app, apiKey);
  context = await contextIn(database, 'acme', 'ana');
  const many = Array.from({ length: total }, (_, index) => ({ item: 'Many', description: `entry ${index}` }));
  await write({ database, context, at: '2026-02-01T00:00:00Z' }, many);
});

/** Splits an export into what is hashed and its last line. */
function parts(text: string): { body: string; last: string } {
  const end = text.lastIndexOf('\n', text.length - 2) + 1;
  return { body: text.slice(0, end), last: text.slice(end).trimEnd() };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('over several pages', () => {
  test('JSON Lines are whole, and the last line proves it', async () => {
    const { text, headers } = await admin('GET', '/v1/audit/export?format=jsonl&item=Many');
    expect(headers['content-type']).toBe('application/jsonl; charset=utf-8');
    const { body, last } = parts(text);
    expect(JSON.parse(last)).toEqual({ end: true, rows: total, sha256: sha256(body) });
    const entries = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEntry);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(total);
  });

  test('CSV likewise', async () => {
    const { text, headers } = await admin('GET', '/v1/audit/export?format=csv&item=Many');
    expect(headers['content-type']).toContain('text/csv');
    expect(headers['content-disposition']).toBe('attachment; filename="audit-2026-11-24.csv"');
    const { body, last } = parts(text);
    expect(last).toBe(`# rows: ${total}, sha256: ${sha256(body)}`);
    expect(body.split('\n').length - 2).toBe(total);
  });

  test('nothing is a whole export too', async () => {
    const { text } = await admin('GET', '/v1/audit/export?format=jsonl&item=None');
    expect(JSON.parse(text)).toEqual({ end: true, rows: 0, sha256: sha256('') });
  });
});

test('a page is read only when the one before was taken, and none after the reader left', async () => {
  let reads = 0;
  const counting = {
    ...database,
    snapshot: ((work, options) => {
      reads += 1;
      return database.snapshot(work, options);
    }) as typeof database.snapshot,
  };
  const deps = { database: counting, now: () => new Date(), newId: () => '' };
  const filter = auditFilter({ item: 'Many' }, null, new Date());
  const pages = exportAudit(deps, context.organisationId, filter, 'jsonl');
  await pages.next();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(reads).toBe(1);
  await pages.next();
  expect(reads).toBe(2);
  await pages.return(undefined);
  expect(reads).toBe(2);
});

const entry: AuditEntry = {
  id: '01a20f69-97c5-70bf-b620-f2d6d6660b43',
  at: '2026-02-01T00:00:00.000Z',
  actor: { type: 'user', id: null, name: 'ana' },
  item: 'Team',
  action: 'Update',
  status: 'success',
  description: '',
  account: null,
  address: null,
  ip: null,
  requestId: null,
  plan: null,
  commit: null,
  file: null,
  line: null,
  detail: {},
};

describe('CSV', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])('%j is no formula', (description) => {
    const row = csvRows([{ ...entry, description, actor: { ...entry.actor, name: description } }]);
    const quoted = /[\r\n]/.test(description);
    expect(row).toContain(quoted ? `"'${description}"` : `,'${description},`);
    expect(row).not.toContain(`,${description},`);
  });

  test('quotes, commas and line ends stay within their cell', () => {
    const row = csvRows([{ ...entry, description: 'a "b", c\nd', detail: { x: ['=1'] } }]);
    expect(row).toContain('"a ""b"", c\nd"');
    expect(row).toContain('"{""x"":[""=1""]}"');
  });

  test('an apostrophe of its own stays as it is', () => {
    expect(csvRows([{ ...entry, description: "o'brien" }])).toContain(",o'brien,");
  });
});
