import { withIsoTimes } from './iso-times.ts';

/**
 * One open transaction. It is the only way to the database: code receives it from `Database.write` or `Database.snapshot`, and asks it through
 * the functions below. Nothing but SQL belongs between its beginning and its end, since on PGlite everybody else waits for it.
 */
export interface Tx {
  query(sql: string, params?: readonly Parameter[]): Promise<Answer>;
}

/** What the database answers to a statement: rows by column name, each value in PostgreSQL's text of it, and how many rows it touched. */
export interface Answer {
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  readonly count: number;
}

/**
 * What a `$1` may be; both databases' drivers treat these alike (tested), and differ on the rest.
 * - Cast where PostgreSQL cannot tell the type: `$1::uuid`, `$2::int`.
 * - Arrays: `= ANY($1::uuid[])`, `unnest($1::text[])`. Elements may not be objects.
 * - JSON: `JSON.stringify(value)` as `$1::jsonb`; an object or an array of objects is not allowed.
 * - Times: ISO strings in UTC as `$1::timestamptz`; a Date is not allowed.
 */
export type Parameter = string | number | boolean | null | readonly (string | null)[] | readonly number[];

/** Begins statements that every request runs, always to the letter the same: PostgreSQL plans them once for each connection. */
export const preparedMark = '/* prepared */';

/** The PostgreSQL type of each column that is written, by column name: `{ id: 'uuid', permissions: 'text[]', spec: 'jsonb' }`. */
export type Columns = Readonly<Record<string, string>>;

/**
 * The rows of a statement (`SELECT`, or `INSERT`, `UPDATE`, `DELETE` with `RETURNING`), in its order, keyed by column name.
 *
 * They come as one JSON text: for thousands of rows less work for this process than one value at a time, on PGlite two to
 * three times faster (and `string_agg` is faster than `json_agg` on both).
 * So values are JSON's: `uuid`, `text`, `inet` strings; `int`, `bigint`, `numeric` numbers (exact up to 2^53: cast larger ones to
 * text); arrays and `jsonb` as they are; null for NULL. Times are ISO strings in UTC with milliseconds (`2026-11-24T08:30:00.000Z`)
 * in columns named `at`, `…_at` or `…At`: name a computed time so. Two columns of one name: the last one wins.
 * A statement that writes may not begin with `WITH`.
 * @throws what the database says, which `Database.write` and `Database.snapshot` make a DatabaseFailure where it is one.
 */
export async function rows<T>(tx: Tx, sql: string, ...params: readonly Parameter[]): Promise<T[]> {
  const { rows: answers } = await tx.query(asOneText(sql), params);
  return withIsoTimes(JSON.parse(`[${answers[0]?.['json'] ?? ''}]`) as T[]);
}

const preparedTexts = new Map<string, string>();

/** Of statements that every request runs the text is made once, as they are prepared once. */
function asOneText(sql: string): string {
  const known = preparedTexts.get(sql);
  if (known !== undefined) return known;
  const statement = `WITH answer_row AS (${sql}\n) SELECT string_agg(row_to_json(answer_row)::text, ',') AS json FROM answer_row`;
  if (sql.startsWith(preparedMark)) preparedTexts.set(sql, statement);
  return statement;
}

/** The texts of one row, as they are: for long ones, which `rows` would escape and read again. undefined: there is no row. */
export async function texts<Name extends string>(
  tx: Tx,
  sql: string,
  ...params: readonly Parameter[]
): Promise<Readonly<Record<Name, string>> | undefined> {
  const { rows: answers } = await tx.query(sql, params);
  return answers[0] as Readonly<Record<Name, string>> | undefined;
}

/** Runs one statement that returns nothing. Returns how many rows it touched. */
export async function execute(tx: Tx, sql: string, ...params: readonly Parameter[]): Promise<number> {
  const { count } = await tx.query(sql, params);
  return count;
}

/**
 * Inserts all rows with one statement, whatever their number; none for none. Returns how many were inserted.
 * Rows are keyed by column name; a row's other keys are ignored, and a missing or null one is NULL (not the column's default: leave a
 * column out of `columns` for that). Times are ISO strings. `onConflict` is what follows `ON CONFLICT`: `DO NOTHING`,
 * `(organisation_id, id) DO UPDATE SET spec = excluded.spec`.
 * @throws a violated constraint as the database says it; see `violatedUniqueConstraint`.
 */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: Columns,
  rows: readonly object[],
  onConflict?: string,
): Promise<number> {
  if (rows.length === 0) return 0;
  const names = Object.keys(columns).map(quoted).join(', ');
  const statement = `INSERT INTO ${quoted(table)} (${names}) SELECT ${names} FROM ${recordset(columns)}`;
  return execute(tx, onConflict ? `${statement} ON CONFLICT ${onConflict}` : statement, JSON.stringify(rows));
}

/**
 * Updates many rows with one statement: those that `key` (names of `columns`) finds get the other columns' values.
 * Returns how many were found. All of a row's columns are written: a missing one becomes NULL.
 */
export async function updateRows(
  tx: Tx,
  table: string,
  columns: Columns,
  key: readonly string[],
  rows: readonly object[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const values = Object.keys(columns).filter((name) => !key.includes(name));
  const set = values.map((name) => `${quoted(name)} = source.${quoted(name)}`).join(', ');
  const statement = `UPDATE ${quoted(table)} AS target SET ${set} FROM ${recordset(columns)} WHERE ${matches(key)}`;
  return execute(tx, statement, JSON.stringify(rows));
}

/** Deletes the rows that `keys` name, by all of `columns`, with one statement. Returns how many there were. */
export async function deleteRows(
  tx: Tx,
  table: string,
  columns: Columns,
  keys: readonly object[],
): Promise<number> {
  if (keys.length === 0) return 0;
  const statement = `DELETE FROM ${quoted(table)} AS target USING ${recordset(columns)} WHERE ${matches(Object.keys(columns))}`;
  return execute(tx, statement, JSON.stringify(keys));
}

const quoted = (name: string): string => `"${name}"`;

const matches = (key: readonly string[]): string =>
  key.map((name) => `target.${quoted(name)} = source.${quoted(name)}`).join(' AND ');

function recordset(columns: Columns): string {
  const typed = Object.entries(columns).map(([name, type]) => `${quoted(name)} ${type}`);
  return `jsonb_to_recordset($1::jsonb) AS source(${typed.join(', ')})`;
}
