import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Plan } from '../../../schemas/contract/plan.ts';
import { emptyPlan, richPlan } from '../render/rich-plan.ts';
import { type FakeServer, problem, startFakeServer } from './fake-server.ts';
import { createSet, type Folder } from './manifest-folder.ts';
import { type Ran, type RunOptions, runCommand } from './run-command.ts';

const planned: Plan = { ...richPlan, status: 'planned' };
const applied: Plan = { ...planned, status: 'applied', appliedAt: '2026-11-24T20:41:00.000Z' };
const applyRoute = `POST /v1/plans/${planned.id}/apply`;

let server: FakeServer;
let folder: Folder;

beforeEach(async () => {
  server = await startFakeServer();
  folder = createSet(server.url);
  server.on('POST /v1/plans', { status: 201, body: planned });
  server.on(`GET /v1/plans/${planned.id}`, { body: planned });
  server.on(applyRoute, { body: applied });
});

afterEach(async () => {
  folder.remove();
  await server.close();
});

function apply(words: readonly string[] = [], options: RunOptions = {}): Promise<Ran> {
  return runCommand(['apply', ...words], { cwd: folder.path, env: { BYLAW_TOKEN: 'byl_test' }, ...options });
}

function routes(): string[] {
  return server.requests.map(({ method, url }) => `${method} ${url}`);
}

describe('bylaw apply asks', () => {
  test('yes: applies the plan that was shown, by its id', async () => {
    const { exitCode, stdout } = await apply([], { typed: 'yes\n' });
    expect(exitCode).toBe(0);
    expect(routes()).toEqual(['POST /v1/plans', applyRoute]);
    expect(stdout.indexOf('person is locked out')).toBeLessThan(stdout.indexOf("Only 'yes' is accepted"));
    expect(stdout).toContain(
      'Applied: 1 created, 3 updated, 1 moved, 1 disabled, 1 deleted, 1 released, 3 taken over.',
    );
  });

  test.each(['y\n', 'YES\n', '\n', 'no\n', ''])('%j: nothing is applied', async (typed) => {
    const { exitCode, stderr } = await apply([], { typed });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Nothing was changed');
    expect(routes()).toEqual(['POST /v1/plans']);
  });

  test('a named plan is asked for at a terminal, and applied without one', async () => {
    expect((await apply(['--plan', planned.id ?? ''], { typed: 'no\n' })).exitCode).toBe(1);
    expect((await apply(['--plan', planned.id ?? ''])).exitCode).toBe(0);
    expect(routes()).toEqual([`GET /v1/plans/${planned.id}`, `GET /v1/plans/${planned.id}`, applyRoute]);
  });
});

describe('bylaw apply without a terminal', () => {
  test('refuses without --yes and --plan, before any request', async () => {
    const { exitCode, stderr } = await apply();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('neither --yes nor --plan');
    expect(routes()).toEqual([]);
  });

  test('--yes applies', async () => {
    expect((await apply(['--yes'])).exitCode).toBe(0);
  });

  test('--plan takes the file of plan --out, and of it only the id', async () => {
    writeFileSync(join(folder.path, 'plan.json'), JSON.stringify({ ...planned, resource_changes: [] }));
    const { exitCode, stdout } = await apply(['--plan', 'plan.json']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('SettingsTemplate/eu-baseline');
  });

  test.each([
    ['nothing.json', undefined, 'neither the id of a plan nor a file'],
    ['other.json', '{"id": null}', 'has no id'],
    ['broken.json', '{', 'neither the id of a plan nor a file'],
  ])('--plan %s is refused', async (file, content, expected) => {
    if (content !== undefined) writeFileSync(join(folder.path, file), content);
    const { exitCode, stderr } = await apply(['--plan', file]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(expected);
    expect(routes()).toEqual([]);
  });

  test('a path and --plan exclude each other', async () => {
    expect((await apply(['.', '--plan', planned.id ?? ''])).stderr).toContain('exclude each other');
  });
});

describe('exit codes of bylaw apply', () => {
  test('0: nothing to do', async () => {
    server.on('POST /v1/plans', { body: emptyPlan });
    const { exitCode, stdout } = await apply(['--yes']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('No changes. The organisation matches the declaration.');
  });

  test('0: applied already', async () => {
    server.on(applyRoute, problem(409, 'plan/already-applied', 'This plan was applied at 20:41'));
    expect((await apply(['--yes'])).exitCode).toBe(0);
  });

  test.each(['refused', 'rejected'] as const)('1: %s', async (status) => {
    server.on('POST /v1/plans', {
      body: { ...planned, status, id: status === 'refused' ? null : planned.id },
    });
    expect((await apply(['--yes'])).exitCode).toBe(1);
    expect(routes()).toEqual(['POST /v1/plans']);
  });

  test('1: the server fails', async () => {
    server.on(applyRoute, problem(500, 'internal', 'Something broke', { requestId: 'r-1' }));
    const { exitCode, stderr } = await apply(['--yes']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Something broke (request r-1)');
  });

  test('3: waits for approval, known from the plan', async () => {
    server.on('POST /v1/plans', { body: { ...planned, status: 'waiting' } });
    const { exitCode, stdout } = await apply(['--yes']);
    expect(exitCode).toBe(3);
    expect(stdout).toContain(`Once the plan is approved: bylaw apply --plan ${planned.id}`);
    expect(routes()).toEqual(['POST /v1/plans']);
  });

  test('3: waits for approval, said by the apply', async () => {
    server.on(applyRoute, problem(409, 'plan/waiting-for-approval', 'Two approvals are missing'));
    const { exitCode, stderr } = await apply(['--yes']);
    expect(exitCode).toBe(3);
    expect(stderr).toContain('Two approvals are missing');
  });

  test('4: stale, with what changed since', async () => {
    server.on(applyRoute, problem(409, 'plan/stale', 'Team/acme/Support was changed by ana at 20:40'));
    const { exitCode, stderr } = await apply(['--yes']);
    expect(exitCode).toBe(4);
    expect(stderr).toContain('Team/acme/Support was changed by ana');
    expect(stderr).toContain('Nothing was changed');
  });

  test('4: a named plan that is stale', async () => {
    server.on(`GET /v1/plans/${planned.id}`, { body: { ...planned, status: 'stale' } });
    expect((await apply(['--plan', planned.id ?? ''])).exitCode).toBe(4);
  });
});

test('people who are hit otherwise than the plan said are told of', async () => {
  server.on(applyRoute, { body: { ...applied, impact: [] } });
  const { stdout } = await apply(['--yes']);
  expect(stdout).toContain('People are hit otherwise than the plan said: No person is affected');
});
