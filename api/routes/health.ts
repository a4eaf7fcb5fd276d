import type { FastifyInstance } from 'fastify';
import type { Database } from '../database/database.ts';
import { Refusal } from '../request/refusal.ts';
import { answers } from './answers.ts';
import type { Metrics } from './metrics.ts';

const state = { type: 'object', required: ['status'], properties: { status: { type: 'string' } } } as const;

/** For load balancers and monitoring: alive, ready to serve, and how much it does. */
export function healthRoutes(
  app: FastifyInstance,
  { database, metrics }: { database: Database; metrics: Metrics },
): void {
  const config = { access: 'public' as const };
  app.get(
    '/healthz',
    {
      config,
      schema: {
        summary: 'Whether the process is alive',
        tags: ['operation'],
        response: answers({ good: { 200: ['It is.', state] }, isPublic: true }),
      },
    },
    async () => ({ status: 'alive' }),
  );
  app.get(
    '/readyz',
    {
      config,
      schema: {
        summary: 'Whether the server can serve: its database answers',
        tags: ['operation'],
        response: answers({ good: { 200: ['It can.', state] }, isPublic: true }),
      },
    },
    async () => {
      await database.ready().catch(() => {
        throw new Refusal(503, 'server/database-unavailable', 'The database cannot be reached.');
      });
      return { status: 'ready' };
    },
  );
  app.get(
    '/metrics',
    {
      config,
      schema: {
        summary: 'Counters and durations in the text format of Prometheus',
        tags: ['operation'],
        response: {
          200: {
            description: 'Numbers of this process.',
            content: { 'text/plain': { schema: { type: 'string' } } },
          },
        },
      },
    },
    async (_request, reply) => reply.type('text/plain; version=0.0.4; charset=utf-8').send(metrics.text()),
  );
}
