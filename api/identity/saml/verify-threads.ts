import { busy } from '../busy.ts';
import { threadPool } from '../thread-pool.ts';
import { createQueue, type QueueLimits } from '../work-queue.ts';
import type { ResponseVerdict } from './verify-response.ts';
import type { VerifyResponse, VerifyTask } from './verify-task.ts';

/** A message that ends the thread that reads it is not accepted. */
const ended: ResponseVerdict = {
  refused: { check: 'saml/internal', detail: 'the message could not be judged (thread)' },
};

/**
 * `verifyResponse` in threads of its own: whatever a message does to the reader of XML, other requests are answered meanwhile.
 * @throws Refusal 503 `server/busy` where too many wait
 */
export function verifyInThreads(limits: QueueLimits): VerifyResponse {
  const { run } = threadPool<VerifyTask, ResponseVerdict>('verify-thread');
  const inTurn = createQueue(limits, busy);
  return (...task) => inTurn(() => run(task).catch(() => ended));
}
