import fc from 'fast-check';
import { seldom } from './arbitraries.ts';
import type { PersonState, SessionState } from './case.ts';

const method = fc.constantFrom('password' as const, 'password' as const, 'sso' as const);

const session: fc.Arbitrary<SessionState> = fc
  .record({
    method,
    secondFactor: fc.boolean(),
    begun: fc.constantFrom(0.5, 5, 20, 200),
    seen: fc.constantFrom(1, 20, 50, 300),
    notAfter: seldom(-1, 2),
  })
  .map((one) => ({
    ...one,
    seen: Math.min(one.seen, one.begun * 60),
    notAfter: one.method === 'sso' ? one.notAfter : null,
  }));

type Age = 0 | 2 | 5 | 14 | 20 | 40 | 100 | 300;
const ages = fc.constantFrom<Age[]>(0, 5, 14, 20, 40, 100, 300);
const rarely = fc.constantFrom(false, false, false, false, false, true);

const raw = fc.record({
  created: fc.constantFrom(0, 20, 40, 400, 400),
  invited: seldom(1, 10),
  active: fc.constantFrom(true, true, true, true, false),
  activated: ages,
  signedIn: ages,
  cameIn: fc.constantFrom(true, true, true, false),
  method,
  password: ages,
  hasPassword: fc.constantFrom(true, true, true, false),
  factor: fc.constantFrom(
    'none' as const,
    'none' as const,
    'none' as const,
    'app' as const,
    'passkey' as const,
    'both' as const,
  ),
  failed: fc.constantFrom(0, 0, 1, 2, 4),
  devices: fc.oneof(fc.constant([]), fc.array(fc.constantFrom(0, 0, 1, 2), { maxLength: 2 })),
  locked: rarely,
  suspended: rarely,
  seatAssigned: fc.constantFrom<Age[]>(2, 40, 100, 300, 300),
  away: fc.constantFrom(false, false, true),
  seatReleased: rarely,
  linked: fc.boolean(),
  ssoRole: seldom('Campaign Manager', 'Seat Steward'),
  groups: fc.subarray(['guild' as const, 'crew' as const]),
  tellsGroups: fc.constantFrom(true, true, true, false),
  sessions: fc.array(session, { maxLength: 2 }),
});

type Given = Parameters<Parameters<(typeof raw)['map']>[0]>[0];

/** A session needs a sign-in that has not been ended: of who was never in, is suspended or was just made there is none. */
function openSessions({ suspended, created, sessions }: Given, came: boolean): readonly SessionState[] {
  return came && !suspended && created > 10 ? sessions : [];
}

/** Of some all is long ago: for the rules of inactivity, which ask for the youngest of several times. */
function longAgo(given: Given): Given {
  const atLeast = (age: Age): Age => (age < 40 ? 40 : age);
  const { activated, signedIn, seatAssigned } = given;
  return {
    ...given,
    created: 400,
    activated: atLeast(activated),
    signedIn: atLeast(signedIn),
    seatAssigned: atLeast(seatAssigned),
    sessions: [],
  };
}

/** What can come about: who was never in has no session, known browser or second factor, a suspension ends sessions. */
function possible(given: Given): PersonState {
  const { active, cameIn, hasPassword, away: _, ...facts } = given;
  const came = active && cameIn;
  const open = openSessions(given, came);
  const by = open[0]?.method ?? facts.method;
  const password =
    active && (hasPassword || (came && by === 'password') || open.some((one) => one.method === 'password'));
  const youngest = Math.min(...open.map(({ begun }) => begun / 24));
  const factor = password ? facts.factor : 'none';
  return {
    ...facts,
    invited: facts.invited === null ? null : Math.min(facts.invited, facts.created),
    activated: active ? Math.min(facts.activated, facts.created) : null,
    signedIn: came ? Math.min(youngest, facts.signedIn, facts.created) : null,
    method: by,
    password: password ? Math.min(facts.password, facts.created) : null,
    factor,
    devices: came ? facts.devices : [],
    suspended: facts.suspended && facts.created > 0,
    seatAssigned: Math.min(facts.seatAssigned, facts.created),
    linked: facts.linked && came,
    groups: came ? facts.groups : [],
    sessions: open.map((one) => ({ ...one, secondFactor: one.secondFactor && factor !== 'none' })),
  };
}

/** What months of use may have left of a person. */
export const randomState: fc.Arbitrary<PersonState> = raw.map((given) =>
  possible(given.away ? longAgo(given) : given),
);
