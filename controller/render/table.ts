import { escapeControls } from './escape.ts';
import { createPalette } from './palette.ts';
import { padEnd, textWidth } from './text-width.ts';

export interface Column<T> {
  readonly title: string;
  readonly text: (row: T) => string;
  /** Numbers stand at the right. */
  readonly right?: true;
}

function cell(text: string, width: number, right: boolean): string {
  return right ? `${' '.repeat(Math.max(0, width - textWidth(text)))}${text}` : padEnd(text, width);
}

/**
 * Rows below each other, as wide as their widest cell; the last column is not filled up. Safe to print.
 *
 * @returns text that ends with a line break
 */
export function renderTable<T>(columns: readonly Column<T>[], rows: readonly T[], colour: boolean): string {
  const { bold } = createPalette(colour);
  const cells = rows.map((row) => columns.map((column) => escapeControls(column.text(row))));
  const widths = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...cells.map((row) => textWidth(row[index] ?? ''))),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => cell(text, widths[index] ?? 0, columns[index]?.right === true))
      .join('  ')
      .trimEnd();
  const head = bold(line(columns.map(({ title }) => title)));
  return `${[head, ...cells.map(line)].join('\n')}\n`;
}
