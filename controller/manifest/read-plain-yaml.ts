import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import {
  atLineEnd,
  type Cursor,
  code,
  columnOf,
  endLine,
  giveUp,
  isBlank,
  type Marks,
  maxDepth,
  nextLine,
  skipSpaces,
  unlessGivenUp,
} from './plain-cursor.ts';
import { readFlow } from './read-plain-flow.ts';
import { addMember, readKey } from './read-plain-key.ts';
import { readLiteral } from './read-plain-literal.ts';
import { readPlain } from './read-plain-scalar.ts';

/** Tabs, carriage returns, control characters and Unicode line breaks: `yaml` decides what they mean. */
const outsideSubset = /[^\P{Cc}\n]|[\u2028\u2029\ufeff\ufffe\uffff]/u;

/**
 * Reads one YAML document that keeps to the plain subset in which nearly all manifests are written: block mappings and
 * lists, scalars on one line, literal blocks, flow collections, comments. Some ten times as fast as a whole YAML parser,
 * and it knows where everything stands. Whatever it does not fully understand it leaves alone.
 * @param text one document, without its `---` line.
 * @param marks collects the positions of all members, where given.
 * @returns the value, exactly as `yaml` with the core schema reads it; undefined where only `yaml` may judge.
 */
export function readPlainYaml(text: string, marks?: Marks): { readonly value: Json } | undefined {
  if (outsideSubset.test(text) || hasMarker(text, '---') || hasMarker(text, '...')) return undefined;
  return unlessGivenUp(() => readRoot({ text, at: 0, indent: -1, marks }));
}

function hasMarker(text: string, marker: string): boolean {
  return text.startsWith(marker) || text.includes(`\n${marker}`);
}

function readRoot(cursor: Cursor): Json {
  nextLine(cursor);
  if (cursor.indent === -1) return null;
  const value = readNode(cursor, cursor.indent, -1, 0);
  return cursor.indent === -1 ? value : giveUp();
}

/**
 * Reads what begins at the cursor, in column `column`, and goes on to the content of the line after it.
 * @param parentIndent indentation of the collection that it belongs to.
 */
function readNode(cursor: Cursor, column: number, parentIndent: number, depth: number): Json {
  if (depth > maxDepth) giveUp();
  if (atListItem(cursor)) return readList(cursor, column, depth);
  const start = cursor.at;
  const key = readKey(cursor);
  if (key === undefined) return readInline(cursor, parentIndent, depth);
  return readMapping(cursor, { key, start, column, depth });
}

/** Reads a mapping or list that begins on a line of its own; a scalar there is left to `yaml`. */
function readBlock(cursor: Cursor, depth: number): Json {
  if (depth > maxDepth) giveUp();
  if (atListItem(cursor)) return readList(cursor, cursor.indent, depth);
  const start = cursor.at;
  const key = readKey(cursor) ?? giveUp();
  return readMapping(cursor, { key, start, column: cursor.indent, depth });
}

function atListItem(cursor: Cursor): boolean {
  return cursor.text.charCodeAt(cursor.at) === code.dash && isBlank(cursor.text.charCodeAt(cursor.at + 1));
}

interface FirstKey {
  readonly key: string;
  readonly start: number;
  readonly column: number;
  readonly depth: number;
}

function readMapping(cursor: Cursor, first: FirstKey): Json {
  const { column, depth } = first;
  const members: JsonObject = {};
  const marks: number[] | undefined = cursor.marks && [];
  let { key, start } = first;
  for (;;) {
    marks?.push(start);
    addMember(members, key, readMember(cursor, column, depth, marks));
    if (cursor.indent !== column) break;
    start = cursor.at;
    key = readKey(cursor) ?? giveUp();
  }
  if (cursor.indent > column) giveUp();
  if (marks) cursor.marks?.set(members, marks);
  return members;
}

/** Reads the value after `key:`: on the same line, on the following lines, or none (null). */
function readMember(cursor: Cursor, indent: number, depth: number, marks: number[] | undefined): Json {
  const afterColon = cursor.at;
  if (!goesToNextLine(cursor)) {
    marks?.push(cursor.at);
    return readInline(cursor, indent, depth + 1);
  }
  const list = cursor.indent === indent && atListItem(cursor);
  if (cursor.indent <= indent && !list) {
    marks?.push(afterColon);
    return null;
  }
  marks?.push(cursor.at);
  return list ? readList(cursor, indent, depth + 1) : readBlock(cursor, depth + 1);
}

function readList(cursor: Cursor, column: number, depth: number): Json {
  const items: Json[] = [];
  const marks: number[] | undefined = cursor.marks && [];
  do {
    cursor.at++;
    items.push(readItem(cursor, column, depth, marks));
  } while (cursor.indent === column && atListItem(cursor));
  if (cursor.indent > column) giveUp();
  if (marks) cursor.marks?.set(items, marks);
  return items;
}

/** Reads the item after `-`. */
function readItem(cursor: Cursor, indent: number, depth: number, marks: number[] | undefined): Json {
  const afterDash = cursor.at;
  const nested = goesToNextLine(cursor);
  const empty = nested && cursor.indent <= indent;
  marks?.push(empty ? afterDash : cursor.at);
  if (empty) return null;
  return nested ? readBlock(cursor, depth + 1) : readNode(cursor, columnOf(cursor), indent, depth + 1);
}

/** True, and at the next content, where nothing but a comment is left on the line. */
function goesToNextLine(cursor: Cursor): boolean {
  skipSpaces(cursor);
  const character = cursor.text.charCodeAt(cursor.at);
  if (character === code.hash) cursor.at--;
  else if (!atLineEnd(cursor)) return false;
  endLine(cursor);
  return true;
}

/** Reads a scalar or a flow collection. */
function readInline(cursor: Cursor, indent: number, depth: number): Json {
  const first = cursor.text.charCodeAt(cursor.at);
  if (first === code.pipe) return readLiteral(cursor, indent);
  const collects = first === code.openList || first === code.openMap;
  const quotes = first === code.quote || first === code.apostrophe;
  const value = collects || quotes ? readFlow(cursor, indent, depth) : readPlain(cursor);
  endLine(cursor);
  return value;
}
