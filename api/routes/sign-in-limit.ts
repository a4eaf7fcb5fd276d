import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { nameKey } from '../../schemas/contract/address.ts';
import { hashSecret } from '../identity/api-key.ts';
import { Refusal } from '../request/refusal.ts';
import type { Cookies } from './cookies.ts';

/** How many tries somebody has in a time, beside what is counted of his failures. Counted by each replica for itself. */
export interface SignInLimits {
  readonly perAddress: number;
  readonly perUser: number;
  /** Milliseconds. */
  readonly window: number;
}

/** Offices share an address; nobody types his password twenty times a minute. */
export const usualSignInLimits: SignInLimits = { perAddress: 300, perUser: 20, window: 60_000 };

export type LimitSignIn = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

interface Named {
  readonly organisation?: string;
  readonly account?: string;
  readonly username?: string;
  readonly user?: string;
  readonly token?: string;
}

/**
 * Whom a request is about: whom it names, however that is written, else whose session or link it comes with. Never the address, unless there
 * is nothing else: people of one office do not use up each other's tries.
 */
function aboutOf(request: FastifyRequest, cookies: Cookies): string {
  const { organisation = '', account = organisation, username, user, token } = (request.body ?? {}) as Named;
  const name = username ?? user;
  if (name !== undefined) return nameKey(`${organisation}/${account}/${name}`);
  const session = request.caller?.session;
  if (session !== undefined) return session.userId;
  const secret = token ?? cookies.read(request, 'session');
  return secret === null ? request.ip : hashSecret(secret);
}

/** A limit for the routes that try passwords, codes and links; as a `preHandler`, since it looks at the body. */
export function limitSignIns(app: FastifyInstance, limits: SignInLimits, cookies: Cookies): LimitSignIn {
  const { window: timeWindow } = limits;
  // By default of the library an IPv6 address counts with its /64.
  const byAddress = app.createRateLimit({ max: limits.perAddress, timeWindow });
  const byUser = app.createRateLimit({
    max: limits.perUser,
    timeWindow,
    keyGenerator: (request) => aboutOf(request, cookies),
  });
  return async (request, reply) => {
    for (const limit of [byAddress, byUser]) {
      const outcome = await limit(request);
      if (outcome.isAllowed || !outcome.isExceeded) continue;
      reply.header('retry-after', String(outcome.ttlInSeconds));
      throw new Refusal(429, 'rate-limit/exceeded', `Too many tries; wait ${outcome.ttlInSeconds} s.`, {
        remedy: 'wait, then try again',
      });
    }
  };
}
