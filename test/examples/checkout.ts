import { execFileSync, spawn } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';

/** A repository as a pipeline's runner has it: a git checkout, and the programs of a Node image. */
export interface Checkout {
  readonly path: string;
  /** Runs a script as the runners do. @returns its exit code and all that it printed */
  shell(script: string, env: Readonly<Record<string, string>>): Promise<{ code: number; output: string }>;
}

const git = (cwd: string, ...args: readonly string[]): Buffer =>
  execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@acme.example', ...args], {
    cwd,
    stdio: 'pipe',
  });

/** The command as it is released, bundled from the sources, where it finds the packages. */
function bundleCommand(): string {
  const outfile = resolve('node_modules/.cache/bylaw', `pipeline-command-${process.pid}.mjs`);
  buildSync({
    entryPoints: ['controller/cli.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  afterAll(() => rm(outfile, { force: true }));
  return outfile;
}

async function program(folder: string, name: string, text: string): Promise<void> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\n${text}\n`);
  await chmod(file, 0o755);
}

/** `npm ci` has installed everything already, and `npx --no bylaw` runs the command of these sources. */
async function programs(folder: string): Promise<void> {
  await mkdir(folder);
  await program(folder, 'npm', 'test "$1" = ci');
  await program(folder, 'npx', `shift 2\nexec "${process.execPath}" "${bundleCommand()}" "$@"`);
}

/** A new repository with the example in `settings/` and the script for comments, removed when the test file ends. */
export async function makeCheckout(): Promise<Checkout> {
  const root = await mkdtemp(join(tmpdir(), 'bylaw-pipeline-'));
  afterAll(() => rm(root, { recursive: true }));
  const path = join(root, 'repository');
  await programs(join(root, 'bin'));
  await cp('examples/acme', join(path, 'settings'), { recursive: true });
  await cp('examples/pipelines/comment-plan.mjs', join(path, 'comment-plan.mjs'));
  git(path, 'init', '--quiet', '--initial-branch=main');
  git(path, 'remote', 'add', 'origin', 'https://git.acme.example/acme/settings.git');
  git(path, 'add', '.');
  git(path, 'commit', '--quiet', '--message=Settings');
  const shell: Checkout['shell'] = (script, env) =>
    new Promise((done) => {
      const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
        cwd: path,
        env: { PATH: `${join(root, 'bin')}:${process.env['PATH']}`, HOME: root, CI: 'true', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const chunks: string[] = [];
      child.stdout.on('data', (chunk) => chunks.push(String(chunk)));
      child.stderr.on('data', (chunk) => chunks.push(String(chunk)));
      child.on('close', (code) => done({ code: code ?? 1, output: chunks.join('') }));
    });
  return { path, shell };
}
