import type { FastifyInstance, FastifyRequest } from 'fastify';
import { channels, eventNames } from '../notifications/events.ts';
import {
  markAllRead,
  markNotification,
  type Person,
  readOwnNotifications,
} from '../notifications/own/own-notifications.ts';
import {
  readOwnSubscriptions,
  type Subscriber,
  type Switch,
} from '../notifications/own/own-subscriptions.ts';
import { setOwnSubscriptions } from '../notifications/own/set-subscriptions.ts';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';
import { answers, pageOf } from './answers.ts';
import { decodeCursor, idForm, pageFrom, pageQuery } from './cursor.ts';
import type { Services } from './services.ts';

const tags = ['notifications'];
const config = { access: 'person' } as const;
const time = { type: 'string', format: 'date-time' } as const;
const event = { type: 'string', enum: [...eventNames] } as const;
const channel = { type: 'string', enum: [...channels] } as const;

const notification = {
  type: 'object',
  required: ['id', 'event', 'text', 'detail', 'createdAt', 'readAt'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    event,
    text: { type: 'string' },
    detail: { type: 'object', additionalProperties: true },
    createdAt: time,
    readAt: { type: ['string', 'null'], format: 'date-time' },
  },
} as const;

/** The person that a request comes from: the gate lets nobody else to these routes. */
function subscriberOf(request: FastifyRequest): Subscriber {
  const { organisationId, actor } = callerOf(request).context;
  if (actor.id === null || actor.account === null) throw new Error('a person has an id and an account');
  return { organisationId, userId: actor.id, account: actor.account, permissions: actor.permissions };
}

function personOf(request: FastifyRequest): Person {
  const { organisationId, userId } = subscriberOf(request);
  return { organisationId, userId };
}

function listRoute(app: FastifyInstance, { deps }: Services): void {
  const querystring = {
    type: 'object',
    additionalProperties: false,
    properties: {
      unread: { type: 'boolean', default: false, description: 'Only those that are not read.' },
      ...pageQuery({ default: 50, maximum: 200 }),
    },
  };
  app.get<{ Querystring: { unread: boolean; limit: number; cursor?: string } }>(
    '/v1/me/notifications',
    {
      config,
      schema: {
        summary: 'My notifications, newest first',
        tags,
        querystring,
        response: answers({ good: { 200: ['Notifications.', pageOf(notification)] } }),
      },
    },
    async (request) => {
      const { unread, limit, cursor } = request.query;
      const [after = null] = decodeCursor(cursor, [idForm]) ?? [];
      const found = await deps.database.snapshot((tx) =>
        readOwnNotifications(tx, personOf(request), { unread, after, limit: limit + 1 }),
      );
      return pageFrom(found, limit, ({ id }) => [id]);
    },
  );
}

function markRoutes(app: FastifyInstance, { deps }: Services): void {
  app.patch<{ Params: { id: string }; Body: { read: boolean } }>(
    '/v1/me/notifications/:id',
    {
      config,
      schema: {
        summary: 'Mark a notification as read or unread',
        tags,
        params: { type: 'object', required: ['id'], properties: { id: { type: 'string', maxLength: 64 } } },
        body: {
          type: 'object',
          additionalProperties: false,
          required: ['read'],
          properties: { read: { type: 'boolean' } },
        },
        response: answers({
          good: { 200: ['The notification.', notification] },
          bad: [404],
          takesBody: true,
        }),
      },
    },
    async (request) => {
      const { id } = request.params;
      const readAt = request.body.read ? deps.now() : null;
      const marked = idForm.test(id)
        ? await deps.database.write((tx) => markNotification(tx, personOf(request), { id, readAt }))
        : undefined;
      if (marked === undefined) throw new Refusal(404, 'resource/unknown', `You have no notification ${id}.`);
      return marked;
    },
  );
  app.post(
    '/v1/me/notifications/read',
    {
      config,
      schema: {
        summary: 'Mark all my notifications as read',
        tags,
        response: answers({ good: { 204: ['They are.', null] } }),
      },
    },
    async (request, reply) => {
      await deps.database.write((tx) => markAllRead(tx, personOf(request), deps.now()));
      return reply.code(204).send();
    },
  );
}

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

function subscriptionRoutes(app: FastifyInstance, { deps }: Services): void {
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

/** A person's own notifications, and what he is told of. */
export function meNotificationRoutes(app: FastifyInstance, services: Services): void {
  listRoute(app, services);
  markRoutes(app, services);
  subscriptionRoutes(app, services);
}
