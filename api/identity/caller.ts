import type { RequestContext } from '../request/context.ts';

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
  readonly key: CallerKey;
}
