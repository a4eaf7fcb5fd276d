import type { SearchFields } from '../../schemas/contract/search-fields.ts';

/** Values that a field is suggested with, by its name. */
export type SearchValues = Readonly<Record<string, readonly string[]>>;

/** `one of active, invited`: what a field takes, where that is a few words. */
function wordsTaken(takes: string): readonly string[] {
  return takes.startsWith('one of ') ? takes.slice('one of '.length).split(', ') : [];
}

const quotedWhereNeeded = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);

/** The term that is being typed, at the end of the text. */
const lastTerm = /(?:^|\s)(-?)([A-Za-z][A-Za-z-]*)?(?:(:)("?)([^"]*))?$/;
const maximum = 8;

/**
 * How the text could go on: names of fields, then values of the field that stands there. Each is the whole text as it would be.
 *
 * @param values known values of fields that do not have a few fixed ones
 */
export function searchSuggestions(
  text: string,
  fields: SearchFields,
  values: SearchValues = {},
): readonly string[] {
  const found = lastTerm.exec(text);
  if (found === null) return [];
  const [whole, minus = '', typed = '', colon, , value = ''] = found;
  const kept = text.slice(0, text.length - whole.trimStart().length);
  const begun = (begin: string, all: readonly string[]): readonly string[] =>
    all.filter((one) => one.toLowerCase().startsWith(begin.toLowerCase()) && one !== begin).slice(0, maximum);
  if (colon === undefined) {
    return begun(typed, Object.keys(fields)).map((name) => `${kept}${minus}${name}:`);
  }
  const field = fields[typed.toLowerCase()];
  if (field === undefined) return [];
  const known = values[typed.toLowerCase()] ?? wordsTaken(field.takes);
  return begun(value, known).map((one) => `${kept}${minus}${typed}:${quotedWhereNeeded(one)} `);
}
