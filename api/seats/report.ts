import { stringify } from 'csv-stringify/sync';
import { withoutFormula } from '../audit/csv-row.ts';

type Cell = string | number | boolean | null | readonly string[];

/** The columns of a report: what stands above them, and how a row fills them. */
export type ReportColumns<T> = Readonly<Record<string, (row: T) => Cell>>;

function textOf(cell: Cell): string {
  if (cell === null) return '';
  return Array.isArray(cell) ? cell.join(', ') : String(cell);
}

/**
 * A list as CSV (RFC 4180 quoting, lines end with LF), safe to open in a spreadsheet, piece by piece: a page is read when the one before has
 * been taken.
 *
 * @param pages the list, page by page
 */
export async function* csvReport<T>(
  columns: ReportColumns<T>,
  pages: AsyncIterable<readonly T[]>,
): AsyncGenerator<string> {
  yield stringify([Object.keys(columns)]);
  for await (const page of pages) {
    yield stringify(
      page.map((row) => Object.values(columns).map((cell) => withoutFormula(textOf(cell(row))))),
    );
  }
}

const pageSize = 1_000;

/**
 * All pages of a list, one after the other.
 *
 * @param read the page after this row; null: the first
 */
export async function* allPages<T>(
  read: (after: T | null, limit: number) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  let after: T | null = null;
  for (;;) {
    const page: readonly T[] = await read(after, pageSize);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) return;
    after = last;
  }
}
