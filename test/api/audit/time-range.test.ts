import { describe, expect, test } from 'vitest';
import { instantWritten, isTimeZone, type RangeName, rangeNamed } from '../../../api/audit/time-range.ts';

interface Case {
  readonly name: RangeName;
  readonly now: string;
  readonly zone: string;
  readonly from: string;
  readonly to: string | null;
}

const cases: readonly Case[] = [
  {
    name: 'last-15-minutes',
    now: '2026-11-24T08:30:00Z',
    zone: 'UTC',
    from: '2026-11-24T08:15:00Z',
    to: null,
  },
  {
    name: 'last-3-hours',
    now: '2026-03-29T02:30:00Z',
    zone: 'Europe/Zagreb',
    from: '2026-03-28T23:30:00Z',
    to: null,
  },
  { name: 'today', now: '2026-11-24T08:30:00Z', zone: 'UTC', from: '2026-11-24T00:00:00Z', to: null },
  {
    name: 'today',
    now: '2026-11-24T23:30:00Z',
    zone: 'Europe/Zagreb',
    from: '2026-11-24T23:00:00Z',
    to: null,
  },
  {
    name: 'today',
    now: '2026-11-24T08:30:00Z',
    zone: 'America/Los_Angeles',
    from: '2026-11-24T08:00:00Z',
    to: null,
  },
  {
    name: 'today',
    now: '2026-11-24T07:59:59.999Z',
    zone: 'America/Los_Angeles',
    from: '2026-11-23T08:00:00Z',
    to: null,
  },
  {
    name: 'today',
    now: '2026-11-24T12:00:00Z',
    zone: 'Pacific/Kiritimati',
    from: '2026-11-24T10:00:00Z',
    to: null,
  },
  {
    name: 'today',
    now: '2026-11-24T12:00:00Z',
    zone: 'Asia/Kathmandu',
    from: '2026-11-23T18:15:00Z',
    to: null,
  },
  // Clocks go forward at 2 in the morning: a day of 23 hours.
  {
    name: 'yesterday',
    now: '2026-03-30T10:00:00Z',
    zone: 'Europe/Zagreb',
    from: '2026-03-28T23:00:00Z',
    to: '2026-03-29T22:00:00Z',
  },
  // And back at 3: a day of 25.
  {
    name: 'yesterday',
    now: '2026-10-26T10:00:00Z',
    zone: 'Europe/Zagreb',
    from: '2026-10-24T22:00:00Z',
    to: '2026-10-25T23:00:00Z',
  },
  // In Beirut, Cairo and Havana clocks skip midnight itself: the day begins at one.
  { name: 'today', now: '2026-03-29T12:00:00Z', zone: 'Asia/Beirut', from: '2026-03-28T22:00:00Z', to: null },
  {
    name: 'today',
    now: '2026-04-24T12:00:00Z',
    zone: 'Africa/Cairo',
    from: '2026-04-23T22:00:00Z',
    to: null,
  },
  {
    name: 'today',
    now: '2026-03-08T15:00:00Z',
    zone: 'America/Havana',
    from: '2026-03-08T05:00:00Z',
    to: null,
  },
  // Lord Howe Island moves by half an hour.
  {
    name: 'yesterday',
    now: '2026-04-06T00:00:00Z',
    zone: 'Australia/Lord_Howe',
    from: '2026-04-04T13:00:00Z',
    to: '2026-04-05T13:30:00Z',
  },
  // Weeks begin on Monday: Sunday belongs to the week that began six days ago.
  { name: 'this-week', now: '2026-11-29T23:59:59Z', zone: 'UTC', from: '2026-11-23T00:00:00Z', to: null },
  { name: 'this-week', now: '2026-11-30T00:00:00Z', zone: 'UTC', from: '2026-11-30T00:00:00Z', to: null },
  {
    name: 'this-week',
    now: '2026-11-29T23:30:00Z',
    zone: 'Europe/Zagreb',
    from: '2026-11-29T23:00:00Z',
    to: null,
  },
  {
    name: 'last-week',
    now: '2026-11-24T08:30:00Z',
    zone: 'UTC',
    from: '2026-11-16T00:00:00Z',
    to: '2026-11-23T00:00:00Z',
  },
  {
    name: 'last-week',
    now: '2026-11-22T12:00:00Z',
    zone: 'UTC',
    from: '2026-11-09T00:00:00Z',
    to: '2026-11-16T00:00:00Z',
  },
  {
    name: 'last-week',
    now: '2027-01-01T12:00:00Z',
    zone: 'UTC',
    from: '2026-12-21T00:00:00Z',
    to: '2026-12-28T00:00:00Z',
  },
  // The week in which clocks change has another length.
  {
    name: 'last-week',
    now: '2026-04-01T10:00:00Z',
    zone: 'Europe/Zagreb',
    from: '2026-03-22T23:00:00Z',
    to: '2026-03-29T22:00:00Z',
  },
  {
    name: 'yesterday',
    now: '2024-03-01T00:00:00Z',
    zone: 'UTC',
    from: '2024-02-29T00:00:00Z',
    to: '2024-03-01T00:00:00Z',
  },
];

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

test.each(cases)('$name at $now in $zone', ({ name, now, zone, from, to }) => {
  const range = rangeNamed(name, new Date(now), zone);
  expect([iso(range.from), iso(range.to)]).toEqual([
    iso(new Date(from)),
    to === null ? null : iso(new Date(to)),
  ]);
});

test('every hour of two years, today holds now and is at most 25 hours long', () => {
  const hour = 3_600_000;
  for (const zone of ['Europe/Zagreb', 'America/Havana', 'Australia/Lord_Howe', 'Asia/Beirut']) {
    for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2028, 0, 1); time += 37 * hour) {
      const { from } = rangeNamed('today', new Date(time), zone);
      const age = time - (from?.getTime() ?? 0);
      expect(age).toBeGreaterThanOrEqual(0);
      expect(age).toBeLessThan(25 * hour);
    }
  }
});

describe('instantWritten', () => {
  test.each([
    ['2026-03-29T10:00:00+02:00', false, '2026-03-29T08:00:00.000Z'],
    ['2026-03-29T10:00:00Z', true, '2026-03-29T10:00:00.000Z'],
    ['2026-03-29', false, '2026-03-28T23:00:00.000Z'],
    ['2026-03-29', true, '2026-03-29T22:00:00.000Z'],
    ['2026-02-30', false, null],
    ['2026-13-01', false, null],
    ['2026-03-29T25:00:00Z', false, null],
    ['2026-02-31T10:00:00Z', false, null],
    ['0000-01-01', false, null],
    ['0001-01-01', false, null],
    ['0001-01-01T00:00:00Z', false, null],
    ['1970-01-01', false, null],
    ['1970-01-01T01:00:00+01:00', false, '1970-01-01T00:00:00.000Z'],
    ['1970-01-01T00:59:59+01:00', false, null],
    ['9999-12-30', true, '9999-12-30T23:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', false, '9999-12-31T23:59:59.999Z'],
    ['9999-12-31T23:59:59-01:00', false, null],
    ['2026-03-29T10:00:00', false, null],
    ['yesterday', false, null],
    ['', false, null],
  ])('%s (end: %s)', (text, end, expected) => {
    expect(instantWritten(text, 'Europe/Zagreb', end)?.toISOString() ?? null).toBe(expected);
  });
});

test('the last day that can be written begins, and its end is no instant', () => {
  expect(instantWritten('9999-12-31', 'UTC', false)?.toISOString()).toBe('9999-12-31T00:00:00.000Z');
  expect(instantWritten('9999-12-31', 'UTC', true)).toBeUndefined();
});

test('time zones are known by name', () => {
  expect(['UTC', 'Europe/Zagreb', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
});
