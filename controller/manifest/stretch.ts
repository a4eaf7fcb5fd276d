/** A stretch of a file's text: one document, or all of them. */
export interface Stretch {
  readonly file: string;
  readonly text: string;
  /** 1-based line on which the stretch begins in its file. */
  readonly firstLine: number;
}

/** Gives lines of the file by number; empty outside the stretch. The text is cut when the first is asked for. */
export function lineReader({ text, firstLine }: Stretch): (line: number) => string {
  let lines: readonly string[] | undefined;
  return (line) => {
    lines ??= text.split('\n');
    return lines[line - firstLine] ?? '';
  };
}
