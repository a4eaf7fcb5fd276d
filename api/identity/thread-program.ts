import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';

/**
 * Makes this thread one of a `threadPool`: answers each task with its outcome.
 * @param niceness how far behind the threads that answer requests; on Linux a priority is a thread's own, elsewhere it would be that of the
 *   whole process
 */
export function runTasks<Task, Outcome>(
  niceness: number,
  work: (task: Task) => Outcome | Promise<Outcome>,
): void {
  if (process.platform === 'linux') setPriority(niceness);
  parentPort?.on('message', async (task: Task) => parentPort?.postMessage(await work(task)));
}
