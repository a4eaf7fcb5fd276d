import { describe, expect, test } from 'vitest';
import { findFailureSpike } from '../../../../api/audit/unusual/failure-spike.ts';
import { findMassChanges } from '../../../../api/audit/unusual/mass-changes.ts';
import { findNewNetwork, type KnownNetwork } from '../../../../api/audit/unusual/new-network.ts';
import { findUnusualHour } from '../../../../api/audit/unusual/unusual-hour.ts';
import {
  ordinaryChanges,
  ordinaryFailures,
  ordinarySignIns,
  poisson,
  type Random,
  seeded,
} from './ordinary-traffic.ts';

/** Windows of two weeks. */
const learning = 14 * 96;

/** Alarms of an organisation in the days after two weeks. Each window is attacked on its own: what came before it was ordinary. */
function failureAlarms(random: Random, attackPerWindow: number): { alarms: number; windows: number } {
  const counts = ordinaryFailures(random, 21);
  const later = counts.map((_, index) => index).slice(learning);
  const alarms = later.filter((index) => {
    const failures = (counts[index] ?? 0) + (attackPerWindow === 0 ? 0 : poisson(random, attackPerWindow));
    const usual = counts.slice(index - learning, index);
    return findFailureSpike({ failures, users: failures, unknown: 0, windowMinutes: 15, usual }) !== null;
  });
  return { alarms: alarms.length, windows: later.length };
}

interface Alarms {
  readonly signIns: number;
  readonly hours: number;
  readonly networks: number;
}

/** A person's sign-ins, each held against those before it; the first 60 days are not counted. */
function signInAlarms(random: Random, days: number): Alarms {
  const usual = Array.from({ length: 24 }, () => 0);
  const known = new Map<string, KnownNetwork>();
  const found = { signIns: 0, hours: 0, networks: 0 };
  for (const [number, { at, hour, network }] of ordinarySignIns(random, days).entries()) {
    if (at.getTime() >= Date.UTC(2026, 0, 5 + 60)) {
      found.signIns += 1;
      if (findUnusualHour({ hour, usual }) !== null) found.hours += 1;
      if (findNewNetwork({ network, known: [...known.values()], signIns: number, at }) !== null)
        found.networks += 1;
    }
    usual[hour] = (usual[hour] ?? 0) + 1;
    if (!known.has(network)) known.set(network, { network, firstUsedAt: at });
  }
  return found;
}

/**
 * How often something is pointed out that is ordinary, and how often what is not; the same at each run. The rule for hours was chosen among 15 on
 * seed 2, so no test here uses that one. Measured: failures 0.0038 alarms a day (4 in 1050 days); hours 0.0037 and networks 0.0120 of 39,119 sign-ins;
 * changes 0 of 38,000 hours, which says little: the generated administrators hardly reach the least count. Found: 0.929 of 2,000 sign-ins at night.
 */
describe('on ordinary traffic', () => {
  test('failures of an organisation alarm less than once in a hundred days', () => {
    const random = seeded(1);
    const runs = Array.from({ length: 150 }, () => failureAlarms(random, 0));
    const days = runs.reduce((sum, { windows }) => sum + windows, 0) / 96;
    const alarms = runs.reduce((sum, run) => sum + run.alarms, 0);
    expect(days).toBe(1050);
    expect(alarms / days).toBeLessThan(0.01);
  });

  test('less than one sign-in in a hundred is pointed out for its hour, and two for its network', () => {
    const random = seeded(22);
    const people = Array.from({ length: 400 }, () => signInAlarms(random, 180));
    const sum = (name: keyof Alarms): number => people.reduce((total, person) => total + person[name], 0);
    expect(sum('signIns')).toBeGreaterThan(30_000);
    expect(sum('hours') / sum('signIns')).toBeLessThan(0.01);
    expect(sum('networks') / sum('signIns')).toBeLessThan(0.02);
  });

  test('changes by hand alarm less than once in a thousand hours of work', () => {
    const random = seeded(3);
    const hours = 400;
    let alarms = 0;
    for (let admin = 0; admin < 100; admin += 1) {
      const counts = ordinaryChanges(random, hours);
      for (let index = 20; index < hours; index += 1) {
        const changes = counts[index] ?? 0;
        const facts = { actor: 'ana', changes, removals: poisson(random, changes * 0.2), windowMinutes: 60 };
        if (findMassChanges({ ...facts, usual: counts.slice(Math.max(0, index - 200), index) }) !== null)
          alarms += 1;
      }
    }
    expect(alarms / (100 * (hours - 20))).toBeLessThan(0.001);
  });
});

describe('what is not ordinary', () => {
  test('a hundred wrong passwords in a quarter of an hour are found in nine organisations of ten', () => {
    const random = seeded(4);
    const runs = Array.from({ length: 40 }, () => failureAlarms(random, 100));
    const windows = runs.reduce((sum, run) => sum + run.windows, 0);
    expect(runs.reduce((sum, run) => sum + run.alarms, 0) / windows).toBeGreaterThan(0.9);
  });

  test('a sign-in at three in the night is found for nine people of ten', () => {
    const random = seeded(5);
    const found = Array.from({ length: 2000 }, () => {
      const usual = Array.from({ length: 24 }, () => 0);
      for (const { hour } of ordinarySignIns(random, 90)) usual[hour] = (usual[hour] ?? 0) + 1;
      return findUnusualHour({ hour: 3, usual }) !== null;
    });
    expect(found.filter(Boolean).length / found.length).toBeGreaterThan(0.9);
  });
});
