import type { JsonObject } from '../../schemas/contract/json.ts';

/** A person as checks and impact see him: what is configured, and the facts of his sign-ins. */
export interface Person {
  /** null until the plan that makes him is applied. */
  readonly id: string | null;
  readonly account: string;
  readonly username: string;
  email: string;
  enabled: boolean;
  /** `password`, `sso`; null: both. */
  allowedMethods: readonly string[] | null;
  allowedNetworks: readonly string[] | null;
  expires: string | null;
  /** Own roles by name, of origin manual and manifest. */
  roles: Set<string>;
  /** Roles whose only origins are sso, scim or template. */
  otherRoles: Set<string>;
  conversationsRoles: Set<string>;
  otherConversationsRoles: Set<string>;
  /** Names of teams, of whatever origin. */
  teams: Set<string>;
  /** Holds a seat, of whatever origin. */
  seat: boolean;
  readonly facts: PersonFacts;
}

/** Runtime facts; times in ISO 8601 UTC. */
export interface PersonFacts {
  readonly createdAt: string | null;
  readonly invitedAt: string | null;
  readonly activatedAt: string | null;
  readonly lastSignInAt: string | null;
  readonly lastSignInMethod: string | null;
  readonly passwordSetAt: string | null;
  readonly secondFactorEnrolledAt: string | null;
  readonly lockedAt: string | null;
  readonly suspendedAt: string | null;
}

export interface AccountWorld {
  readonly id: string | null;
  readonly name: string;
  readonly main: boolean;
  enabled: boolean;
  labels: Readonly<Record<string, string>>;
  /** Effective values by kind (`SecurityPolicy`, `Seats` ...); present for accounts whose settings matter to the plan. */
  effective: Record<string, JsonObject>;
  /** Provenance of each effective field by kind and JSON pointer. */
  provenance: Record<string, Record<string, string>>;
  /** People whose facts were read, by folded username. */
  people: Map<string, Person>;
  /** How many users the account has, read or not. */
  peopleCount: number;
  /** Seats assigned in the account, read or not. */
  seatsAssigned: number;
  /** Roles of teams that matter to the plan, by folded team name. */
  teams: Map<string, { roles: Set<string>; membership: string | null }>;
}

/** The part of an organisation that a plan touches, before it or after it. */
export interface World {
  readonly organisation: string;
  /** Passed in: nothing below looks at the clock. */
  readonly now: Date;
  purchasedSeats: number;
  accounts: Map<string, AccountWorld>;
  /** Permissions of the roles that matter, by `account/name` folded, or `/name` for roles of the organisation. */
  roles: Map<string, ReadonlySet<string>>;
  /** The organisation's ChangePolicy, own values; empty where there is none. */
  changePolicy: JsonObject;
}
