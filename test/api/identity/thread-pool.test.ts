import { once } from 'node:events';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { packageFile } from '../../../api/database/package-file.ts';
import { threadPool } from '../../../api/identity/thread-pool.ts';

const file = fileURLToPath(new URL('./dying-thread.mjs', import.meta.url));
const program = relative(packageFile('dist/server'), file).replace(/\.mjs$/, '');

test.each(['exit', 'throw'])('a thread that dies with nothing to do (%s) is not asked again', async (way) => {
  const { run } = threadPool<string, string>(program);
  const started: Promise<Worker[]> = once(process, 'worker');
  const first = run(way);
  const [worker] = await started;
  const ended = new Promise((resolve) => worker?.once('exit', resolve));
  expect(await first).toBe(way);
  await ended;
  expect(await run(way)).toBe(way);
});
