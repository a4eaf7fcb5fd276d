import type { SessionFacts } from '../../schemas/access/session-end.ts';
import type { SsoKnown } from '../../schemas/access/sso-requirement.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';

/**
 * A person as checks and impact see him: what is configured, and the facts of his sign-ins. Never altered: a projection
 * puts a new one in his place, so that two worlds share whom nothing happens to.
 *
 * Names of roles and teams are folded (`nameKey`). What comes from sso, scim or a template stands apart, since no declaration
 * changes it.
 */
export interface Person {
  /** null until the plan that makes him is applied. */
  readonly id: string | null;
  /** Name of the account. */
  readonly account: string;
  readonly username: string;
  readonly email: string;
  readonly enabled: boolean;
  /** `password`, `sso`; null: both. */
  readonly allowedMethods: readonly string[] | null;
  readonly allowedNetworks: readonly string[] | null;
  /** Last day, `2027-03-31`. */
  readonly expires: string | null;
  readonly roles: ReadonlySet<string>;
  readonly otherRoles: ReadonlySet<string>;
  readonly conversationsRoles: ReadonlySet<string>;
  readonly otherConversationsRoles: ReadonlySet<string>;
  readonly teams: ReadonlySet<string>;
  readonly otherTeams: ReadonlySet<string>;
  readonly seat: boolean;
  readonly otherSeat: boolean;
  /** When seats were assigned last, in use or not, in milliseconds; null: he has none. */
  readonly seatAssignedAt: number | null;
  readonly otherSeatAssignedAt: number | null;
  readonly facts: PersonFacts;
}

/** Runtime facts; times in milliseconds since 1970 (UTC), null: never. */
export interface PersonFacts {
  readonly createdAt: number | null;
  readonly invitedAt: number | null;
  readonly activatedAt: number | null;
  readonly lastSignInAt: number | null;
  /** `password`, `sso`. */
  readonly lastSignInMethod: string | null;
  readonly failedAttempts: number;
  /** Failures of each browser that is known, which are counted apart: of who is locked all of them, else those that have failed. */
  readonly deviceFailures: readonly number[];
  readonly passwordSetAt: number | null;
  readonly secondFactorEnrolledAt: number | null;
  readonly lockedAt: number | null;
  /** Disabled by a rule (inactivity, end date). */
  readonly suspendedAt: number | null;
  /** Sessions whose sign-in is complete; those that have ended by age may still be among them. */
  readonly sessions: readonly SessionFacts[];
}

/** A team as far as a plan needs it. Never altered. */
export interface TeamWorld {
  /** Folded names of its roles, of every origin. */
  readonly roles: ReadonlySet<string>;
  readonly membership: string | null;
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
  provenance: Record<string, Readonly<Record<string, string>>>;
  /** People whose facts were read, by folded username. */
  people: Map<string, Person>;
  /** How many users the account has, read or not. */
  peopleCount: number;
  /** People of the account who hold a seat, read or not. */
  seatsAssigned: number;
  /** The effective seat limit as last materialised; null: none. What `effective` says of Seats goes before it. */
  readonly seatLimit: number | null;
  /** What is known of its single sign-on: before the plan on both sides, since `required` takes hold when the plan is applied. */
  readonly sso: SsoKnown;
  /** On the side of after: its effective settings of single sign-on before. */
  readonly ssoBefore?: JsonObject;
  /** Teams that matter to the plan, by folded name. */
  teams: Map<string, TeamWorld>;
}

/** The part of an organisation that a plan touches, before it or after it. */
export interface World {
  readonly organisation: string;
  /** Passed in: nothing below looks at the clock. */
  readonly now: Date;
  purchasedSeats: number;
  accounts: Map<string, AccountWorld>;
  /** Permissions of the roles that matter, by `roleKey`: `account/name`, or `/name` for roles of the organisation. */
  roles: Map<string, ReadonlySet<string>>;
  /** The organisation's ChangePolicy, own values; empty where there is none. */
  changePolicy: JsonObject;
}
