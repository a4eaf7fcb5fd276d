import type { FastifyInstance } from 'fastify';
import type { ReportedEvent } from '../notifications/ingest/event.ts';
import { takeEvents } from '../notifications/ingest/take-events.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import { eventsBody } from './event-schemas.ts';
import type { Services } from './services.ts';

const taken = {
  type: 'object',
  required: ['taken', 'repeated'],
  properties: {
    taken: { type: 'integer' },
    repeated: { type: 'integer', description: 'Those that had been taken before.' },
  },
} as const;

type Body = ReportedEvent | { readonly type: 'batch'; readonly events: readonly ReportedEvent[] };

/** `POST /v1/events`: what other services of the platform report. */
export function eventRoutes(app: FastifyInstance, { deps }: Services): void {
  app.post<{ Body: Body }>(
    '/v1/events',
    {
      config: {
        access: { permission: 'events/write' },
        attempt: () => ({ item: 'Event', action: 'Report', description: 'Event report failed' }),
      },
      schema: {
        summary: 'Report events of other services',
        description:
          'Audit events exactly as the catalogue has them, balances, campaigns; one, or a batch, of which all are taken or none. An event that was taken is not taken again.',
        tags: ['events'],
        body: eventsBody,
        response: answers({ good: { 200: ['They are taken.', taken] }, takesBody: true }),
      },
    },
    async (request) => {
      const { body } = request;
      const { context } = callerOf(request);
      return body.type === 'batch'
        ? takeEvents(deps, context, body.events, false)
        : takeEvents(deps, context, [body], true);
    },
  );
}
