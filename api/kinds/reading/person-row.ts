import type { SessionFacts } from '../../../schemas/access/session-end.ts';
import type { Person } from '../world.ts';
import type { Grants } from './grants.ts';

type Text = string | null;
type Time = number | null;

/** A person as `people.ts` selects him. */
export type PersonRow = readonly [
  /** Its number in this reading, by which grants name it. */
  number: number,
  id: string,
  username: string,
  usernameKey: string,
  email: string,
  enabled: boolean | null,
  allowedMethods: readonly string[] | null,
  allowedNetworks: readonly string[] | null,
  expires: Text,
  createdAt: Time,
  invitedAt: Time,
  activatedAt: Time,
  lastSignInAt: Time,
  lastSignInMethod: Text,
  failedAttempts: number | null,
  passwordSetAt: Time,
  secondFactorEnrolledAt: Time,
  lockedAt: Time,
  suspendedAt: Time,
  sessions: readonly SessionRow[] | null,
  deviceFailures: readonly number[] | null,
  seats: SeatRow | null,
];

/** By hand or manifest, and by sso, scim or a template: whether one is in use, and when one was assigned last. */
type SeatRow = readonly [own: boolean, ownAssignedAt: Time, other: boolean, otherAssignedAt: Time];

type SessionRow = readonly [
  method: 'password' | 'sso',
  secondFactor: boolean,
  createdAt: number,
  lastSeenAt: number,
  notAfter: Time,
];

/** The person that a row tells of, with what is granted to him. */
export function personOf(row: PersonRow, account: string, grants: Grants): Person {
  const [number, id, username, , email, enabled, allowedMethods, allowedNetworks, expires] = row;
  const [seat, seatAssignedAt, otherSeat, otherSeatAssignedAt] = row[21] ?? noSeats;
  return {
    id,
    account,
    username,
    email,
    enabled: enabled ?? true,
    allowedMethods,
    allowedNetworks,
    expires,
    roles: grants.own(number, 'role'),
    otherRoles: grants.other(number, 'role'),
    conversationsRoles: grants.own(number, 'conversations'),
    otherConversationsRoles: grants.other(number, 'conversations'),
    teams: grants.own(number, 'team'),
    otherTeams: grants.other(number, 'team'),
    seat,
    otherSeat,
    seatAssignedAt,
    otherSeatAssignedAt,
    facts: factsOf(row),
  };
}

function factsOf(row: PersonRow): Person['facts'] {
  return {
    createdAt: row[9],
    invitedAt: row[10],
    activatedAt: row[11],
    lastSignInAt: row[12],
    lastSignInMethod: row[13],
    failedAttempts: row[14] ?? 0,
    deviceFailures: row[20] ?? noFailures,
    passwordSetAt: row[15],
    secondFactorEnrolledAt: row[16],
    lockedAt: row[17],
    suspendedAt: row[18],
    sessions: row[19]?.map(sessionOf) ?? noSessions,
  };
}

/** Shared by all who have none. */
const noSessions: Person['facts']['sessions'] = [];
const noSeats: SeatRow = [false, null, false, null];
const noFailures: Person['facts']['deviceFailures'] = [];

function sessionOf([method, secondFactor, createdAt, lastSeenAt, notAfter]: SessionRow): SessionFacts {
  return { method, secondFactor, createdAt, lastSeenAt, notAfter };
}
