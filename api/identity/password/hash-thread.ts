import { hashSync, verifySync } from '@node-rs/argon2';
import { runTasks } from '../thread-program.ts';
import type { HashOutcome, HashTask } from './hash-task.ts';

/** A hash takes a core for some 20 ms; whoever only asks whether his session lasts must not wait for it. */
const behindRequests = 10;

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

runTasks(behindRequests, outcomeOf);
