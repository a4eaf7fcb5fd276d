import type { Arrived } from '../visits/visitor.ts';
import type { Leniency } from './leniency.ts';

/** How somebody came in, or why not. */
export type Arrival = Pick<Arrived, 'end' | 'stages'>;

/** The ways that somebody has; null: he does not have this one. `device`: by password, from a browser that is known. */
export type Ways = Readonly<Record<'password' | 'device' | 'sso' | 'invitation', Arrival | null>>;

/** What happens to somebody who really tries. */
export interface Seen {
  readonly userId: string;
  /** As he is. */
  readonly ways: Ways;
  /** The same once the inactivity that keeps him out is lifted. */
  readonly enabledWays: Ways;
  /** By password once a lock, a suspension and inactivity are lifted, and a password is set where there was none. */
  readonly lifted: Arrival;
  /** The same once `required` has taken hold. */
  readonly forced: Arrival;
  readonly locksAtNextFailure: boolean;
  /** Sessions that still open something. */
  readonly sessions: number;
  /** Of a session that he opens; by the state where he can open none. */
  readonly permissions: readonly string[];
  readonly seat: boolean;
  /** His seat is taken back by the next run of the rules. */
  readonly seatEnds: boolean;
  readonly conversationsRoles: readonly string[];
  readonly openInvitations: number;
  /** Disabled by the next run of the rules. */
  readonly inactive: boolean;
  /** How many days later the end date keeps him out; null: never within what is looked at. */
  readonly endsIn: number | null;
  /** How many days later his password must be changed; null: never, or at once. */
  readonly expiresIn: number | null;
}

/** What an account meets. */
export interface AccountSeen {
  /** It stands above the warning threshold of its limit, or (the main one) of the pool, and somebody is told so. */
  readonly aboveThreshold: readonly string[];
  /** Figures of its limit, or of the pool, with no seat left to give: `limit 3/3`. */
  readonly full: readonly string[];
  /** Certificates of its identity provider of whose end somebody is told. */
  readonly ending: number;
  readonly hostname: string | null;
  readonly slug: string | null;
  /** Hash of its effective single sign-on. */
  readonly sso: string;
  /** What is let through, by the rule that lets it: see `leniency.ts`. */
  readonly leniency: Leniency;
}

/** What is seen of people and accounts, by name. */
export interface Observation {
  readonly people: ReadonlyMap<string, Seen>;
  readonly accounts: ReadonlyMap<string, AccountSeen>;
}
