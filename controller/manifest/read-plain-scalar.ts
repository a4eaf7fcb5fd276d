import type { Json } from '../../schemas/contract/json.ts';
import { type Cursor, code, giveUp, isBlank } from './plain-cursor.ts';

const int = /^[-+]?[0-9]+$/;
const octal = /^0o[0-7]+$/;
const hexadecimal = /^0x[0-9a-fA-F]+$/;
const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const special = /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/;

/** A word whose meaning differs between versions of YAML: `yaml` reads it, and `validate` asks for quotes. */
const ambiguous = Symbol('ambiguous');

const words = new Map<string, Json | typeof ambiguous>([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['~', null],
]);
for (const word of ['y', 'yes', 'n', 'no', 'on', 'off']) {
  const capitalised = word.charAt(0).toUpperCase() + word.slice(1);
  for (const spelling of [word, capitalised, word.toUpperCase()]) words.set(spelling, ambiguous);
}

/** The value of an unquoted scalar in the core schema (YAML 1.2.2, section 10.3.2). */
export function resolvePlain(source: string): Json {
  const first = source.charCodeAt(0);
  if (first > 0x39) return resolveWord(source);
  if (int.test(source)) return Number.parseInt(source, 10);
  if (octal.test(source)) return Number.parseInt(source.slice(2), 8);
  if (hexadecimal.test(source)) return Number.parseInt(source.slice(2), 16);
  if (float.test(source)) return Number.parseFloat(source);
  return special.test(source) ? giveUp() : source;
}

function resolveWord(source: string): Json {
  const word = source.length < 6 ? words.get(source) : undefined;
  if (word === ambiguous) giveUp();
  return word === undefined ? source : word;
}

const doubleQuotedEscapes = /"(?:[^"\\\n]|\\["\\/bfnrt]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*"/y;
const singleQuoted = /'((?:[^'\n]|'')*)'/y;

/** Reads a quoted scalar that ends on its line. */
export function readQuoted(cursor: Cursor): string {
  const { text, at } = cursor;
  if (text.charCodeAt(at) === code.apostrophe) {
    return (match(singleQuoted, cursor)?.[1] ?? giveUp()).replaceAll("''", "'");
  }
  const end = text.indexOf('"', at + 1);
  const content = text.slice(at + 1, end);
  if (content.includes('\\') || content.includes('\n') || end === -1) return readEscapes(cursor);
  cursor.at = end + 1;
  return content;
}

/** Escapes that JSON has too, with the same meaning. */
function readEscapes(cursor: Cursor): string {
  return JSON.parse(match(doubleQuotedEscapes, cursor)?.[0] ?? giveUp()) as string;
}

/** Applies a sticky expression at the cursor and moves past the match. */
export function match(expression: RegExp, cursor: Cursor): RegExpExecArray | null {
  expression.lastIndex = cursor.at;
  const found = expression.exec(cursor.text);
  if (found) cursor.at = expression.lastIndex;
  return found;
}

const indicators = new Set([...'&*!|>%@`"\'#,[]{}?:'].map((character) => character.charCodeAt(0)));

/** Reads an unquoted scalar that ends on its line. */
export function readPlain(cursor: Cursor): Json {
  const { text, at } = cursor;
  const first = text.charCodeAt(at);
  if (indicators.has(first) || (first === code.dash && isBlank(text.charCodeAt(at + 1)))) giveUp();
  cursor.at = plainEnd(text, at);
  return resolvePlain(text.slice(at, cursor.at));
}

/** Offset after the last character of the plain scalar that begins at `start`. */
function plainEnd(text: string, start: number): number {
  let end = start;
  for (let position = start; position < text.length; position++) {
    const character = text.charCodeAt(position);
    if (character === code.space) continue;
    if (character === code.newline) break;
    if (character === code.hash && text.charCodeAt(position - 1) === code.space) break;
    if (character === code.colon && isBlank(text.charCodeAt(position + 1))) giveUp();
    end = position + 1;
  }
  return end;
}
