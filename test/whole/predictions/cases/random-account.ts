import fc from 'fast-check';
import type { JsonObject } from '../../../../schemas/contract/json.ts';
import { changing, networks, often, seldom, specOf } from './arbitraries.ts';
import type { AccountCase, AccountDeclared, AccountName, GuildDeclared, Sides, SsoDeclared } from './case.ts';

const policyFields = {
  requireTwoFactor: seldom(true, true, false),
  maxInactivityDays: seldom<string | number>(15, 30, 90, 'never'),
  maxLoginAttempts: seldom(1, 2, 3, 10),
  passwordValidityDays: often<string | number>(30, 90, 200, 'never'),
  session: seldom<JsonObject>(
    { idleMinutes: 15, absoluteHours: 12 },
    { idleMinutes: 1440, absoluteHours: 720 },
    { idleMinutes: 60, absoluteHours: 1 },
  ),
  allowedNetworks: networks,
};

/** Fields of a SecurityPolicy, null for those that are not set. */
export const policy = fc.record(policyFields);
export const policyNames = Object.keys(policyFields) as (keyof typeof policyFields)[];

function ssoOf(people: readonly string[]): fc.Arbitrary<SsoDeclared | null> {
  const found = fc.record({
    mode: fc.constantFrom('optional', 'required', 'required', 'off'),
    slug: fc.constantFrom('first', 'first', 'first', 'second'),
    autoCreateGroups: fc.boolean(),
    provider: fc.constantFrom(
      'complete',
      'complete',
      'complete',
      'complete',
      'other-entry',
      'ending',
      'ending',
      'address-only',
      'none',
    ),
    emergencyUsers: fc.subarray([...people], { maxLength: 2 }),
  } satisfies { [K in keyof SsoDeclared]: fc.Arbitrary<SsoDeclared[K]> });
  return fc.option(found, { freq: 4, nil: null });
}

const names: readonly (keyof AccountDeclared)[] = [
  'tier',
  'enabled',
  'policy',
  'sso',
  'holders',
  'seatLimit',
  'members',
  'teamRoles',
  'guild',
  'hostname',
];

type Release = Sides<AccountDeclared['releaseAfter']>;

/** The rule that takes seats back: as often as not it is made, or tightened, since else it would seldom find anybody who is away and seated. */
const release = fc.constantFrom<Release[]>(
  { before: null, after: null },
  { before: null, after: 30 },
  { before: 'never', after: 90 },
  { before: 'never', after: null },
  { before: 90, after: 30 },
  { before: 30, after: 90 },
);

/** A limit that the seats of before keep: else there would be nothing to change. */
function withRoom(declared: AccountDeclared): AccountDeclared {
  const { seatLimit: limit, holders } = declared;
  return { ...declared, seatLimit: typeof limit === 'number' ? Math.max(limit, holders.length) : limit };
}

/** An account with what is declared of it before and after. */
export function randomAccount(name: AccountName, people: readonly string[]): fc.Arbitrary<AccountCase> {
  const roles = ['Campaign Manager', 'Seat Steward', ...(name === 'acme' ? ['Account Manager'] : [])];
  const guild: fc.Arbitrary<GuildDeclared> = fc.record({
    membership: fc.constantFrom('sso', 'sso', 'sso', 'exact', 'additive'),
    roles: fc.subarray(roles),
  });
  const declared: fc.Arbitrary<AccountDeclared> = fc.record({
    tier: fc.constantFrom('gold', 'silver'),
    enabled: name === 'acme' ? fc.constant(true) : fc.constantFrom(true, true, true, true, true, false),
    policy: policy.map((fields) => (Object.keys(specOf(fields)).length === 0 ? null : specOf(fields))),
    sso: ssoOf(people),
    holders: fc.subarray([...people]),
    seatLimit: often<number | 'unlimited'>(2, 3, 4, 'unlimited'),
    releaseAfter: fc.constant(null),
    members: fc.subarray([...people]),
    teamRoles: fc.subarray(roles),
    guild: fc.option(guild, { freq: 2, nil: null }),
    hostname: seldom('portal', 'console'),
  });
  return fc.record({
    name: fc.constant(name),
    declared: fc.tuple(changing(declared, names), release).map(([{ before, after }, rule]) => ({
      before: { ...withRoom(before), releaseAfter: rule.before },
      after: { ...after, releaseAfter: rule.after },
    })),
    tested: fc.boolean(),
    held: fc.boolean(),
  });
}
