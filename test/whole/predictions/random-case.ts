import fc from 'fast-check';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import type {
  AccountCase,
  AccountDeclared,
  AccountName,
  Case,
  PersonCase,
  PersonState,
  SessionState,
  Sides,
  SsoDeclared,
} from './case.ts';

const inMain = ['ana', 'bob', 'eva'];
const inEmea = ['ivan', 'mia', 'tom', 'zoe'];
const networks = [
  ['203.0.113.0/24'],
  ['203.0.113.128/25', '198.51.100.0/24'],
  ['198.51.100.7'],
  ['2001:db8::/32'],
  ['any'],
];

/** Mostly nothing, now and then one of these. */
function rarely<T>(...values: readonly T[]): fc.Arbitrary<T | null> {
  return fc.option(fc.constantFrom(...values), { freq: 3, nil: null }).map((value) => value ?? null);
}

function seldom<T>(...values: readonly T[]): fc.Arbitrary<T | null> {
  return fc
    .integer({ min: 0, max: 3 })
    .chain((n) => (n === 3 ? fc.constantFrom(...values) : fc.constant(null)));
}

/** What is declared before, and after it with some of its fields exchanged. */
function changing<T extends object>(
  declared: fc.Arbitrary<T>,
  fields: readonly (keyof T)[],
): fc.Arbitrary<Sides<T>> {
  const exchanged = fc.array(fc.integer({ min: 0, max: 3 }), {
    minLength: fields.length,
    maxLength: fields.length,
  });
  return fc.tuple(declared, declared, exchanged).map(([before, other, numbers]) => {
    const taken = fields.filter((_, index) => numbers[index] === 3);
    const after = { ...before };
    for (const field of taken) after[field] = other[field];
    return { before, after };
  });
}

/** A spec of those fields that are set. */
function specOf(fields: object): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as JsonObject;
}

const policyFields = {
  requireTwoFactor: seldom(true, false),
  maxInactivityDays: seldom<string | number>(15, 30, 90, 'never'),
  maxLoginAttempts: seldom(1, 2, 3, 10),
  passwordValidityDays: seldom<string | number>(30, 90, 200, 'never'),
  session: seldom<JsonObject>(
    { idleMinutes: 15, absoluteHours: 12 },
    { idleMinutes: 1440, absoluteHours: 720 },
    { idleMinutes: 60, absoluteHours: 1 },
  ),
  allowedNetworks: seldom(...networks),
};
const policy = fc.record(policyFields);
const policyNames = Object.keys(policyFields) as (keyof typeof policyFields)[];

const templateOf = (fields: object, mode: string | null): JsonObject => ({
  ...specOf({ securityPolicy: specOf(fields) }),
  ...(mode === null ? {} : { singleSignOn: { mode } }),
});

const template: fc.Arbitrary<Sides<JsonObject | null>> = fc
  .tuple(
    changing(policy, policyNames),
    fc.constantFrom('none', 'both', 'made', 'removed'),
    rarely('off', 'optional', 'required'),
    rarely('off', 'optional', 'required'),
  )
  .map(([{ before, after }, when, old, now]) => ({
    before: when === 'none' || when === 'made' ? null : templateOf(before, old),
    after: when === 'none' || when === 'removed' ? null : templateOf(after, now),
  }));

function ssoOf(people: readonly string[]): fc.Arbitrary<SsoDeclared | null> {
  return fc.option(
    fc.record({
      mode: fc.constantFrom('optional', 'required', 'required', 'off'),
      provider: fc.constantFrom(
        'complete',
        'complete',
        'complete',
        'complete',
        'other-entry',
        'address-only',
        'none',
      ),
      emergencyUsers: fc.subarray([...people], { maxLength: 2 }),
    }),
    { freq: 4, nil: null },
  );
}

function accountOf(name: AccountName, people: readonly string[]): fc.Arbitrary<AccountCase> {
  const roles = ['Campaign Manager', 'Seat Steward', ...(name === 'acme' ? ['Account Manager'] : [])];
  const declared: fc.Arbitrary<AccountDeclared> = fc.record({
    tier: fc.constantFrom('gold', 'silver'),
    enabled: name === 'acme' ? fc.constant(true) : fc.constantFrom(true, true, true, true, true, false),
    policy: policy.map((fields) => (Object.keys(specOf(fields)).length === 0 ? null : specOf(fields))),
    sso: ssoOf(people),
    holders: fc.subarray([...people]),
    members: fc.subarray([...people]),
    teamRoles: fc.subarray(roles),
  });
  const names: (keyof AccountDeclared)[] = [
    'tier',
    'enabled',
    'policy',
    'sso',
    'holders',
    'members',
    'teamRoles',
  ];
  return fc.record({
    name: fc.constant(name),
    declared: changing(declared, names),
    tested: fc.boolean(),
    held: fc.boolean(),
  });
}

const session: fc.Arbitrary<SessionState> = fc
  .record({
    method: fc.constantFrom('password' as const, 'password' as const, 'sso' as const),
    secondFactor: fc.boolean(),
    begun: fc.constantFrom(0.5, 5, 20, 200),
    seen: fc.constantFrom(1, 20, 50, 300),
  })
  .map((one) => ({ ...one, seen: Math.min(one.seen, one.begun * 60) }));

const ages = fc.constantFrom(0, 5, 14, 20, 40, 100, 300);

const raw = fc.record({
  created: fc.constantFrom(0, 20, 40, 400, 400),
  invited: seldom(1, 10),
  active: fc.constantFrom(true, true, true, true, false),
  activated: ages,
  signedIn: ages,
  cameIn: fc.constantFrom(true, true, true, false),
  method: fc.constantFrom('password' as const, 'password' as const, 'sso' as const),
  password: ages,
  hasPassword: fc.constantFrom(true, true, true, false),
  secondFactor: fc.constantFrom(true, false, false),
  failed: fc.constantFrom(0, 0, 1, 2, 4),
  locked: fc.constantFrom(false, false, false, false, false, true),
  suspended: fc.constantFrom(false, false, false, false, false, true),
  linked: fc.boolean(),
  ssoRole: seldom('Campaign Manager', 'Seat Steward'),
  sessions: fc.array(session, { maxLength: 2 }),
});

/** What can come about: who was never in has no session and no second factor, a session needs a sign-in, a suspension ends it. */
const state: fc.Arbitrary<PersonState> = raw.map((given) => {
  const { active, cameIn, hasPassword, ...facts } = given;
  const came = active && cameIn;
  const activated = active ? Math.min(facts.activated, facts.created) : null;
  const open = came && !facts.suspended && facts.created > 10 ? facts.sessions : [];
  const method = open[0]?.method ?? facts.method;
  const password =
    active &&
    (hasPassword || (came && method === 'password') || open.some((one) => one.method === 'password'));
  const youngest = Math.min(...open.map(({ begun }) => begun / 24));
  return {
    ...facts,
    invited: facts.invited === null ? null : Math.min(facts.invited, facts.created),
    activated,
    signedIn: came ? Math.min(youngest, facts.signedIn, facts.created) : null,
    method,
    password: password ? Math.min(facts.password, facts.created) : null,
    secondFactor: facts.secondFactor && password,
    suspended: facts.suspended && facts.created > 0,
    linked: facts.linked && came,
    sessions: open.map((one) => ({
      ...one,
      secondFactor: one.secondFactor && facts.secondFactor && password,
    })),
  };
});

const config = fc.record({
  roles: fc.subarray(['Campaign Manager', 'Finance Manager', 'Seat Steward']),
  conversationsRoles: seldom(['agent'], ['viewer'], ['analytics', 'supervisor']),
  enabled: rarely(false, true),
  allowedMethods: seldom(['password'], ['sso'], ['password', 'sso']),
  allowedNetworks: seldom(...networks),
  expires: seldom('2026-11-20', '2026-11-24', '2026-12-10'),
  invitation: rarely('email', 'none'),
});
const personFields = [
  'roles',
  'conversationsRoles',
  'enabled',
  'allowedMethods',
  'allowedNetworks',
  'expires',
  'invitation',
] as const;

function personOf(account: AccountName, name: string): fc.Arbitrary<PersonCase> {
  const manages = account === 'acme' ? fc.integer({ min: 0, max: 9 }) : fc.constant(9);
  return fc
    .record({
      sides: changing(config, personFields),
      presence: fc.constantFrom('stays', 'stays', 'stays', 'stays', 'stays', 'stays', 'made', 'removed'),
      onRemoval: fc.constantFrom('delete' as const, 'disable' as const),
      manages: fc.tuple(manages, manages),
      state,
    })
    .map(({ sides, presence, onRemoval, manages: [was, is], state: facts }) => {
      const spec = (fields: object, manager: boolean): JsonObject => {
        const found = specOf(fields);
        const roles = [...(found['roles'] as string[]), ...(manager ? ['Account Manager'] : [])];
        return { email: `${name}@${account}.example`, ...found, roles };
      };
      const first = name === 'ana';
      // Somebody must be in charge for the organisation to be made.
      const sure = first ? { allowedMethods: null, allowedNetworks: null, expires: null, enabled: null } : {};
      const stays = presence === 'stays' || first;
      return {
        account,
        name,
        onRemoval,
        state: facts,
        declared: {
          before:
            stays || presence === 'removed' ? spec({ ...sides.before, ...sure }, first || was < 6) : null,
          after: stays || presence === 'made' ? spec(sides.after, (first && is < 8) || is < 5) : null,
        },
      };
    });
}

function people(): fc.Arbitrary<readonly PersonCase[]> {
  return fc.tuple(
    ...inMain.map((name) => personOf('acme', name)),
    ...inEmea.map((name) => personOf('emea', name)),
  );
}

const permissions = fc.constantFrom(['seats/manage', 'users/read'], ['seats/read'], ['users/manage']);

/** Organisations of two accounts in whatever state, and a plan for each. */
export const randomCase: fc.Arbitrary<Case> = fc.record({
  accounts: fc.tuple(accountOf('acme', inMain), accountOf('emea', inEmea)),
  people: people(),
  template,
  steward: fc.record({ before: permissions, after: permissions }),
});
