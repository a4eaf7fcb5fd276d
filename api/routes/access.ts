import type { FastifyRequest } from 'fastify';
import type { Kind } from '../../schemas/semantics.ts';
import type { RefusedAction } from '../audit/record.ts';
import type { Caller } from '../identity/caller.ts';

/** A permission, and the account in which it is needed. */
export interface Needed {
  /** `area/action`. */
  readonly permission: string;
  /** A service account's scope may leave this kind out. */
  readonly kind?: Kind;
  /** null: of the organisation itself. Left out: the route looks only at what the caller reaches. */
  readonly account?: (request: FastifyRequest) => string | null;
}

/**
 * Who may use a route. Every route says so, and a server with a route that does not say so does not start.
 * `public`: everybody; `operator`: the vendor; `member`: everybody of an organisation who holds any permission, where
 * what is needed depends on the body and is asked further in; `known`: whoever says who he is, also
 * without any permission; `person`: any person, whatever he may do, about himself; `session`: the same,
 * and only from a browser that he has signed in with.
 */
type Access = 'public' | 'operator' | 'member' | 'known' | 'person' | 'session' | Needed;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set by every route. */
    access?: Access;
    /** What a refused request tried to do, for the audit log. */
    attempt?: (request: FastifyRequest) => RefusedAction;
    /**
     * What an `Idempotency-Key` does. `once` (default): the key is taken before the work, so that two requests at the
     * same time do it once. `remember`: only what was stored is remembered, so that a request that writes nothing
     * (a plan without changes) writes no key either.
     */
    idempotency?: 'once' | 'remember';
    /** Its work grows with the organisation: where there is a thread for such work, it is done there. */
    apart?: boolean;
    /** The body's schema in the OpenAPI document, where the one that is checked first says less. */
    documentedBody?: object;
    /** The answer holds a secret: it is remembered only under encryption with the caller's own token. */
    secretAnswer?: boolean;
  }

  interface FastifyRequest {
    caller: Caller | null;
    /** SHA-256 of the body as it came, hex. */
    bodyDigest: string;
  }
}

/** The caller of a route that is not public; such a route is not reached without one. */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw new Error(`${request.routeOptions.url} was reached without a caller`);
  return request.caller;
}
