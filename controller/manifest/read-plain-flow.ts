import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { type Cursor, code, columnOf, giveUp, maxDepth, skipSpaces } from './plain-cursor.ts';
import { addMember, readKey } from './read-plain-key.ts';
import { match, readQuoted, resolvePlain } from './read-plain-scalar.ts';

const plainInFlow = /[\w./+\u00c0-\u024f-](?:[^,[\]{}:#\n"']|:(?=[^\s,[\]{}])|'(?=\w))*/y;

/** Reads `[...]` or `{...}`; lines after the first must be indented beyond `indent`. */
export function readFlow(cursor: Cursor, indent: number, depth: number): Json {
  if (depth > maxDepth) giveUp();
  const first = cursor.text.charCodeAt(cursor.at);
  if (first === code.openList) return readFlowList(cursor, indent, depth);
  if (first === code.openMap) return readFlowMap(cursor, indent, depth);
  if (first === code.quote || first === code.apostrophe) return readQuoted(cursor);
  return readPlainInFlow(cursor);
}

function readPlainInFlow(cursor: Cursor): Json {
  const source = match(plainInFlow, cursor)?.[0].trimEnd() ?? giveUp();
  if (source === '-' || source.startsWith('- ')) giveUp();
  return resolvePlain(source);
}

function readFlowList(cursor: Cursor, indent: number, depth: number): Json {
  const items: Json[] = [];
  const marks: number[] | undefined = cursor.marks && [];
  cursor.at++;
  while (!closes(cursor, indent, code.closeList)) {
    marks?.push(cursor.at);
    items.push(readFlow(cursor, indent, depth + 1));
    separate(cursor, indent, code.closeList);
  }
  if (marks) cursor.marks?.set(items, marks);
  return items;
}

function readFlowMap(cursor: Cursor, indent: number, depth: number): Json {
  const members: JsonObject = {};
  const marks: number[] | undefined = cursor.marks && [];
  cursor.at++;
  while (!closes(cursor, indent, code.closeMap)) {
    marks?.push(cursor.at);
    const key = readKey(cursor) ?? giveUp();
    skipFlowSpace(cursor, indent);
    marks?.push(cursor.at);
    addMember(members, key, readFlow(cursor, indent, depth + 1));
    separate(cursor, indent, code.closeMap);
  }
  if (marks) cursor.marks?.set(members, marks);
  return members;
}

/** Passes space before an item; true, and past the bracket, where the collection ends. */
function closes(cursor: Cursor, indent: number, bracket: number): boolean {
  skipFlowSpace(cursor, indent);
  if (cursor.text.charCodeAt(cursor.at) !== bracket) return false;
  cursor.at++;
  return true;
}

/** Passes the comma after an item, or stops before the closing bracket. */
function separate(cursor: Cursor, indent: number, bracket: number): void {
  skipFlowSpace(cursor, indent);
  const character = cursor.text.charCodeAt(cursor.at);
  if (character === code.comma) cursor.at++;
  else if (character !== bracket) giveUp();
}

function skipFlowSpace(cursor: Cursor, indent: number): void {
  skipSpaces(cursor);
  while (cursor.text.charCodeAt(cursor.at) === code.newline) {
    cursor.at++;
    skipSpaces(cursor);
    const character = cursor.text.charCodeAt(cursor.at);
    if (character !== code.newline && columnOf(cursor) <= indent) giveUp();
  }
}
