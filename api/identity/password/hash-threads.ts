import { threadPool } from '../thread-pool.ts';
import type { HashOutcome, HashTask, HashThreads } from './hash-task.ts';

/** Threads of their own for hashing, behind everything else that the process does. */
export function hashThreads(): HashThreads {
  const { run } = threadPool<HashTask, HashOutcome>('hash-thread');
  return {
    run: async (task) => {
      const outcome = await run(task);
      if ('failed' in outcome) throw new Error(outcome.failed);
      return outcome.result;
    },
  };
}
