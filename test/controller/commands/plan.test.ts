import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyPlan, richPlan } from '../render/rich-plan.ts';
import { type FakeServer, problem, startFakeServer } from './fake-server.ts';
import { createFolder, createSet, type Folder } from './manifest-folder.ts';
import { type Ran, type RunOptions, runCommand } from './run-command.ts';

let server: FakeServer;
let folder: Folder;

beforeEach(async () => {
  server = await startFakeServer();
  folder = createSet(server.url);
});

afterEach(async () => {
  folder.remove();
  await server.close();
});

function plan(words: readonly string[] = [], options: RunOptions = {}): Promise<Ran> {
  const env = { BYLAW_TOKEN: 'byl_test', ...options.env };
  return runCommand(['plan', ...words], { cwd: folder.path, ...options, env });
}

describe('bylaw plan', () => {
  test('sends the declaration once and shows the plan', async () => {
    server.on('POST /v1/plans', { status: 201, body: { ...richPlan, status: 'planned' } });
    const { exitCode, stdout, stderr } = await plan(['--quiet']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Plan: 1 to create, 3 to update');
    expect(stdout).toContain(`Apply exactly this plan: bylaw apply --plan ${richPlan.id}`);
    expect(stderr).toBe('');
    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    expect(request?.headers.authorization).toBe('Bearer byl_test');
    expect(request?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(request?.body).toMatchObject({
      version: '1',
      set: { name: 'acme-settings' },
      documents: [{ kind: 'Team' }],
    });
  });

  test('takes a file of the set as well as its folder', async () => {
    server.on('POST /v1/plans', { body: emptyPlan });
    const { exitCode, stderr } = await plan(['bylaw.yaml', '--quiet']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(server.requests[0]?.body).toMatchObject({ documents: [{ kind: 'Team' }] });
  });

  test.each([
    ['no changes', emptyPlan, [], 0],
    ['no changes, detailed', emptyPlan, ['--detailed-exitcode'], 0],
    ['changes', { ...richPlan, status: 'planned' }, [], 0],
    ['changes, detailed', { ...richPlan, status: 'planned' }, ['--detailed-exitcode'], 2],
    ['refused', { ...richPlan, id: null, status: 'refused' }, [], 1],
    ['refused, detailed', { ...richPlan, id: null, status: 'refused' }, ['--detailed-exitcode'], 1],
  ])('exit code: %s', async (_, body, words, expected) => {
    server.on('POST /v1/plans', { body });
    expect((await plan(words)).exitCode).toBe(expected);
  });

  test('takeovers of what is as declared are no change', async () => {
    const adopt = richPlan.resource_changes.filter(
      ({ fields, action }) => action === 'adopt' && fields.length === 0,
    );
    server.on('POST /v1/plans', {
      body: { ...emptyPlan, id: richPlan.id, status: 'planned', resource_changes: adopt },
    });
    const { exitCode, stdout } = await plan(['--detailed-exitcode']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('takes over 2 as they are (2 User)');
    expect(stdout).toContain('No changes.');
  });

  test('--format json is the plan as the server gave it, --out writes the same', async () => {
    server.on('POST /v1/plans', { status: 201, body: richPlan });
    const { stdout } = await plan(['--format', 'json', '--out', 'plan.json']);
    expect(JSON.parse(stdout)).toEqual(richPlan);
    expect(JSON.parse(readFileSync(join(folder.path, 'plan.json'), 'utf8'))).toEqual(richPlan);
  });

  test('--out into a folder that does not exist says so', async () => {
    server.on('POST /v1/plans', { status: 201, body: richPlan });
    const { exitCode, stderr } = await plan(['--out', 'no/plan.json']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('cannot be written to no/plan.json');
  });

  test('allowances go with the declaration', async () => {
    server.on('POST /v1/plans', { body: emptyPlan });
    await plan([
      '--allow-deletions',
      '12',
      '--take-over',
      'Team/acme/A',
      '--take-over',
      'Team/acme/B',
      '--take-over-set',
    ]);
    expect(server.requests[0]?.body).toMatchObject({
      allowDeletions: 12,
      takeOver: ['Team/acme/A', 'Team/acme/B'],
      takeOverSet: true,
    });
  });

  test('an invalid manifest means no plan at all, and no request', async () => {
    const broken = createFolder({ 'bylaw.yaml': 'kind: ManifestSet\n' });
    const { exitCode, stdout, stderr } = await plan([], { cwd: broken.path });
    broken.remove();
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('Nothing was planned');
    expect(server.requests).toHaveLength(0);
  });

  test('what the server finds in the declaration is shown with its place', async () => {
    const diagnostics = [
      {
        severity: 'error',
        code: 'reference/missing',
        summary: 'there is no user ana',
        file: 'teams.yaml',
        line: 4,
      },
    ];
    server.on(
      'POST /v1/plans',
      problem(422, 'plan/invalid', 'The declaration cannot be planned', { diagnostics }),
    );
    const { exitCode, stderr } = await plan();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('error: The declaration cannot be planned');
    expect(stderr).toContain('there is no user ana');
    expect(stderr).toContain('teams.yaml:4');
  });

  test('the set of -f is planned', async () => {
    server.on('POST /v1/plans', { body: emptyPlan });
    const set = 'apiVersion: bylaw.dev/v1\nkind: ManifestSet\nmetadata: {name: staging}\nspec: {}\n';
    const other = createFolder({
      'bylaw.staging.yaml': set,
      'team.yaml': 'apiVersion: bylaw.dev/v1\nkind: Team\nmetadata: {name: A, account: acme}\nspec: {}\n',
    });
    const { exitCode } = await plan(['-f', 'bylaw.staging.yaml', '--server', server.url], {
      cwd: other.path,
    });
    expect(existsSync(other.path)).toBe(true);
    other.remove();
    expect(exitCode).toBe(0);
    expect(server.requests[0]?.body).toMatchObject({ set: { name: 'staging' } });
  });
});
