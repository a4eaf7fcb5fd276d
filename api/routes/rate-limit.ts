import rateLimitPlugin from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';

/** How many requests one key, and one address, may send in a time. Counted by each replica for itself. */
export interface RateLimits {
  readonly perKey: number;
  readonly perAddress: number;
  /** Milliseconds. */
  readonly window: number;
}

/** Far above what people and pipelines do, far below what hurts: 200 requests a second for each key. */
export const generous: RateLimits = { perKey: 12_000, perAddress: 24_000, window: 60_000 };

type Limit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

function exceeded(seconds: number, who: string): Refusal {
  return new Refusal(429, 'rate-limit/exceeded', `Too many requests ${who}; wait ${seconds} s.`, {
    remedy: 'send fewer requests, or spread them',
  });
}

function limitBy(app: FastifyInstance, limits: RateLimits, by: 'key' | 'address'): Limit {
  const max = by === 'key' ? limits.perKey : limits.perAddress;
  const count = app.createRateLimit({
    max,
    timeWindow: limits.window,
    ...(by === 'key' ? { keyGenerator: (request: FastifyRequest) => callerOf(request).key.id } : {}),
  });
  return async (request, reply) => {
    const outcome = await count(request);
    if (outcome.isAllowed) return;
    const { remaining, ttlInSeconds, isExceeded } = outcome;
    reply.headers({
      'ratelimit-limit': max,
      'ratelimit-remaining': remaining,
      'ratelimit-reset': ttlInSeconds,
    });
    if (!isExceeded) return;
    reply.header('retry-after', String(ttlInSeconds));
    throw exceeded(ttlInSeconds, by === 'key' ? 'with this key' : 'from this address');
  };
}

/** Routes that a load balancer asks again and again. */
const exempt = new Set(['/healthz', '/readyz']);

/**
 * Limits requests by address, before anything is looked at, and gives the limit by key, for when the key is known.
 * Unknown routes count too.
 */
export async function limitRequests(app: FastifyInstance, limits: RateLimits): Promise<Limit> {
  await app.register(rateLimitPlugin, { global: false });
  const byAddress = limitBy(app, limits, 'address');
  app.addHook('onRequest', async (request, reply) => {
    if (!exempt.has(request.routeOptions.url ?? '')) await byAddress(request, reply);
  });
  return limitBy(app, limits, 'key');
}
