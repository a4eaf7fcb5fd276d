import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageFile } from '../../database/package-file.ts';
import type { HashOutcome, HashTask, HashThreads } from './hash-task.ts';

const program = pathToFileURL(packageFile('dist/server/hash-thread.mjs'));

function started(): Worker {
  const worker = new Worker(program, { name: 'bylaw-hash' });
  // The process ends when its server has ended.
  worker.unref();
  return worker;
}

function ask(worker: Worker, task: HashTask): Promise<HashOutcome> {
  return new Promise((resolve, reject) => {
    const died = (): void => reject(new Error('a hashing thread ended'));
    worker.once('error', reject);
    worker.once('exit', died);
    worker.once('message', (outcome: HashOutcome) => {
      worker.off('error', reject);
      worker.off('exit', died);
      resolve(outcome);
    });
    worker.postMessage(task);
  });
}

/**
 * Threads of their own for hashing, each for one thing at a time, behind everything else that the process does. They are started when there is
 * something to hash, and kept. One that dies fails its task and is not used again.
 */
export function hashThreads(): HashThreads {
  const idle: Worker[] = [];
  return {
    run: async (task) => {
      const worker = idle.pop() ?? started();
      const outcome = await ask(worker, task);
      idle.push(worker);
      if ('failed' in outcome) throw new Error(outcome.failed);
      return outcome.result;
    },
  };
}
