import { textWidth } from './text-width.ts';

/**
 * Puts pieces (words, names, already coloured) on lines of at most `width` columns; a piece is never cut.
 *
 * @param pieces what to print, without spaces between
 * @param width columns of a line
 * @param separator between pieces on one line
 * @returns at least one line, without indentation
 */
export function wrapPieces(pieces: readonly string[], width: number, separator = ' '): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const longer = line === '' ? piece : `${line}${separator}${piece}`;
    if (line !== '' && textWidth(longer) > width) {
      lines.push(line);
      line = piece;
    } else line = longer;
  }
  return [...lines, line];
}

/** Wraps a sentence and indents its lines: the first with `first`, the others with as many spaces (or `rest`). */
export function wrapText(
  text: string,
  width: number,
  first = '',
  rest = ' '.repeat(textWidth(first)),
): string[] {
  const room = width - Math.max(textWidth(first), textWidth(rest));
  const lines = wrapPieces(text.split(' '), Math.max(20, room));
  return lines.map((line, index) => `${index === 0 ? first : rest}${line}`);
}
