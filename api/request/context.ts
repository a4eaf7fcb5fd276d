import type { Database } from '../database/database.ts';

/** Who acts: a person, a machine, the vendor, the platform's own rules, or somebody who has proven nothing. Permissions are already united and narrowed. */
export interface Actor {
  readonly type: 'user' | 'service-account' | 'operator' | 'system' | 'anonymous';
  readonly id: string | null;
  /** Username or service account name. */
  readonly name: string;
  /** The account that the actor belongs to; null for operator, system and anonymous. */
  readonly account: string | null;
  /** Actors of the main account reach every account; others only their own. */
  readonly main: boolean;
  /** `area/action`, or `*` for everything. */
  readonly permissions: ReadonlySet<string>;
  /** A service account's own narrowing; absent: all that its permissions allow. */
  readonly scope?: { readonly accounts?: readonly string[]; readonly kinds?: readonly string[] };
}

/** One request: who, for which organisation, from where. Every query below carries the organisation. */
export interface RequestContext {
  readonly organisationId: string;
  readonly organisation: string;
  readonly actor: Actor;
  readonly ip: string | null;
  readonly requestId: string | null;
}

/** What the code needs of the outside world, wired once in `api/main.ts`; tests pass their own clock. */
export interface Deps {
  readonly database: Database;
  readonly now: () => Date;
  /** UUIDv7. */
  readonly newId: () => string;
}
