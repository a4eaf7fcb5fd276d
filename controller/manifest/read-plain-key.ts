import type { JsonObject } from '../../schemas/contract/json.ts';
import { type Cursor, code, giveUp, isBlank } from './plain-cursor.ts';
import { resolvePlain } from './read-plain-scalar.ts';

/** 1: may begin a key; 2: may go on in one. */
const keyCharacters = new Uint8Array(128);
for (const character of '0123456789./-') keyCharacters[character.charCodeAt(0)] = 2;
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_') {
  keyCharacters[character.charCodeAt(0)] = 1;
}

/**
 * Reads a key and its colon, if that is what stands at the cursor; otherwise the cursor does not move.
 * Keys are words of ASCII letters, digits and `_./-`, bare or in quotes.
 */
export function readKey(cursor: Cursor): string | undefined {
  const { text, at } = cursor;
  const first = text.charCodeAt(at);
  const quoted = first === code.quote || first === code.apostrophe;
  const start = quoted ? at + 1 : at;
  const end = keyEnd(text, start);
  if (end === start || (quoted && text.charCodeAt(end) !== first)) return undefined;
  const colon = quoted ? end + 1 : end;
  if (text.charCodeAt(colon) !== code.colon || !isBlank(text.charCodeAt(colon + 1))) return undefined;
  cursor.at = colon + 1;
  const key = text.slice(start, end);
  if (!quoted && key.length < 6 && resolvePlain(key) !== key) giveUp();
  return key;
}

function keyEnd(text: string, start: number): number {
  if (keyCharacters[text.charCodeAt(start)] !== 1) return start;
  let end = start + 1;
  while ((keyCharacters[text.charCodeAt(end)] ?? 0) > 0) end++;
  return end;
}

/** Adds a member; a key that occurs twice or reaches for the prototype is not ours to judge. */
export function addMember(members: JsonObject, key: string, value: JsonObject[string]): void {
  if (members[key] !== undefined || key === '__proto__') giveUp();
  members[key] = value;
}
