import { stripVTControlCharacters } from 'node:util';

const ascii = /^[\x20-\x7E]*$/;
const withoutWidth = /\p{M}/gu;
const twoColumns =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Emoji_Presentation}/gu;

/** Columns that a text takes in a terminal; colours take none, Chinese characters and emoji two. */
export function textWidth(text: string): number {
  if (ascii.test(text)) return text.length;
  const visible = stripVTControlCharacters(text);
  if (ascii.test(visible)) return visible.length;
  const bare = visible.replace(withoutWidth, '');
  const wide = bare.match(twoColumns)?.length ?? 0;
  return [...bare].length + wide;
}

/** Fills with spaces up to `columns`; a longer text stays as it is. */
export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - textWidth(text)));
}
