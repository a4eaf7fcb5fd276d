import type { FastifyInstance } from 'fastify';
import type { RunningOutbox } from '../notifications/outbox/start-outbox.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Works on the outbox for as long as the server listens. Each request that may have changed something wakes it, once it is answered: what it
 * enqueued is committed then.
 */
export function runOutbox(app: FastifyInstance, start: () => RunningOutbox): void {
  let running: RunningOutbox | undefined;
  app.addHook('onListen', async () => {
    running = start();
  });
  app.addHook('onResponse', async ({ method }) => {
    if (!reading.has(method)) running?.wake();
  });
  app.addHook('onClose', async () => running?.stop());
}
