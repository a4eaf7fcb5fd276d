import { describe, expect, it } from 'vitest';
import type { ImpactCode } from '../../../schemas/contract/plan.ts';
import { comesTrue, judge } from './judge.ts';
import type { Seen } from './observe.ts';
import type { Arrived } from './visitor.ts';

const arrived = (...stages: string[]): Arrived => ({ end: 'in', stages });
const refused = (end: string): Arrived => ({ end, stages: [] });
const ways = (password: Arrived): Seen['ways'] => ({ password, sso: null, invitation: null });

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
  conversationsRoles: ['agent'],
  openInvitations: 0,
  inactive: false,
  endsIn: null,
  expiresIn: null,
};

const out = { ways: ways(refused('sign-in/network')), enabledWays: ways(refused('sign-in/network')) };
const after = (seen: Partial<Seen>): Seen => ({ ...calm, ...seen });

/** What is seen of a code, by the code. */
const seen: Readonly<Partial<Record<ImpactCode, readonly [before: Seen | null, after: Seen | null]>>> = {
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

function verdict(codes: readonly ImpactCode[], [old, now]: readonly [Seen | null, Seen | null]) {
  const impact = codes.map((code) => ({ code, account: 'acme', people: ['ana'], detail: '', causes: [] }));
  const of = (one: Seen | null) => new Map(one === null ? [] : [['ana', one]]);
  return judge(impact, of(old), of(now)).wrong.map(({ code, predicted }) => [code, predicted]);
}

describe('the judge', () => {
  it('knows what to look for behind every code that a case can bring about', () => {
    expect(Object.keys(seen).sort()).toEqual(Object.keys(comesTrue).sort());
  });

  it.each(Object.entries(seen))(
    'complains where %s happens and nobody foretold it, and only then',
    (key, fate) => {
      const code = key as ImpactCode;
      expect(verdict([], fate)).toEqual([[code, false]]);
      expect(verdict([code], fate)).toEqual([]);
    },
  );

  it.each(Object.keys(seen))('complains where %s is foretold and does not happen', (key) => {
    const code = key as ImpactCode;
    expect(verdict([code], [calm, calm])).toEqual([[code, true]]);
  });

  it('holds "at once" against what happens at once', () => {
    const impact = (detail: string) => [
      { code: 'must-use-sso' as const, account: 'acme', people: ['ana'], detail, causes: [] },
    ];
    const now = after({ forced: refused('sign-in/use-sso') });
    const fate = [new Map([['ana', calm]]), new Map([['ana', now]])] as const;
    expect(judge(impact('must use single sign-on at once'), ...fate).wrong).toHaveLength(1);
    expect(judge(impact('must use single sign-on once it was tested'), ...fate).wrong).toEqual([]);
  });
});
