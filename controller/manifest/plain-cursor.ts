import type { Json } from '../../schemas/contract/json.ts';

/**
 * Where the members of each mapping and list begin: offsets into the document's text, in the order of the members.
 * A mapping has two a member (key, value), a list one an item.
 */
export type Marks = Map<object, number[]>;

/** A place in the text of one document, and what is collected on the way. */
export interface Cursor {
  readonly text: string;
  /** Offset of the next character to read. */
  at: number;
  /** Indentation of the line whose content begins at `at`; -1 at the end of the text. */
  indent: number;
  /** Absent: only the values are wanted, which is faster. */
  readonly marks: Marks | undefined;
}

/** Nesting beyond this is refused; manifests need ten levels. */
export const maxDepth = 64;

const leavesPlainSubset = new Error('not in the plain subset of YAML');

/** Gives up reading: only `yaml` may judge this text. Caught by `unlessGivenUp`, never seen outside. */
export function giveUp(): never {
  throw leavesPlainSubset;
}

/** Runs a reader of the plain subset; undefined where it gave up. */
export function unlessGivenUp(read: () => Json): { readonly value: Json } | undefined {
  try {
    return { value: read() };
  } catch (error) {
    if (error === leavesPlainSubset) return undefined;
    throw error;
  }
}

export const code = {
  newline: 0x0a,
  space: 0x20,
  quote: 0x22,
  hash: 0x23,
  apostrophe: 0x27,
  comma: 0x2c,
  dash: 0x2d,
  colon: 0x3a,
  openList: 0x5b,
  closeList: 0x5d,
  openMap: 0x7b,
  pipe: 0x7c,
  closeMap: 0x7d,
} as const;

/** Space, line break, or the end of the text (NaN). */
export function isBlank(character: number): boolean {
  return !(character > code.space);
}

export function skipSpaces(cursor: Cursor): void {
  while (cursor.text.charCodeAt(cursor.at) === code.space) cursor.at++;
}

/** True at a line break or at the end of the text. */
export function atLineEnd(cursor: Cursor): boolean {
  return cursor.at >= cursor.text.length || cursor.text.charCodeAt(cursor.at) === code.newline;
}

/** Column of the cursor, 0-based. */
export function columnOf(cursor: Cursor): number {
  return cursor.at - (cursor.text.lastIndexOf('\n', cursor.at - 1) + 1);
}

/** Passes the rest of a line on which a value has ended: only spaces and a comment may be left. Goes on to the next line. */
export function endLine(cursor: Cursor): void {
  const from = cursor.at;
  skipSpaces(cursor);
  if (cursor.text.charCodeAt(cursor.at) === code.hash && cursor.at > from) skipComment(cursor);
  if (!atLineEnd(cursor)) giveUp();
  nextLine(cursor);
}

function skipComment(cursor: Cursor): void {
  const end = cursor.text.indexOf('\n', cursor.at);
  cursor.at = end === -1 ? cursor.text.length : end;
}

/** From a line's end (or the start of the text) to the next content, past empty lines and comments; sets `indent`. */
export function nextLine(cursor: Cursor): void {
  const { text } = cursor;
  cursor.indent = -1;
  if (text.charCodeAt(cursor.at) === code.newline) cursor.at++;
  while (cursor.at < text.length) {
    const start = cursor.at;
    skipSpaces(cursor);
    const character = text.charCodeAt(cursor.at);
    if (character === code.hash) skipComment(cursor);
    else if (!isBlank(character)) {
      cursor.indent = cursor.at - start;
      return;
    }
    cursor.at++;
  }
}
