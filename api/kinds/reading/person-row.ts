import type { Person } from '../world.ts';
import type { Grants } from './grants.ts';

type Text = string | null;
type Time = number | null;

/** A person as `people.ts` selects him. */
export type PersonRow = readonly [
  id: string,
  accountId: string,
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
];

/** The person that a row tells of, with what is granted to him. */
export function personOf(row: PersonRow, account: string, grants: Grants): Person {
  const [id, , username, , email, enabled, allowedMethods, allowedNetworks, expires] = row;
  return {
    id,
    account,
    username,
    email,
    enabled: enabled ?? true,
    allowedMethods,
    allowedNetworks,
    expires,
    roles: grants.own(id, 'role'),
    otherRoles: grants.other(id, 'role'),
    conversationsRoles: grants.own(id, 'conversations'),
    otherConversationsRoles: grants.other(id, 'conversations'),
    teams: grants.own(id, 'team'),
    otherTeams: grants.other(id, 'team'),
    seat: grants.own(id, 'seat').size > 0,
    otherSeat: grants.other(id, 'seat').size > 0,
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
    passwordSetAt: row[15],
    secondFactorEnrolledAt: row[16],
    lockedAt: row[17],
    suspendedAt: row[18],
  };
}
