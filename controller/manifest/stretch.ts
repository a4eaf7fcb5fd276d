/** A stretch of a file's text: one document, or all of them. */
export interface Stretch {
  readonly file: string;
  readonly text: string;
  /** 1-based line on which the stretch begins in its file. */
  readonly firstLine: number;
}

/** One line of the file; empty outside the stretch. */
export function lineOf({ text, firstLine }: Stretch, line: number): string {
  let start = 0;
  for (let left = line - firstLine; left > 0; left--) {
    const next = text.indexOf('\n', start);
    if (next === -1) return '';
    start = next + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? text.length : end);
}
