import { redactText } from '../../schemas/contract/secret-form.ts';
import { escapeControls } from './escape.ts';
import type { Palette } from './palette.ts';
import { textWidth } from './text-width.ts';

export interface Excerpt {
  /** The line as it is in the file. */
  readonly source: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** Columns of the terminal. */
  readonly width: number;
}

const mark = '…';

/** A line of a file with its number, and below it a caret at the column. Long lines are cut around the caret, secrets left out. */
export function sourceExcerpt({ source, line, column, width }: Excerpt, palette: Palette): string[] {
  const gutter = String(line).padStart(5);
  const room = Math.max(20, width - gutter.length - 4);
  const { text, caret } = cut(redactText(source), column - 1, room);
  const before = textWidth(escapeControls(text.slice(0, caret)));
  return [
    `${palette.dim(`${gutter} |`)} ${escapeControls(text)}`,
    `${palette.dim(`${' '.repeat(gutter.length)} |`)} ${' '.repeat(before)}${palette.red('^')}`,
  ];
}

/** The part of a line that fits, with the caret in it. Tabs become one space. */
function cut(source: string, caret: number, room: number): { readonly text: string; readonly caret: number } {
  const line = source.replaceAll('\t', ' ').trimEnd();
  if (line.length <= room) return { text: line, caret };
  const start = Math.max(0, Math.min(caret - Math.floor(room / 2), line.length - room));
  const part = line.slice(start, start + room - 2);
  const left = start === 0 ? '' : mark;
  return { text: `${left}${part}${mark}`, caret: caret - start + left.length };
}
