import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { hashSync, verifySync } from '@node-rs/argon2';
import type { HashOutcome, HashTask } from './hash-task.ts';

/** A hash takes a core for some 20 ms; whoever only asks whether his session lasts must not wait for it. */
const behindRequests = 10;

// On Linux a priority is a thread's own; elsewhere it would be that of the whole process.
if (process.platform === 'linux') setPriority(behindRequests);

function verified(stored: string, password: string): boolean {
  try {
    return verifySync(stored, password);
  } catch {
    return false;
  }
}

function outcomeOf(task: HashTask): HashOutcome {
  try {
    if ('verify' in task) return { result: verified(task.verify, task.password) };
    return { result: hashSync(task.hash, task.parameters) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (task: HashTask) => parentPort?.postMessage(outcomeOf(task)));
