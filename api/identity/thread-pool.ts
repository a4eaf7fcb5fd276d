import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageFile } from '../database/package-file.ts';

/** Threads that run one program, each with one task at a time. */
export interface ThreadPool<Task, Outcome> {
  /** As many run at once as are asked at once: whoever asks bounds them. @throws where the thread ended instead */
  run(task: Task): Promise<Outcome>;
}

/** What a thread says when it is done with its task. */
type Listener<Outcome> = (outcome: Outcome) => void;

function ask<Task, Outcome>(worker: Worker, task: Task): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const died = (): void => reject(new Error('the thread ended'));
    const done: Listener<Outcome> = (outcome) => {
      worker.off('error', reject);
      worker.off('exit', died);
      resolve(outcome);
    };
    worker.once('error', reject);
    worker.once('exit', died);
    worker.once('message', done);
    worker.postMessage(task);
  });
}

/**
 * Threads for work that would keep the one that answers requests busy. They are started when there is something to do, and kept. One that dies
 * fails its task, if it has one, and is not used again.
 * @param program file in `dist/server` that answers each message with one (`scripts/build.mjs`)
 */
export function threadPool<Task, Outcome>(program: string): ThreadPool<Task, Outcome> {
  const file = pathToFileURL(packageFile(`dist/server/${program}.mjs`));
  const idle: Worker[] = [];
  const started = (): Worker => {
    const worker = new Worker(file, { name: program });
    // The process ends when its server has ended.
    worker.unref();
    // One may die with nothing to do: unheard, its error would end the process, and whoever asked it would wait for ever.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    });
    return worker;
  };
  return {
    run: async (task) => {
      const worker = idle.pop() ?? started();
      const outcome = await ask<Task, Outcome>(worker, task);
      idle.push(worker);
      return outcome;
    },
  };
}
