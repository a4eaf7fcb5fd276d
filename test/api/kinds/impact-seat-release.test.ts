import { describe, expect, it } from 'vitest';
import { peopleImpact } from '../../../api/kinds/people-impact.ts';
import type { Person, PersonFacts } from '../../../api/kinds/world.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { changeOf } from './change.ts';
import { account, day, impactOf, now, person, unseen, withSettings, world } from './worlds.ts';

const assigned = { seat: true, seatAssignedAt: now - 300 * day };
const quiet = (age: number, more: Partial<Person> = {}, facts: Partial<PersonFacts> = {}) =>
  person(
    'ana',
    { ...assigned, ...more },
    { activatedAt: null, createdAt: now - 400 * day, lastSignInAt: now - age, ...facts },
  );

const rule = (days: number | 'never'): JsonObject => ({ releaseAfterInactiveDays: days });
const acme = (people: readonly Person[], seats: JsonObject) =>
  withSettings(world([account('acme', people)]), 'acme', { Seats: seats });

/** What the plan says when the effective rule changes from one to the other. */
function told(who: Person, from: JsonObject, to: JsonObject) {
  const before = acme([who], from);
  return peopleImpact(before, withSettings(before, 'acme', { Seats: to }), []).map(({ code }) => code);
}

describe('a rule that takes seats back', () => {
  it.each<[what: string, who: Person, from: JsonObject, to: JsonObject, hit: boolean]>([
    ['90 days to the millisecond', quiet(90 * day), {}, rule(90), true],
    ['a millisecond less', quiet(90 * day - 1), {}, rule(90), false],
    ['a rule that is tightened', quiet(90 * day), rule(91), rule(90), true],
    ['hit by the rule before', quiet(90 * day), rule(60), rule(30), false],
    ['a rule that ends', quiet(90 * day), rule(90), rule('never'), false],
    ['no seat', quiet(90 * day, { seat: false }), {}, rule(90), false],
    [
      'a seat by sso',
      quiet(90 * day, { seat: false, seatAssignedAt: null, otherSeat: true }),
      {},
      rule(90),
      true,
    ],
    [
      'assigned that long ago while away',
      quiet(200 * day, { seatAssignedAt: now - 90 * day }),
      {},
      rule(90),
      true,
    ],
    ['assigned since', quiet(200 * day, { seatAssignedAt: now - 90 * day + 1 }), {}, rule(90), false],
    [
      'assigned since by sso',
      quiet(200 * day, { otherSeat: true, otherSeatAssignedAt: now - 1 }),
      {},
      rule(90),
      false,
    ],
    ['active again since', quiet(200 * day, {}, { activatedAt: now - 89 * day }), {}, rule(90), false],
    ['disabled people, too', quiet(90 * day, { enabled: false }), {}, rule(90), true],
  ])('hits whom its next run finds: %s', (_, who, from, to, hit) => {
    expect(told(who, from, to)).toEqual(hit ? ['loses-seat'] : []);
  });

  it('says by which rule, when and why', () => {
    const before = acme(
      [
        quiet(120 * day),
        { ...quiet(0), ...person('ivan', assigned, { ...unseen, createdAt: now - 90 * day }) },
      ],
      {},
    );
    const change = changeOf('Seats', {
      account: 'acme',
      before: { holders: [] },
      after: { holders: [], ...rule(90) },
    });
    const impacts = peopleImpact(before, withSettings(before, 'acme', { Seats: rule(90) }), [change]);
    const lost = 'will lose the seat at the next run of releaseAfterInactiveDays';
    expect(impacts.map(({ people, detail, causes }) => [people, detail, causes])).toEqual([
      [['ana'], `${lost}: no sign-in since 2026-08-26`, ['Seats/acme']],
      [['ivan'], `${lost}: made before 2026-08-26 and never signed in`, ['Seats/acme']],
    ]);
  });

  const seats = (before: readonly string[], after: readonly string[]) =>
    changeOf('Seats', { account: 'acme', before: { holders: [...before] }, after: { holders: [...after] } });

  it('leaves alone whom the plan gives a seat', () => {
    const found = impactOf(acme([quiet(90 * day, { seat: false })], rule(90)), [seats([], ['ana'])]);
    expect(found.map(({ code }) => code)).toEqual(['gains-seat']);
  });

  it('hits who is left with an old seat by sso, once the one by hand that kept him is taken away', () => {
    const both = quiet(200 * day, {
      seatAssignedAt: now - day,
      otherSeat: true,
      otherSeatAssignedAt: now - 300 * day,
    });
    expect(impactOf(acme([both], rule(90)), [seats(['ana'], [])])).toMatchObject([
      { code: 'loses-seat', people: ['ana'], causes: ['Seats/acme'] },
    ]);
  });
});
