/** The ranges of time that the audit log offers by name. */
export const rangeNames = [
  'last-15-minutes',
  'last-3-hours',
  'today',
  'yesterday',
  'this-week',
  'last-week',
] as const;

export type RangeName = (typeof rangeNames)[number];

/** From `from` on, before `to`; null: without end on that side. */
export interface TimeRange {
  readonly from: Date | null;
  readonly to: Date | null;
}

/** A day of the calendar, as a count of days since 1970-01-01. */
type Day = number;

const minute = 60_000;
const hour = 60 * minute;
const dayLength = 24 * hour;
/** No time zone was ever further from UTC than this; a day of the calendar begins somewhere in this window. */
const widestOffset = 16 * hour;
const daysOfWeek = 7;
/** 1970-01-01 was a Thursday: three days after a Monday. */
const thursday = 3;

function partsIn(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
}

/** Whether the runtime knows a time zone by this name (`Europe/Zagreb`, `UTC`, `+02:00`). */
export function isTimeZone(name: string): boolean {
  try {
    partsIn(name);
    return true;
  } catch {
    return false;
  }
}

function dayOf(format: Intl.DateTimeFormat, instant: number): Day {
  const parts = format.formatToParts(instant);
  const [year, month, day] = ['year', 'month', 'day'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  );
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day) / dayLength;
}

/**
 * The first instant of a day of the calendar: midnight, or, where the clocks skip midnight, the first moment after it.
 * Found by bisection, which needs no knowledge of offsets and their changes.
 */
function startOfDay(format: Intl.DateTimeFormat, day: Day): Date {
  let before = day * dayLength - widestOffset;
  let after = day * dayLength + widestOffset;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayOf(format, middle) >= day) after = middle;
    else before = middle;
  }
  return new Date(after);
}

const mondayOf = (day: Day): Day => day - ((((day + thursday) % daysOfWeek) + daysOfWeek) % daysOfWeek);

/**
 * The range that a name stands for. Days begin at midnight in the time zone, whatever its clocks do; weeks begin on
 * Monday. A range that includes the present has no end.
 */
export function rangeNamed(name: RangeName, now: Date, timeZone: string): TimeRange {
  const format = partsIn(timeZone);
  const today = dayOf(format, now.getTime());
  const start = (day: Day): Date => startOfDay(format, day);
  const ranges: Record<RangeName, () => TimeRange> = {
    'last-15-minutes': () => ({ from: new Date(now.getTime() - 15 * minute), to: null }),
    'last-3-hours': () => ({ from: new Date(now.getTime() - 3 * hour), to: null }),
    today: () => ({ from: start(today), to: null }),
    yesterday: () => ({ from: start(today - 1), to: start(today) }),
    'this-week': () => ({ from: start(mondayOf(today)), to: null }),
    'last-week': () => ({ from: start(mondayOf(today) - daysOfWeek), to: start(mondayOf(today)) }),
  };
  return ranges[name]();
}

const plainDate = /^\d{4}-\d{2}-\d{2}$/;
const plainTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

function dayWritten(text: string): Day | undefined {
  const instant = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== text
    ? undefined
    : instant / dayLength;
}

/** What every date of the database and of ISO 8601 with four digits can hold. */
const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function withinCalendar(instant: Date): Date | undefined {
  const time = instant.getTime();
  return time >= earliest && time <= latest ? instant : undefined;
}

/**
 * The instant that a person wrote: a time with its offset (`2026-03-29T10:00:00+02:00`), or a date, which begins at
 * midnight in the time zone. With `end`, a date includes its whole day. undefined: it is neither, or
 * the instant in UTC is outside the years 1970 to 9999.
 */
export function instantWritten(text: string, timeZone: string, end: boolean): Date | undefined {
  const isTime = plainTime.test(text);
  if (!isTime && !plainDate.test(text)) return undefined;
  // Date.parse takes 31 February for 3 March, so the day is looked at by itself.
  const day = dayWritten(text.slice(0, 'yyyy-mm-dd'.length));
  if (day === undefined) return undefined;
  return withinCalendar(isTime ? new Date(text) : startOfDay(partsIn(timeZone), end ? day + 1 : day));
}
