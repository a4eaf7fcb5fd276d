import type { RequestContext } from '../request/context.ts';
import type { SessionRow } from './sessions/find-session.ts';

/** The key that a request came with. What is made with it never outlives it and is never usable from more places. */
interface CallerKey {
  readonly id: string;
  readonly expiresAt: string | null;
  /** Empty: from everywhere. */
  readonly allowedNetworks: readonly string[];
  /** Empty: all that its owner may. */
  readonly permissions: readonly string[];
  readonly lastUsedAt: string | null;
}

/** Who sent a request: the context that everything below gets, and the key he showed. */
export interface Caller {
  readonly context: RequestContext;
  /** Of a session: what stands in for a key, without limits of its own. */
  readonly key: CallerKey;
  /** Where the request came with a session's cookie. */
  readonly session?: SessionRow;
}
