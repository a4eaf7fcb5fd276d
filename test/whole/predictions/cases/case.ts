import type { JsonObject } from '../../../../schemas/contract/json.ts';

/** A run of the proof as plain data, so that a failing one can be written out and read again. */
export interface Case {
  readonly accounts: readonly AccountCase[];
  readonly people: readonly PersonCase[];
  readonly template: Sides<JsonObject | null>;
  /** Permissions of the role Seat Steward. */
  readonly steward: Sides<readonly string[]>;
  /** Seats that the organisation has bought. */
  readonly purchased: number;
}

/** What is declared before the plan and by it. */
export interface Sides<T> {
  readonly before: T;
  readonly after: T;
}

export type AccountName = 'acme' | 'emea';

export interface AccountCase {
  readonly name: AccountName;
  readonly declared: Sides<AccountDeclared>;
  /** Somebody has signed in with the configuration of before. */
  readonly tested: boolean;
  /** `mode: required` has taken hold, where it was tested and is required. */
  readonly held: boolean;
}

export interface AccountDeclared {
  readonly tier: 'gold' | 'silver';
  readonly enabled: boolean;
  readonly policy: JsonObject | null;
  readonly sso: SsoDeclared | null;
  readonly holders: readonly string[];
  readonly seatLimit: number | 'unlimited' | null;
  readonly releaseAfter: number | 'never' | null;
  readonly members: readonly string[];
  readonly teamRoles: readonly string[];
  readonly guild: GuildDeclared | null;
  readonly hostname: string | null;
}

/** A team that the identity provider fills while its membership is `sso`, by a group of another name. */
export interface GuildDeclared {
  readonly membership: 'sso' | 'exact' | 'additive';
  readonly roles: readonly string[];
}

export interface SsoDeclared {
  readonly mode: 'off' | 'optional' | 'required';
  readonly slug: 'first' | 'second';
  readonly autoCreateGroups: boolean;
  /**
   * What is known of the identity provider: all that is needed (also with a certificate that ends within weeks), too little, or an address
   * where it could be read.
   */
  readonly provider: 'complete' | 'other-entry' | 'ending' | 'address-only' | 'none';
  readonly emergencyUsers: readonly string[];
}

export interface PersonCase {
  readonly account: AccountName;
  readonly name: string;
  readonly onRemoval: 'delete' | 'disable';
  /** null: the user is not declared. */
  readonly declared: Sides<JsonObject | null>;
  readonly state: PersonState;
}

/** Runtime facts. Ages in days, null: never. */
export interface PersonState {
  readonly created: number;
  readonly invited: number | null;
  readonly activated: number | null;
  readonly signedIn: number | null;
  readonly method: 'password' | 'sso';
  readonly password: number | null;
  readonly factor: 'none' | 'app' | 'passkey' | 'both';
  readonly failed: number;
  /** How often each of his known browsers has failed. */
  readonly devices: readonly number[];
  readonly locked: boolean;
  readonly suspended: boolean;
  /** When he was given his seat, where he has one. */
  readonly seatAssigned: number;
  /** A rule has taken his seat back. */
  readonly seatReleased: boolean;
  /** The identity provider's name for him is known from a former sign-in. */
  readonly linked: boolean;
  /** A role that single sign-on gave. */
  readonly ssoRole: string | null;
  /** The teams that the identity provider fills he is in: the declared one, and one that a sign-in made. */
  readonly groups: readonly ('guild' | 'crew')[];
  /** Whether the identity provider tells his groups: the same as at the former sign-in, or nothing of them. */
  readonly tellsGroups: boolean;
  readonly sessions: readonly SessionState[];
}

export interface SessionState {
  readonly method: 'password' | 'sso';
  readonly secondFactor: boolean;
  /** Hours. */
  readonly begun: number;
  /** Minutes. */
  readonly seen: number;
  /** In how many hours the identity provider wants it ended; null: it has not said. */
  readonly notAfter: number | null;
}
