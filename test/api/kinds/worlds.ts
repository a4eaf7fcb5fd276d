import { peopleImpact } from '../../../api/kinds/people-impact.ts';
import { projectWorld } from '../../../api/kinds/project-world.ts';
import type { AccountWorld, Person, PersonFacts, World } from '../../../api/kinds/world.ts';
import type { Change } from '../../../controller/reconcile/change.ts';
import type { SessionFacts } from '../../../schemas/access/session-end.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import type { Impact, ImpactCode } from '../../../schemas/contract/plan.ts';

export const now = Date.parse('2026-11-24T12:00:00.000Z');
export const day = 24 * 60 * 60 * 1000;
const none: ReadonlySet<string> = new Set();

/** A person who was made a hundred days ago, has a password and signed in yesterday. */
export function person(
  username: string,
  overrides: Partial<Omit<Person, 'facts'>> = {},
  facts: Partial<PersonFacts> = {},
): Person {
  return {
    id: `id of ${username}`,
    account: 'acme',
    username,
    email: `${username}@acme.example`,
    enabled: true,
    allowedMethods: null,
    allowedNetworks: null,
    expires: null,
    roles: none,
    otherRoles: none,
    conversationsRoles: none,
    otherConversationsRoles: none,
    teams: none,
    otherTeams: none,
    seat: false,
    otherSeat: false,
    seatAssignedAt: null,
    otherSeatAssignedAt: null,
    ...overrides,
    facts: {
      createdAt: now - 100 * day,
      invitedAt: now - 100 * day,
      activatedAt: now - 99 * day,
      lastSignInAt: now - day,
      lastSignInMethod: 'password',
      failedAttempts: 0,
      deviceFailures: [],
      passwordSetAt: now - 99 * day,
      secondFactorEnrolledAt: null,
      lockedAt: null,
      suspendedAt: null,
      sessions: [],
      ...facts,
    },
  };
}

/** A session by password that began so many milliseconds ago, and has been used at its beginning only. */
export function openSession(age: number, more: Partial<SessionFacts> = {}): Partial<PersonFacts> {
  const at = now - age;
  const session = { method: 'password', secondFactor: false, createdAt: at, lastSeenAt: at } as const;
  return { lastSignInAt: at, sessions: [{ ...session, notAfter: null, ...more }] };
}

/** Nobody has come in by this user yet. */
export const unseen: Partial<PersonFacts> = {
  activatedAt: null,
  lastSignInAt: null,
  lastSignInMethod: null,
  passwordSetAt: null,
};

export const manager = (
  username: string,
  overrides: Partial<Person> = {},
  facts: Partial<PersonFacts> = {},
): Person => person(username, { roles: new Set(['account manager']), ...overrides }, facts);

export function account(
  name: string,
  people: readonly Person[],
  overrides: Partial<AccountWorld> = {},
): AccountWorld {
  return {
    id: `id of ${name}`,
    name,
    main: name === 'acme',
    enabled: true,
    labels: {},
    effective: {},
    provenance: {},
    people: new Map(people.map((one) => [nameKey(one.username), { ...one, account: name }])),
    peopleCount: people.length,
    seatsAssigned: people.filter(({ seat, otherSeat }) => seat || otherSeat).length,
    seatLimit: null,
    sso: { testedConfiguration: null, required: false },
    teams: new Map(),
    ...overrides,
  };
}

const roles: readonly [key: string, permissions: readonly string[]][] = [
  ['account manager', ['*']],
  ['analyze manager', ['accounts/read', 'roles/read', 'teams/read', 'users/read']],
  ['customer profile manager', ['accounts/read', 'teams/read', 'users/read']],
];

export function world(accounts: readonly AccountWorld[], overrides: Partial<World> = {}): World {
  return {
    organisation: 'acme',
    now: new Date(now),
    purchasedSeats: 100,
    accounts: new Map(accounts.map((one) => [one.name, one])),
    roles: new Map(roles.map(([key, permissions]) => [`/${key}`, new Set(permissions)])),
    changePolicy: {},
    ...overrides,
  };
}

/** The same world with other effective settings of one account: what a policy, a template or a label does. */
export function withSettings(before: World, name: string, effective: Record<string, JsonObject>): World {
  const changed = before.accounts.get(name);
  if (!changed) throw new Error(`no account ${name}`);
  const accounts = new Map(before.accounts);
  accounts.set(name, { ...changed, effective: { ...changed.effective, ...effective } });
  return { ...before, accounts };
}

/** People by code, as a plan names them. */
export function named(impacts: readonly Impact[]): Partial<Record<ImpactCode, readonly string[]>> {
  const result: Partial<Record<ImpactCode, string[]>> = {};
  for (const { code, people } of impacts) result[code] = [...(result[code] ?? []), ...people].sort();
  return result;
}

/** What the changes do to people. */
export function impactOf(before: World, changes: readonly Change[]): readonly Impact[] {
  return peopleImpact(before, projectWorld(before, changes), changes);
}
