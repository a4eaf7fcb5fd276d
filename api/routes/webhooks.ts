import type { FastifyInstance, FastifyRequest } from 'fastify';
import { providerOf } from '../../schemas/semantics.ts';
import { recordEntries } from '../audit/record.ts';
import type { Keyring } from '../identity/secrets/keyring.ts';
import { readDeliveries } from '../notifications/webhooks/deliveries.ts';
import { findWebhook } from '../notifications/webhooks/find-webhook.ts';
import { rotateSecret } from '../notifications/webhooks/secret-store.ts';
import { callerOf } from './access.ts';
import { answers, pageOf } from './answers.ts';
import { decodeCursor, idForm, pageFrom, pageQuery } from './cursor.ts';
import type { Services } from './services.ts';

const tags = ['notifications'];

interface Params {
  readonly account: string;
  readonly name: string;
}

const params = {
  type: 'object',
  required: ['account', 'name'],
  properties: { account: { type: 'string', maxLength: 63 }, name: { type: 'string', maxLength: 63 } },
} as const;

const account = (request: FastifyRequest): string => (request.params as Params).account;
const access = { permission: 'notifications/manage', kind: providerOf('notifications'), account } as const;

const attempted = {
  item: providerOf('notifications'),
  action: 'Rotate',
  description: 'Webhook secret rotation failed',
};

const secret = {
  type: 'object',
  required: ['secret'],
  properties: { secret: { type: 'string', description: '`whsec_...`. It is shown here and never again.' } },
} as const;

function secretRoute(app: FastifyInstance, { deps }: Services, keyring: Keyring): void {
  app.post<{ Params: Params }>(
    '/v1/accounts/:account/webhooks/:name/secret',
    {
      config: {
        access,
        attempt: (request) => ({ ...attempted, account: account(request) }),
        secretAnswer: true,
      },
      schema: {
        summary: 'Make a webhook’s next signing secret',
        description: 'The secrets before it go on signing beside it for 24 hours (Standard Webhooks).',
        tags,
        params,
        response: answers({ good: { 201: ['The secret, shown once.', secret] }, bad: [404] }),
      },
    },
    async (request, reply) => {
      const { context } = callerOf(request);
      const { account, name } = request.params;
      const place = await deps.database.snapshot((tx) =>
        findWebhook(tx, context.organisationId, account, name),
      );
      const { secret, write } = rotateSecret({ ...deps, keyring }, place);
      await deps.database.write(async (tx) => {
        await write(tx);
        await recordEntries(tx, deps, context, [
          {
            ...attempted,
            status: 'success',
            description: 'Webhook secret rotated',
            account,
            detail: { webhook: name },
          },
        ]);
      });
      return reply.code(201).send({ secret });
    },
  );
}

const delivery = {
  type: 'object',
  required: [
    'id',
    'event',
    'status',
    'attempts',
    'createdAt',
    'nextAttemptAt',
    'deliveredAt',
    'failedAt',
    'lastError',
  ],
  properties: {
    id: {
      type: 'string',
      description: 'The `webhook-id` that the receiver sees, the same in every attempt.',
    },
    event: { type: 'string' },
    status: { type: 'string', enum: ['waiting', 'delivered', 'failed'] },
    attempts: { type: 'integer' },
    createdAt: { type: 'string', format: 'date-time' },
    nextAttemptAt: { type: ['string', 'null'], format: 'date-time' },
    deliveredAt: { type: ['string', 'null'], format: 'date-time' },
    failedAt: { type: ['string', 'null'], format: 'date-time', description: 'When it was given up.' },
    lastError: { type: ['string', 'null'] },
  },
} as const;

function deliveriesRoute(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Params: Params; Querystring: { limit: number; cursor?: string } }>(
    '/v1/accounts/:account/webhooks/:name/deliveries',
    {
      config: { access },
      schema: {
        summary: 'List a webhook’s messages, newest first',
        tags,
        params,
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: { ...pageQuery({ default: 50, maximum: 200 }) },
        },
        response: answers({ good: { 200: ['Messages.', pageOf(delivery)] }, bad: [404] }),
      },
    },
    async (request) => {
      const { organisationId } = callerOf(request).context;
      const { account, name } = request.params;
      const { limit, cursor } = request.query;
      const [after = null] = decodeCursor(cursor, [idForm]) ?? [];
      const found = await deps.database.snapshot(async (tx) => {
        const place = await findWebhook(tx, organisationId, account, name);
        return readDeliveries(tx, place, { after, limit: limit + 1 });
      });
      const { items, next } = pageFrom(found, limit, ({ outboxId }) => [outboxId]);
      return { items: items.map((row) => row.delivery), next };
    },
  );
}

/** Declared webhooks at run time: their secrets and their messages. */
export function webhookRoutes(app: FastifyInstance, services: Services, keyring: Keyring): void {
  secretRoute(app, services, keyring);
  deliveriesRoute(app, services);
}
