import { structuredPatch } from 'diff';
import { escapeControls } from './escape.ts';

export interface DiffLine {
  readonly mark: '+' | '-' | ' ' | '@';
  /** Safe to print. */
  readonly text: string;
}

/**
 * The difference of two long texts by lines, with two lines around each change (Myers' algorithm, by the `diff` package).
 * Where a text is so large that this would take long, all lines of the one go and all of the other come.
 */
export function diffLines(before: string, after: string): DiffLine[] {
  const patch = structuredPatch('', '', before, after, '', '', { context: 2, timeout: 500 });
  if (patch === undefined) return [...wholeText('-', before), ...wholeText('+', after)];
  return patch.hunks.flatMap((hunk, index): DiffLine[] => [
    ...(index > 0 || hunk.oldStart > 1 ? [{ mark: '@' as const, text: `line ${hunk.newStart}` }] : []),
    ...hunk.lines.filter((line) => !line.startsWith('\\')).map(toDiffLine),
  ]);
}

function toDiffLine(line: string): DiffLine {
  const mark = line.startsWith('+') ? '+' : line.startsWith('-') ? '-' : ' ';
  return { mark, text: escapeControls(line.slice(1)) };
}

/** A text that comes or goes as a whole. */
export function wholeText(mark: '+' | '-', text: string): DiffLine[] {
  return text
    .replace(/\n$/u, '')
    .split('\n')
    .map((line) => ({ mark, text: escapeControls(line) }));
}
