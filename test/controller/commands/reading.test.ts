import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditEntry, PlanRow } from '../../../controller/client/answers.ts';
import { emptyPlan } from '../render/rich-plan.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { type Ran, runCommand } from './run-command.ts';

let server: FakeServer;

beforeEach(async () => {
  server = await startFakeServer();
});

afterEach(() => server.close());

function bylaw(...words: string[]): Promise<Ran> {
  return runCommand(words, { cwd: '/', env: { BYLAW_TOKEN: 'byl_test', BYLAW_SERVER: server.url } });
}

function query(): Record<string, string> {
  return Object.fromEntries(new URL(server.requests[0]?.url ?? '/', 'http://x').searchParams);
}

const row: PlanRow = {
  id: '019ac0de-0000-7000-8000-000000000001',
  set: 'acme-settings',
  status: 'applied',
  createdAt: '2026-11-24T20:40:00.000Z',
  createdBy: 'ana',
  appliedAt: '2026-11-24T20:41:09.000Z',
  appliedBy: 'settings-pipeline',
  risk: 'high',
  summary: { ...emptyPlan.summary, create: 3, update: 2, delete: 1 },
  source: { commit: '3f2a91c0d5e84b77' },
};

const entry: AuditEntry = {
  id: 'a-1',
  at: '2026-11-24T20:41:09.000Z',
  actor: { type: 'user', id: null, name: 'ana\u001B[2J' },
  item: 'Team',
  action: 'Update',
  status: 'success',
  description: 'Group updated',
  account: 'emea',
  address: 'Team/emea/Support',
  ip: '198.51.100.1',
  requestId: 'r-1',
  plan: row.id,
  commit: '3f2a91c0d5e84b77',
  file: 'teams.yaml',
  line: 14,
  detail: {},
};

describe('bylaw history', () => {
  test('is a table of the applied plans', async () => {
    server.on('GET /v1/plans', {
      body: { items: [row, { ...row, set: null, appliedBy: 'ana' }], next: null },
    });
    const { exitCode, stdout } = await bylaw('history', '--limit', '5', '--set', 'acme-settings');
    expect(exitCode).toBe(0);
    expect(query()).toEqual({ status: 'applied', set: 'acme-settings', limit: '5' });
    expect(stdout).toBe(
      [
        'APPLIED (UTC)     BY                 SET            COMMIT    RISK  CHANGES   PLAN',
        `2026-11-24 20:41  settings-pipeline  acme-settings  3f2a91c0  high  +3 ~2 -1  ${row.id}`,
        `2026-11-24 20:41  ana                by hand        3f2a91c0  high  +3 ~2 -1  ${row.id}`,
        '',
      ].join('\n'),
    );
  });

  test('as JSON it is what the server said', async () => {
    server.on('GET /v1/plans', { body: { items: [row], next: null } });
    expect(JSON.parse((await bylaw('history', '--format', 'json')).stdout)).toEqual([row]);
  });

  test('without plans it says so', async () => {
    server.on('GET /v1/plans', { body: { items: [], next: null } });
    expect((await bylaw('history')).stdout).toBe('No plan has been applied yet.\n');
  });

  test('a limit reads no further page than it needs', async () => {
    server.on(
      'GET /v1/plans',
      { body: { items: [row, row], next: 'c1' } },
      { body: { items: [row, row], next: 'c2' } },
    );
    const { stdout } = await bylaw('history', '--limit', '3');
    expect(stdout.trim().split('\n')).toHaveLength(4);
    expect(server.requests).toHaveLength(2);
  });
});

describe('bylaw audit', () => {
  test('sends every filter', async () => {
    server.on('GET /v1/audit', { body: { items: [], next: null } });
    const filters = {
      user: 'ana',
      item: 'Team',
      action: 'Update',
      status: 'failure',
      account: 'emea',
      address: 'Team/emea/A',
      plan: row.id,
    };
    const flags = Object.entries(filters).flatMap(([name, value]) => [`--${name}`, value]);
    const { exitCode, stdout } = await bylaw(
      'audit',
      ...flags,
      '--from',
      '2026-11-01',
      '--to',
      '2026-11-02',
      '--timezone',
      'Europe/Zagreb',
      '--search',
      'first line',
    );
    expect(exitCode).toBe(0);
    expect(stdout).toBe('No audit entry fits.\n');
    expect(query()).toEqual({
      ...filters,
      from: '2026-11-01',
      to: '2026-11-02',
      timeZone: 'Europe/Zagreb',
      q: 'first line',
      limit: '50',
    });
  });

  test('is a table, in the time zone, safe to print', async () => {
    server.on('GET /v1/audit', { body: { items: [entry], next: null } });
    const { stdout } = await bylaw('audit', '--range', 'today', '--timezone', 'Europe/Zagreb');
    expect(stdout).toContain('2026-11-24 21:41:09');
    expect(stdout).toContain('ana\\x1b[2J');
    expect(stdout).toContain('teams.yaml:14 @ 3f2a91c0');
  });

  test('csv and jsonl are the export of the server, as it comes', async () => {
    server.on('GET /v1/audit/export', { body: 'id,at\na-1,2026\n', headers: { 'content-type': 'text/csv' } });
    const { exitCode, stdout } = await bylaw('audit', '--format', 'csv', '--timezone', 'UTC');
    expect(exitCode).toBe(0);
    expect(stdout).toBe('id,at\na-1,2026\n');
    expect(query()).toEqual({ format: 'csv', timeZone: 'UTC' });
  });

  test.each([
    [['--range', 'today', '--from', '2026-11-01'], 'exclude each other'],
    [['--timezone', 'Zagreb'], 'is not a time zone'],
    [['--limit', 'many'], 'takes a whole number'],
    [['--format', 'csv', '--limit', '5'], '--limit does not go with csv'],
    [['--format', 'xml'], 'Allowed choices are text, json, csv, jsonl'],
    [['--range', 'tomorrow'], 'Allowed choices are'],
  ])('%j is refused before any request', async (words, expected) => {
    const { exitCode, stderr } = await bylaw('audit', ...words);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(expected);
    expect(server.requests).toEqual([]);
  });
});

describe('bylaw operator organisation', () => {
  const created = {
    organisation: 'acme',
    account: 'acme',
    apiKey: 'byl_new',
    invitationUrl: 'https://x/invitation#t',
  };
  const words = [
    'operator',
    'organisation',
    'create',
    'acme',
    '--seats',
    '50',
    '--admin',
    'ana',
    '--email',
    'ana@acme.example',
  ];

  function operator(...more: string[]): Promise<Ran> {
    return runCommand(more, {
      cwd: '/',
      env: { BYLAW_OPERATOR_TOKEN: 'operator', BYLAW_SERVER: server.url },
    });
  }

  test('create prints what is shown once', async () => {
    server.on('POST /v1/operator/organisations', { status: 201, body: created });
    const text = await operator(...words);
    const json = await operator(...words, '--format', 'json');
    expect([text.exitCode, json.exitCode]).toEqual([0, 0]);
    expect(text.stdout).toContain('API key         byl_new');
    expect(JSON.parse(json.stdout)).toEqual(created);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer operator');
    expect(server.requests[0]?.body).toEqual({
      name: 'acme',
      seats: 50,
      admin: 'ana',
      email: 'ana@acme.example',
    });
  });

  test('set changes the seats', async () => {
    server.on('PATCH /v1/operator/organisations/acme', { body: {} });
    const { exitCode, stdout } = await operator('operator', 'organisation', 'set', 'acme', '--seats', '60');
    expect([exitCode, stdout]).toEqual([0, 'acme has 60 purchased seats now.\n']);
    expect(server.requests[0]?.body).toEqual({ seats: 60 });
  });

  test('says what is missing', async () => {
    expect((await operator('operator', 'organisation', 'create', 'acme')).stderr).toContain(
      '--seats is missing',
    );
    expect((await bylaw(...words)).stderr).toContain('BYLAW_OPERATOR_TOKEN is not set');
  });
});
