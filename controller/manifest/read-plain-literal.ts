import { type Cursor, code, giveUp, nextLine } from './plain-cursor.ts';
import { match } from './read-plain-scalar.ts';

const header = /\|(-?) *(?=\n|$)/y;

/** Reads a literal block (`|` or `|-`) whose first line has text; its lines are indented beyond `indent`. */
export function readLiteral(cursor: Cursor, indent: number): string {
  const chomping = (match(header, cursor) ?? giveUp())[1];
  const block = indentOfFirstLine(cursor);
  if (block <= indent) giveUp();
  const lines: string[] = [];
  while (cursor.at < cursor.text.length) {
    const line = literalLine(cursor, block, indent);
    if (line === undefined) break;
    lines.push(line);
  }
  while (lines.at(-1) === '') lines.pop();
  nextLine(cursor);
  return lines.join('\n') + (chomping === '-' ? '' : '\n');
}

function indentOfFirstLine(cursor: Cursor): number {
  const start = cursor.at + 1;
  let end = start;
  while (cursor.text.charCodeAt(end) === code.space) end++;
  return cursor.text.charCodeAt(end) > code.space ? end - start : giveUp();
}

/** Takes one more line of the block; undefined, and the cursor unmoved at the line's end before, where it has ended. */
function literalLine(cursor: Cursor, block: number, indent: number): string | undefined {
  const start = cursor.at + 1;
  const lineEnd = cursor.text.indexOf('\n', start);
  const end = lineEnd === -1 ? cursor.text.length : lineEnd;
  let content = start;
  while (content < end && cursor.text.charCodeAt(content) === code.space) content++;
  const empty = content === end;
  if (!empty && content - start < block) {
    if (content - start > indent) giveUp();
    return undefined;
  }
  cursor.at = end;
  return cursor.text.slice(Math.min(start + block, end), end);
}
