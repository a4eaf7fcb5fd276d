import { describe, expect, test } from 'vitest';
import { findFailureSpike } from '../../../../api/audit/unusual/failure-spike.ts';
import { findMassChanges } from '../../../../api/audit/unusual/mass-changes.ts';
import { findNewNetwork } from '../../../../api/audit/unusual/new-network.ts';
import { spikeThreshold } from '../../../../api/audit/unusual/spike.ts';
import { findUnusualHour } from '../../../../api/audit/unusual/unusual-hour.ts';

const at = new Date('2026-11-24T12:00:00Z');
const daysAgo = (days: number): Date => new Date(at.getTime() - days * 24 * 3600_000);
const hoursOf = (counts: Readonly<Record<number, number>>): readonly number[] =>
  Array.from({ length: 24 }, (_, hour) => counts[hour] ?? 0);

describe('a spike', () => {
  const rule = { least: 10, deviations: 6, timesLargest: 1.5 };
  test.each([
    [[], 10],
    [[0, 0, 0, 0], 10],
    [[1, 1, 1, 1], 10],
    [[4, 4, 4, 4], 16],
    [[100, 100, 100, 100], 160],
    [[0, 0, 0, 40], 114],
    [[100, 100, 100, 200], 385],
  ])('after %o begins at %d', (usual, expected) => {
    expect(spikeThreshold(usual, rule)).toBe(expected);
  });
});

describe('failures', () => {
  const facts = { users: 40, unknown: 7, windowMinutes: 15, usual: [0, 3, 5, 2] };
  test('far beyond the usual are found, with the reason', () => {
    expect(findFailureSpike({ ...facts, failures: 60 })).toMatchObject({
      kind: 'failure-spike',
      reason:
        '60 sign-ins failed within 15 minutes, of 40 users and 7 with a name that nobody has; before, never more than 5 did.',
      detail: { failures: 60, largestBefore: 5 },
    });
  });

  test.each([
    [14, []],
    [14, [0, 0, 0]],
    [20, [15, 15, 15]],
  ])('%d after %o are ordinary', (failures, usual) => {
    expect(findFailureSpike({ ...facts, failures, usual })).toBeNull();
  });
});

describe('a network', () => {
  const office = { network: '192.0.2.0/24', firstUsedAt: daysAgo(200) };
  const home = { network: '203.0.113.0/24', firstUsedAt: daysAgo(100) };
  const fresh = (day: number) => ({ network: `198.18.${day}.0/24`, firstUsedAt: daysAgo(day) });
  const facts = { network: '198.51.100.0/24', known: [office, home], signIns: 80, at };

  test('that is new for somebody with his places is found', () => {
    expect(findNewNetwork(facts)).toMatchObject({
      kind: 'new-network',
      reason: 'The first sign-in from the network 198.51.100.0/24; the 80 before came from 2 other networks.',
    });
    expect(findNewNetwork({ ...facts, known: [office] })?.reason).toContain('from one other network');
    expect(
      findNewNetwork({ ...facts, known: [{ ...office, firstUsedAt: daysAgo(10) }], signIns: 6 }),
    ).not.toBeNull();
  });

  test.each([
    ['one that he knows', { network: home.network }],
    ['a newcomer’s', { signIns: 4 }],
    ['the first ever', { known: [], signIns: 0 }],
    ['a traveller’s', { known: [office, fresh(1), fresh(2), fresh(3)] }],
  ])('is ordinary: %s', (_, more) => {
    expect(findNewNetwork({ ...facts, ...more })).toBeNull();
  });

  test('is found again once the travelling is over', () => {
    expect(findNewNetwork({ ...facts, known: [office, fresh(40), fresh(50), fresh(60)] })).not.toBeNull();
  });
});

describe('an hour', () => {
  const office = hoursOf({ 8: 40, 9: 30, 10: 10 });
  test('far from all before is found', () => {
    expect(findUnusualHour({ hour: 3, usual: office })).toMatchObject({
      kind: 'unusual-hour',
      reason: 'A sign-in between 03:00 and 04:00; of the 80 before, 0 came within an hour of that.',
    });
    expect(findUnusualHour({ hour: 23, usual: office })?.reason).toContain('between 23:00 and 00:00');
    expect(findUnusualHour({ hour: 3, usual: hoursOf({ 9: 400, 2: 1 }) })).not.toBeNull();
  });

  test.each([
    [7, office],
    [11, office],
    [0, hoursOf({ 23: 40 })],
    [23, hoursOf({ 0: 40 })],
    [3, hoursOf({ 9: 29 })],
    [3, hoursOf({ 9: 100, 2: 2 })],
  ])('%d is ordinary after %o', (hour, usual) => {
    expect(findUnusualHour({ hour, usual })).toBeNull();
  });
});

describe('changes by hand', () => {
  const facts = { actor: 'ana', windowMinutes: 60, usual: [1, 4, 2, 3], removals: 0 };
  test('far beyond the usual are found, removals sooner', () => {
    expect(findMassChanges({ ...facts, changes: 120, removals: 90 })?.reason).toBe(
      'ana made 120 changes by hand within 60 minutes, 90 of them removals; before, never more than 4.',
    );
    expect(findMassChanges({ ...facts, changes: 20, removals: 20 })).toMatchObject({ kind: 'mass-changes' });
  });

  test.each([
    [39, 5, []],
    [14, 14, []],
    [100, 0, [60, 70, 20]],
  ])('%d with %d removals after %o are ordinary', (changes, removals, usual) => {
    expect(findMassChanges({ ...facts, changes, removals, usual })).toBeNull();
  });
});
