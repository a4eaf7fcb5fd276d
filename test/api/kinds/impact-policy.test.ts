import { describe, expect, it } from 'vitest';
import { peopleImpact } from '../../../api/kinds/people-impact.ts';
import type { Person } from '../../../api/kinds/world.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import type { ImpactCode } from '../../../schemas/contract/plan.ts';
import {
  account,
  day,
  manager,
  named,
  now,
  openSession,
  person,
  unseen,
  withSettings,
  world,
} from './worlds.ts';

/** Who is hit, by code, when an account's effective policy changes from one to the other. */
function hit(people: readonly Person[], from: JsonObject, to: JsonObject) {
  const before = withSettings(world([account('acme', people)]), 'acme', { SecurityPolicy: from });
  return named(peopleImpact(before, withSettings(before, 'acme', { SecurityPolicy: to }), []));
}

type Row = [what: string, who: Person, from: JsonObject, to: JsonObject, codes: readonly ImpactCode[]];

const required = { requireTwoFactor: true };
const signedInLongAgo = { lastSignInAt: now - 30 * day };
const session = { session: { absoluteHours: 12 } };

const secondFactor: readonly Row[] = [
  [
    'who has none must enrol',
    person('ana', {}, signedInLongAgo),
    session,
    { ...required, ...session },
    ['must-enrol-second-factor'],
  ],
  [
    'who has a session is signed out, too',
    person('ana', {}, openSession(1)),
    session,
    { ...required, ...session },
    ['must-enrol-second-factor', 'signed-out'],
  ],
  [
    'a session by single sign-on goes on',
    person('ana', {}, openSession(1, { method: 'sso' })),
    session,
    { ...required, ...session },
    ['must-enrol-second-factor'],
  ],
  ['who has one need not', person('ana', {}, { secondFactorEnrolledAt: now - day }), {}, required, []],
  ['who is disabled need not', person('ana', { enabled: false }), {}, required, []],
  ['who uses only single sign-on need not', person('ana', { allowedMethods: ['sso'] }), {}, required, []],
  [
    'who was never in must, at the first sign-in',
    person('ana', {}, unseen),
    {},
    required,
    ['must-enrol-second-factor'],
  ],
  ['what was required before is no news', person('ana'), required, { ...required, maxLoginAttempts: 5 }, []],
];

const quiet = (age: number, facts = {}) => person('ana', {}, { lastSignInAt: now - age, ...facts });
const inactivity: readonly Row[] = [
  ['90 days to the millisecond', quiet(90 * day), {}, { maxInactivityDays: 90 }, ['will-be-disabled']],
  ['a millisecond less', quiet(90 * day - 1), {}, { maxInactivityDays: 90 }, []],
  ['a millisecond more', quiet(90 * day + 1), {}, { maxInactivityDays: 90 }, ['will-be-disabled']],
  ['hit by the rule before', quiet(90 * day), { maxInactivityDays: 60 }, { maxInactivityDays: 30 }, []],
  ['suspended already', quiet(90 * day, { suspendedAt: now - day }), {}, { maxInactivityDays: 30 }, []],
  [
    'never signed in: counted from being made',
    person('ana', {}, { ...unseen, createdAt: now - 90 * day }),
    {},
    { maxInactivityDays: 90 },
    ['will-be-disabled'],
  ],
  ['a rule that ends', quiet(200 * day), { maxInactivityDays: 90 }, { maxInactivityDays: 'never' }, []],
  [
    'the last Account Manager is spared',
    manager('ana', {}, { lastSignInAt: now - 200 * day }),
    {},
    { maxInactivityDays: 90 },
    [],
  ],
];

const aged = (age: number) => person('ana', {}, { passwordSetAt: now - age, lastSignInAt: now - 30 * day });
const passwords: readonly Row[] = [
  [
    '90 days old to the millisecond',
    aged(90 * day),
    {},
    { passwordValidityDays: 90 },
    ['must-change-password'],
  ],
  ['a millisecond younger', aged(90 * day - 1), {}, { passwordValidityDays: 90 }, ['password-expires']],
  ['due before already', aged(90 * day), { passwordValidityDays: 60 }, { passwordValidityDays: 30 }, []],
  ['an end that comes later', aged(day), { passwordValidityDays: 60 }, { passwordValidityDays: 90 }, []],
  [
    'an end that comes earlier',
    aged(day),
    { passwordValidityDays: 90 },
    { passwordValidityDays: 60 },
    ['password-expires'],
  ],
  ['no password', person('ana', {}, { passwordSetAt: null }), {}, { passwordValidityDays: 90 }, []],
];

const failed = (failedAttempts: number) => person('ana', {}, { failedAttempts });
const locks: readonly Row[] = [
  [
    'one fewer than are allowed now',
    failed(2),
    { maxLoginAttempts: 5 },
    { maxLoginAttempts: 3 },
    ['will-be-locked'],
  ],
  ['two fewer', failed(1), { maxLoginAttempts: 5 }, { maxLoginAttempts: 3 }, []],
  ['one fewer than were allowed before', failed(4), { maxLoginAttempts: 5 }, { maxLoginAttempts: 3 }, []],
  [
    'who is locked already',
    person('ana', {}, { failedAttempts: 3, lockedAt: now }),
    { maxLoginAttempts: 5 },
    { maxLoginAttempts: 3 },
    [],
  ],
  [
    'a browser of his own, whose failures are counted apart',
    person('ana', {}, { deviceFailures: [2] }),
    { maxLoginAttempts: 5 },
    { maxLoginAttempts: 3 },
    ['will-be-locked'],
  ],
  [
    'not a browser that has failed too often: it counts as a stranger now',
    person('ana', {}, { deviceFailures: [3] }),
    { maxLoginAttempts: 5 },
    { maxLoginAttempts: 3 },
    [],
  ],
  [
    'never the last Account Manager',
    manager('ana', {}, { failedAttempts: 3 }),
    { maxLoginAttempts: 5 },
    { maxLoginAttempts: 3 },
    [],
  ],
];

const hour = day / 24;
const since = (age: number) => person('ana', {}, openSession(age, { lastSeenAt: now }));
const idle = (age: number) => person('ana', {}, openSession(age));
const twelve = { session: { absoluteHours: 12, idleMinutes: 60 } };
const sessions: readonly Row[] = [
  [
    'as old as sessions may be now',
    since(8 * hour),
    twelve,
    { session: { absoluteHours: 8, idleMinutes: 60 } },
    ['signed-out'],
  ],
  [
    'a millisecond younger',
    since(8 * hour - 1),
    twelve,
    { session: { absoluteHours: 8, idleMinutes: 60 } },
    [],
  ],
  ['ended before anyway', since(12 * hour), twelve, { session: { absoluteHours: 8, idleMinutes: 60 } }, []],
  [
    'idle time is shortened',
    idle(hour / 2),
    twelve,
    { session: { absoluteHours: 12, idleMinutes: 30 } },
    ['signed-out'],
  ],
  [
    'idle time is shortened, used just now',
    idle(hour / 2 - 1),
    twelve,
    { session: { absoluteHours: 12, idleMinutes: 30 } },
    [],
  ],
];

const twoSessions = person(
  'ana',
  {},
  {
    sessions: [8 * hour, hour / 4].flatMap((age) => openSession(age, { lastSeenAt: now }).sessions ?? []),
  },
);
const several: readonly Row[] = [
  ['one of two goes on', twoSessions, twelve, { session: { absoluteHours: 1, idleMinutes: 60 } }, []],
];

const local = (allowedNetworks: string[]) => person('ana', { allowedNetworks }, signedInLongAgo);
const networks: readonly Row[] = [
  [
    'lists that meet',
    local(['198.51.100.7']),
    session,
    { ...session, allowedNetworks: ['198.51.100.0/24'] },
    [],
  ],
  [
    'lists that do not meet',
    local(['203.0.113.7']),
    session,
    { ...session, allowedNetworks: ['198.51.100.0/24'] },
    ['locked-out'],
  ],
  [
    'a wider list of the user',
    local(['198.51.0.0/16']),
    session,
    { ...session, allowedNetworks: ['198.51.100.0/24'] },
    [],
  ],
];

describe.each([
  ['a second factor', secondFactor],
  ['inactivity', inactivity],
  ['validity of passwords', passwords],
  ['failed sign-ins', locks],
  ['sessions', sessions],
  ['several sessions', several],
  ['networks', networks],
])('%s', (_, rows) => {
  it.each(rows)('%s', (_what, who, from, to, codes) => {
    expect(Object.keys(hit([who], from, to)).sort()).toEqual([...codes].sort());
  });
});

describe('of several Account Managers', () => {
  const quietFor = (name: string, days: number, facts = {}) =>
    manager(
      name,
      {},
      { createdAt: now - 400 * day, activatedAt: now - 300 * day, lastSignInAt: now - days * day, ...facts },
    );
  const rule = { maxInactivityDays: 90 };

  it('the one who was there last is spared, and nobody where another one is not quiet', () => {
    expect(hit([quietFor('ana', 100), quietFor('ivan', 200)], {}, rule)).toEqual({
      'will-be-disabled': ['ivan'],
    });
    expect(hit([quietFor('ana', 100), quietFor('ivan', 20)], {}, rule)).toEqual({
      'will-be-disabled': ['ana'],
    });
  });

  it('who is locked is nobody to be left in charge', () => {
    const people = [quietFor('ana', 100, { lockedAt: now }), quietFor('ivan', 200)];
    expect(hit(people, {}, rule)).toEqual({ 'will-be-disabled': ['ana'] });
  });
});
