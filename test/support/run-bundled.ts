import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';

/**
 * Starts a TypeScript file as a process of its own, bundled, since Node 20 runs no TypeScript. The bundle lies within `node_modules`
 * so that it finds packages and the package's root as the released one does.
 * @param file relative to the package's root, where vitest runs
 */
export function spawnBundled(file: string, args: readonly string[]): ChildProcess {
  const folder = 'node_modules/.cache/bylaw';
  mkdirSync(folder, { recursive: true });
  const outdir = mkdtempSync(`${folder}/${file.replace(/\W+/g, '-')}-`);
  buildSync({
    entryPoints: { main: file, apart: 'api/apart/apart.ts' },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const child = spawn(process.execPath, [`${outdir}/main.mjs`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return child.once('exit', () => rmSync(outdir, { recursive: true }));
}

/** The lines a process prints, one at a time. Undefined at their end. */
export function linesOf(child: ChildProcess): () => Promise<string | undefined> {
  if (!child.stdout) throw new Error('the process has no standard output to read');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return async () => (await lines.next()).value as string | undefined;
}

/** Kills the process as a crash does (kill -9), and waits until it is gone. */
export async function crash(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
