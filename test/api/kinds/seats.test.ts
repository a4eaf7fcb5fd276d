import { describe, expect, it } from 'vitest';
import { reachesThreshold } from '../../../api/kinds/people/seat-usage.ts';
import { projectWorld } from '../../../api/kinds/project-world.ts';
import { seatsKind } from '../../../api/kinds/seats/seats.ts';
import type { World } from '../../../api/kinds/world.ts';
import type { Change } from '../../../controller/reconcile/change.ts';
import { changeOf } from './change.ts';
import { account, person, withSettings, world } from './worlds.ts';

describe('warning threshold', () => {
  /** The first number of used seats that reaches it, by size: 85 % up to 50, 95 % up to 100, 97 % above. */
  it.each([
    [1, 1],
    [20, 17],
    [50, 43],
    [51, 49],
    [100, 95],
    [101, 98],
    [1000, 970],
  ])('of %i seats is reached with %i', (size, first) => {
    expect(reachesThreshold({ used: first, size })).toBe(true);
    expect(reachesThreshold({ used: first - 1, size })).toBe(false);
  });

  it('does not exist for no seats', () => {
    expect(reachesThreshold({ used: 0, size: 0 })).toBe(false);
  });
});

const names = Array.from({ length: 12 }, (_, index) => `user${index}`);

/** An account in which the first so many people hold a seat. */
function seated(held: number, limit: number | 'unlimited', purchasedSeats = 100): World {
  const people = names.map((name, index) => person(name, { seat: index < held }));
  return withSettings(world([account('acme', people)], { purchasedSeats }), 'acme', { Seats: { limit } });
}

function give(before: World, from: number, to: number, limit?: number | 'unlimited') {
  const changes: readonly Change[] = [
    changeOf('Seats', {
      account: 'acme',
      before: { holders: names.slice(0, from) },
      after: { holders: names.slice(0, to), ...(limit === undefined ? {} : { limit }) },
    }),
  ];
  const projected = projectWorld(before, changes);
  const after = limit === undefined ? projected : withSettings(projected, 'acme', { Seats: { limit } });
  const assessment = { before, after, changes, own: changes };
  return {
    codes: (seatsKind.check?.(assessment) ?? []).map(({ severity, code }) => `${severity} ${code}`),
    impact: (seatsKind.impact?.(assessment) ?? []).map(({ code }) => code),
  };
}

describe('limit and pool', () => {
  it('let the last seat be given, and not one more', () => {
    expect(give(seated(9, 10), 9, 10)).toEqual({ codes: [], impact: ['limit-reached'] });
    expect(give(seated(9, 10), 9, 11).codes).toEqual(['error seats/limit-exceeded']);
  });

  it('take no seat away: being over a lowered limit is said, and stops only new ones', () => {
    expect(give(seated(9, 20), 9, 9, 5)).toEqual({
      codes: ['warning seats/over-limit'],
      impact: ['threshold-crossed', 'limit-reached'],
    });
    expect(give(seated(9, 5), 9, 8)).toEqual({ codes: [], impact: ['limit-reached'] });
    expect(give(seated(9, 5), 9, 10).codes).toEqual(['error seats/limit-exceeded']);
  });

  it('stop a swap while the account is over', () => {
    const before = seated(9, 5);
    const changes = [
      changeOf('Seats', {
        account: 'acme',
        before: { holders: names.slice(0, 9) },
        after: { holders: names.slice(1, 10) },
      }),
    ];
    const found = seatsKind.check?.({ before, after: projectWorld(before, changes), changes, own: changes });
    expect(found?.map(({ code }) => code)).toEqual(['seats/limit-exceeded']);
  });

  it('of the pool hold for accounts without a limit', () => {
    expect(give(seated(9, 'unlimited', 10), 9, 10)).toEqual({ codes: [], impact: ['limit-reached'] });
    expect(give(seated(9, 'unlimited', 10), 9, 11).codes).toEqual(['error seats/pool-exceeded']);
  });

  it('are told of once when the threshold is crossed', () => {
    expect(give(seated(8, 10), 8, 9).impact).toEqual(['threshold-crossed']);
    expect(give(seated(9, 11), 9, 10).impact).toEqual(['threshold-crossed']);
    expect(give(seated(9, 10), 9, 8).impact).toEqual([]);
  });

  it('warn where limits add up to more than is purchased', () => {
    expect(give(seated(1, 10, 20), 1, 1, 21).codes).toEqual(['warning seats/limits-exceed-purchased']);
    expect(give(seated(1, 10, 20), 1, 1, 20).codes).toEqual([]);
  });
});
