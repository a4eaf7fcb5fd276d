import { describe, expect, it } from 'vitest';
import type { ImpactCode } from '../../../../schemas/contract/plan.ts';
import type { AccountSeen, Arrival, Observation, Seen } from '../observing/seen.ts';
import { type AccountCode, happensToAccount } from './account-codes.ts';
import { judge } from './judge.ts';
import { happensToPerson, type PersonCode } from './person-codes.ts';

const arrived = (...stages: string[]): Arrival => ({ end: 'in', stages });
const refused = (end: string): Arrival => ({ end, stages: [] });
const ways = (password: Arrival): Seen['ways'] => ({ password, device: null, sso: null, invitation: null });

/** Somebody to whom nothing happens. */
const calm: Seen = {
  userId: 'ana',
  ways: ways(arrived()),
  enabledWays: ways(arrived()),
  lifted: arrived(),
  forced: arrived(),
  locksAtNextFailure: false,
  sessions: 1,
  permissions: ['users/read'],
  seat: true,
  seatEnds: false,
  conversationsRoles: ['agent'],
  openInvitations: 0,
  inactive: false,
  endsIn: null,
  expiresIn: null,
};

const out = { ways: ways(refused('sign-in/network')), enabledWays: ways(refused('sign-in/network')) };
const after = (seen: Partial<Seen>): Seen => ({ ...calm, ...seen });

type Fate<T> = readonly [before: T, after: T];

/** What is seen of each code that names people, by the code. */
const people: Readonly<Record<PersonCode, Fate<Seen | null>>> = {
  'locked-out': [calm, after(out)],
  'must-use-sso': [calm, after({ forced: refused('sign-in/use-sso') })],
  'must-enrol-second-factor': [calm, after({ lifted: arrived('enrol-second-factor') })],
  'must-change-password': [calm, after({ lifted: arrived('change-password') })],
  'password-expires': [calm, after({ expiresIn: 25 })],
  'will-be-disabled': [calm, after({ inactive: true })],
  'will-be-locked': [calm, after({ locksAtNextFailure: true })],
  'signed-out': [calm, after({ sessions: 0 })],
  'loses-seat': [after({ conversationsRoles: [] }), after({ conversationsRoles: [], seat: false })],
  'gains-seat': [after({ seat: false }), calm],
  'loses-conversations': [calm, after({ conversationsRoles: [] })],
  'gains-permission': [calm, after({ permissions: ['users/read', 'teams/read'] })],
  'loses-permission': [calm, after({ permissions: [] })],
  removed: [after({ sessions: 0 }), null],
  disabled: [calm, after({ lifted: refused('sign-in/disabled') })],
  invited: [null, after({ seat: false, permissions: [], openInvitations: 1 })],
};

/** An account to which nothing happens. */
const quiet: AccountSeen = {
  aboveThreshold: [],
  full: ['emea 3/3'],
  ending: 1,
  hostname: null,
  slug: 'emea',
  sso: 'as it is',
  leniency: { 'without a second factor': 0 },
};
const then = (seen: Partial<AccountSeen>): AccountSeen => ({ ...quiet, ...seen });

/** The same of codes that name accounts. */
const accounts: Readonly<Record<AccountCode, Fate<AccountSeen>>> = {
  'threshold-crossed': [quiet, then({ aboveThreshold: ['emea'] })],
  'limit-reached': [quiet, then({ full: ['emea 3/2'] })],
  'certificate-expires': [quiet, then({ sso: 'another' })],
  'hostname-changes': [quiet, then({ hostname: 'portal.emea.example' })],
  'initiation-url-changes': [quiet, then({ slug: null })],
  weakens: [quiet, then({ leniency: { 'without a second factor': 1 } })],
};

function seen(one: Seen | null, account: AccountSeen): Observation {
  return {
    people: new Map(one === null ? [] : [['ana', one]]),
    accounts: new Map([['emea', account]]),
  };
}

function effect(code: ImpactCode, detail = '') {
  return { code, account: 'emea', people: code in happensToPerson ? ['ana'] : [], detail, causes: [] };
}

const fates: readonly [ImpactCode, Observation, Observation][] = [
  ...Object.entries(people).map(([code, [old, now]]): [ImpactCode, Observation, Observation] => [
    code as PersonCode,
    seen(old, quiet),
    seen(now, quiet),
  ]),
  ...Object.entries(accounts).map(([code, [old, now]]): [ImpactCode, Observation, Observation] => [
    code as AccountCode,
    seen(calm, old),
    seen(calm, now),
  ]),
];

function wrong(codes: readonly ImpactCode[], before: Observation, now: Observation) {
  const impact = codes.map((code) => effect(code));
  return judge(impact, before, now).wrong.map(({ code, predicted }) => [code, predicted]);
}

describe('the judge', () => {
  it('knows every code of people or accounts once', () => {
    const judged = [...Object.keys(happensToPerson), ...Object.keys(happensToAccount)];
    expect(judged.sort()).toEqual(fates.map(([code]) => code).sort());
  });

  it.each(fates)('complains where %s happens and nobody foretold it, and only then', (code, before, now) => {
    expect(wrong([], before, now)).toEqual([[code, false]]);
    expect(wrong([code], before, now)).toEqual([]);
  });

  it.each(fates)('complains where %s is foretold and does not happen', (code) => {
    const same = seen(calm, quiet);
    expect(wrong([code], same, same)).toEqual([[code, true]]);
  });

  it('counts how many people and accounts each code was foretold of', () => {
    const same = seen(calm, quiet);
    const { predictions } = judge([effect('disabled'), effect('weakens')], same, same);
    expect(predictions).toMatchObject({ disabled: 1, weakens: 1, removed: 0 });
  });

  it('holds "will lose the seat" against a run of the rule', () => {
    const fate = (change: Partial<Seen>) => [seen(calm, quiet), seen({ ...calm, ...change }, quiet)] as const;
    const wrongs = (detail: string, now: Partial<Seen>) =>
      judge([effect('loses-seat', detail)], ...fate(now)).wrong.map(({ predicted }) => predicted);
    const [soon, gone] = [{ seatEnds: true }, { seat: false, conversationsRoles: ['viewer'] }];
    expect(wrongs('will lose the seat at the next run', soon)).toEqual([]);
    expect(wrongs('loses the seat', soon)).toEqual([true]);
    expect(judge([effect('loses-seat', 'will lose the seat')], ...fate(soon)).seatsAtNextRun).toBe(1);
    expect(wrongs('will lose the seat at the next run', gone)).toContain(true);
    expect(judge([], ...fate(soon)).wrong.map(({ code }) => code)).toEqual(['loses-seat']);
  });

  it('holds "at once" against what happens at once', () => {
    const impact = (detail: string) => [effect('must-use-sso', detail)];
    const now = seen(after({ forced: refused('sign-in/use-sso') }), quiet);
    const fate = [seen(calm, quiet), now] as const;
    expect(judge(impact('must use single sign-on at once'), ...fate).wrong).toHaveLength(1);
    expect(judge(impact('must use single sign-on once it was tested'), ...fate).wrong).toEqual([]);
  });
});
