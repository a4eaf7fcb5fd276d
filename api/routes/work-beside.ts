import type { FastifyInstance } from 'fastify';

/** Does work beside the answers to requests; a server that stops waits for it. What goes wrong is logged. */
export function workBeside(app: FastifyInstance): (work: Promise<unknown>) => void {
  const running = new Set<Promise<unknown>>();
  app.addHook('onClose', async () => {
    await Promise.all(running);
  });
  return (work) => {
    const guarded: Promise<unknown> = work
      .catch((error: unknown) => app.log.error({ err: error }, 'work beside a request failed'))
      .finally(() => running.delete(guarded));
    running.add(guarded);
  };
}
