import { runTasks } from '../thread-program.ts';
import { verifyResponse } from './verify-response.ts';
import type { VerifyTask } from './verify-task.ts';

/** Judging a response takes a core for some 10 ms. */
const behindRequests = 5;

runTasks(behindRequests, (task: VerifyTask) => verifyResponse(...task));
