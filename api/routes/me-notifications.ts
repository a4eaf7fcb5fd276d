import type { FastifyInstance } from 'fastify';
import { eventNames } from '../notifications/events.ts';
import {
  markAllRead,
  markNotification,
  readOwnNotifications,
} from '../notifications/own/own-notifications.ts';
import { Refusal } from '../request/refusal.ts';
import { answers, pageOf } from './answers.ts';
import { decodeCursor, idForm, pageFrom, pageQuery } from './cursor.ts';
import type { Services } from './services.ts';
import { subscriberOf } from './subscriber.ts';

const tags = ['notifications'];
const config = { access: 'person' } as const;
const time = { type: 'string', format: 'date-time' } as const;
const event = { type: 'string', enum: [...eventNames] } as const;

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
        readOwnNotifications(tx, subscriberOf(request), { unread, after, limit: limit + 1 }),
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
        ? await deps.database.write((tx) => markNotification(tx, subscriberOf(request), { id, readAt }))
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
      await deps.database.write((tx) => markAllRead(tx, subscriberOf(request), deps.now()));
      return reply.code(204).send();
    },
  );
}

/** A person's own notifications. */
export function meNotificationRoutes(app: FastifyInstance, services: Services): void {
  listRoute(app, services);
  markRoutes(app, services);
}
