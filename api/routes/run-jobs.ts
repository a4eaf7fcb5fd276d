import type { FastifyInstance } from 'fastify';
import type { RunningJobs } from '../jobs/start-jobs.ts';

/** Does what is due from time to time for as long as the server listens; one that stops waits for the batch that is under way. */
export function runJobs(app: FastifyInstance, start: () => RunningJobs): void {
  let running: RunningJobs | undefined;
  app.addHook('onListen', async () => {
    running = start();
  });
  app.addHook('onClose', async () => running?.stop());
}
