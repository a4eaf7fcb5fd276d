import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** The command that is measured: the bundled file, as an installation has it. */
export const bylaw = process.env['BENCH_BYLAW'] ?? join(root, 'dist', 'bylaw.js');

/** A folder for one run of the bench, and what takes it away. */
export function makeWorkFolder() {
  const folder = join(tmpdir(), `bylaw-bench-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
