/** PostgreSQL's JSON of a `timestamptz` in a session in UTC: the fraction is cut after its last digit that is not zero. */
const POSTGRESQL_TIME = /^(\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?\+00:00$/;

/**
 * Columns of the schema that hold a time have such names, and no others do (a test holds the schema to it).
 * Going by name, not by looks, leaves alone texts that only look like a time: what a person wrote is never rewritten.
 */
const isTimeColumn = (name: string): boolean => /^at$|_at$|[a-z]At$/.test(name);

/**
 * Rows with their times as JavaScript writes them: UTC, milliseconds, `Z`. Changes the rows in place: they were just parsed, and
 * nobody else has them.
 */
export function withIsoTimes<T>(rows: T[]): T[] {
  const [first] = rows;
  if (typeof first !== 'object' || first === null) return rows;
  for (const name of Object.keys(first).filter(isTimeColumn)) {
    for (const row of rows as Record<string, unknown>[]) row[name] = isoTime(row[name]);
  }
  return rows;
}

function isoTime(value: unknown): unknown {
  const [, seconds, fraction = ''] = (typeof value === 'string' && POSTGRESQL_TIME.exec(value)) || [];
  return seconds === undefined ? value : `${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
}
