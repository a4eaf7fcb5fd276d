import type { FastifyRequest } from 'fastify';
import type { Subscriber } from '../notifications/own/own-subscriptions.ts';
import { callerOf } from './access.ts';

/** The person that a request comes from: the gate lets nobody else to routes of access `person`. */
export function subscriberOf(request: FastifyRequest): Subscriber {
  const { organisationId, actor } = callerOf(request).context;
  if (actor.id === null || actor.account === null) throw new Error('a person has an id and an account');
  return { organisationId, userId: actor.id, account: actor.account, permissions: actor.permissions };
}
