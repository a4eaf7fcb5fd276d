import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageFile from '../../../package.json' with { type: 'json' };
import { richPlan } from '../render/rich-plan.ts';
import { type FakeServer, startFakeServer } from './fake-server.ts';
import { createSet, type Folder } from './manifest-folder.ts';

/** Inside the package, where the bundle finds packages as the released one does. */
const folder = `node_modules/.cache/bylaw/dist-${process.pid}`;
const command = join(process.cwd(), folder, 'bylaw.js');

let server: FakeServer;
let set: Folder;

beforeAll(async () => {
  execFileSync(process.execPath, ['scripts/build.mjs', '--out', folder], { stdio: 'pipe' });
  server = await startFakeServer();
  set = createSet(server.url);
}, 120_000);

afterAll(async () => {
  set.remove();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(words: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const { PATH } = process.env;
  return spawn(process.execPath, [command, ...words], {
    cwd: set.path,
    env: { PATH, BYLAW_TOKEN: 'byl_test', ...env },
  });
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function end(child: ChildProcess): Promise<Ended> {
  const texts = { stdout: '', stderr: '' };
  child.stdout?.on('data', (part) => {
    texts.stdout += String(part);
  });
  child.stderr?.on('data', (part) => {
    texts.stderr += String(part);
  });
  const [code] = await once(child, 'close');
  return { code, ...texts };
}

describe('the bundled command', () => {
  test.each(['--version', '-V'])('%s', async (flag) => {
    expect(await end(start([flag]))).toEqual({ code: 0, stdout: `${packageFile.version}\n`, stderr: '' });
  });

  test('starts without the loader of ES modules, and needs few files to validate', async () => {
    expect(readFileSync(command, 'utf8')).not.toMatch(/\bimport\(/);
    const { code, stderr } = await end(start(['validate'], { NODE_DEBUG: 'module' }));
    expect(code).toBe(0);
    const loaded = [...stderr.matchAll(/load "[^"]+" for module/g)];
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.length).toBeLessThan(16);
  });

  test('plans, without colours where there is no terminal', async () => {
    server.on('POST /v1/plans', { status: 201, body: richPlan });
    const { code, stdout, stderr } = await end(start(['plan', '--detailed-exitcode', '--quiet']));
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout).toContain('1 person is locked out (vera)');
    expect(stdout).not.toContain('\u001B');
  });

  test('a reader that leaves (bylaw plan | head) is no error', async () => {
    const change = richPlan.resource_changes[0];
    const many = Array.from({ length: 20_000 }, () => change);
    server.on('POST /v1/plans', {
      status: 201,
      body: { ...richPlan, status: 'planned', resource_changes: many },
    });
    const child = start(['plan', '--quiet']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, stderr } = await end(child);
    expect([code, stderr]).toEqual([0, '']);
  });

  test('a missing token is one clear line and exit code 1', async () => {
    const { code, stdout, stderr } = await end(start(['plan'], { BYLAW_TOKEN: '' }));
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr.split('\n')[0]).toBe('error: BYLAW_TOKEN is not set');
  });

  test('apply without a terminal refuses', async () => {
    const { code, stderr } = await end(start(['apply']));
    expect(code).toBe(1);
    expect(stderr).toContain('neither --yes nor --plan');
  });

  test('apply ends with 3 where approval is due', async () => {
    server.on('POST /v1/plans', { status: 201, body: richPlan });
    expect((await end(start(['apply', '--yes']))).code).toBe(3);
  });
});

describe('bylaw server', () => {
  test('prints its address, serves, and ends gracefully at SIGTERM', async () => {
    const child = start(['server', '--port', '0', '--data-dir', join(set.path, 'data')]);
    const ended = end(child);
    const [line] = await once(child.stdout ?? child, 'data');
    const [, url] = /listens at (http:\S+)/.exec(String(line)) ?? [];
    const answer = await fetch(`${url}/healthz`);
    expect([answer.status, answer.headers.get('bylaw-api')]).toEqual([200, '1']);
    child.kill('SIGTERM');
    const { code, stderr } = await ended;
    expect(code).toBe(0);
    expect(stderr).toContain('Stopping');
  }, 120_000);

  test('a port that is taken is one clear line', async () => {
    const { port } = new URL(server.url);
    const { code, stderr } = await end(
      start(['server', '--port', port, '--data-dir', join(set.path, 'other')]),
    );
    expect(code).toBe(1);
    expect(stderr).toContain(`error: Port ${port} is taken`);
  }, 120_000);
});
