import type { FastifyInstance } from 'fastify';
import { channels, eventNames } from '../notifications/events.ts';
import { readOwnSubscriptions, type Switch } from '../notifications/own/own-subscriptions.ts';
import { setOwnSubscriptions } from '../notifications/own/set-subscriptions.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import type { Services } from './services.ts';
import { subscriberOf } from './subscriber.ts';

const tags = ['notifications'];
const config = { access: 'person' } as const;
const event = { type: 'string', enum: [...eventNames] } as const;
const channel = { type: 'string', enum: [...channels] } as const;

const subscriptions = {
  type: 'object',
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['event', 'channel', 'on', 'declared', 'mandatory', 'available', 'own'],
        properties: {
          event,
          channel,
          on: { type: 'boolean', description: 'I am told.' },
          declared: {
            type: 'array',
            items: { type: 'string' },
            description: 'Subscriptions of the account that name me.',
          },
          mandatory: { type: 'boolean', description: 'I cannot switch it off.' },
          available: { type: 'boolean', description: 'I may switch it on for myself.' },
          own: { type: ['boolean', 'null'], description: 'My own switch; null: none.' },
        },
      },
    },
  },
} as const;

const switches = {
  type: 'array',
  maxItems: eventNames.length * channels.length,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['event', 'channel', 'on'],
    properties: { event, channel, on: { type: 'boolean' } },
  },
} as const;

/** What a person is told of, and his own switches. */
export function meSubscriptionRoutes(app: FastifyInstance, { deps }: Services): void {
  const good = { 200: ['Every event on every channel.', subscriptions] } as const;
  app.get(
    '/v1/me/subscriptions',
    { config, schema: { summary: 'What I am told of', tags, response: answers({ good }) } },
    async (request) => ({
      items: await deps.database.snapshot((tx) => readOwnSubscriptions(tx, subscriberOf(request))),
    }),
  );
  app.put<{ Body: { switches: readonly Switch[] } }>(
    '/v1/me/subscriptions',
    {
      config,
      schema: {
        summary: 'Set my own switches',
        description:
          'All of them: what is left out is as the account’s subscriptions say. They add to those, and switch off what is not mandatory.',
        tags,
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['switches'],
          properties: { switches },
        },
        response: answers({ good, bad: [409], takesBody: true }),
      },
    },
    async (request) => {
      const { context } = callerOf(request);
      const about = { context, person: subscriberOf(request) };
      const items = await deps.database.write((tx) =>
        setOwnSubscriptions(tx, deps, about, request.body.switches),
      );
      return { items };
    },
  );
}
