import type { Diagnostic } from './diagnostic.ts';
import type { SearchFields } from './search-fields.ts';

/** One part of a search: a value of a field, or a word or phrase that is looked for in the text. */
export type SearchTerm<Name extends string = string> =
  | { readonly kind: 'field'; readonly field: Name; readonly value: string; readonly exclude: boolean }
  | { readonly kind: 'word' | 'phrase'; readonly value: string; readonly exclude: boolean };

export interface Search<Name extends string> {
  readonly terms: readonly SearchTerm<Name>[];
  /** Faults, each with the column it begins at. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A term as it stands in the text: `-`, `field:`, and a value in quotes or without. A quote left open ends with the text. */
const termForm =
  /(?<minus>-(?=\S))?(?:(?<field>[A-Za-z][A-Za-z-]*):(?!\/\/))?(?:"(?<quoted>(?:\\["\\]|[^"])*)(?:"|$)|(?<bare>[^\s"]*))/y;

/** What a word would be read as if it stood without quotes: something else than a word. */
const noWord = /^$|[\s"]|^-(?=\S)|^[A-Za-z][A-Za-z-]*:(?!\/\/)/;

type Found = Readonly<Record<'minus' | 'field' | 'quoted' | 'bare', string | undefined>>;

function valueIn({ quoted, bare = '' }: Found): string {
  return quoted === undefined ? bare : quoted.replace(/\\(["\\])/g, '$1');
}

function unknownField(name: string, names: readonly string[], column: number): Diagnostic {
  return {
    severity: 'error',
    code: 'search/unknown-field',
    summary: `There is no field ${name} to search by`,
    remedy: `use one of ${names.join(', ')}, or put the word in quotes`,
    column,
  };
}

function badValue(name: string, takes: string, column: number): Diagnostic {
  return {
    severity: 'error',
    code: 'search/bad-value',
    summary: `${name}: does not take this value`,
    remedy: `${name}: takes ${takes}`,
    column,
  };
}

function termOf<Name extends string>(
  found: Found,
  fields: SearchFields<Name>,
  column: number,
): SearchTerm<Name> | Diagnostic {
  const value = valueIn(found);
  const exclude = found.minus !== undefined;
  if (found.field === undefined)
    return { kind: found.quoted === undefined ? 'word' : 'phrase', value, exclude };
  const written = found.field.toLowerCase();
  const names = Object.keys(fields) as Name[];
  const field = names.find((name) => name === written);
  if (field === undefined) return unknownField(written, names, column);
  if (fields[field].fits(value)) return { kind: 'field', field, value, exclude };
  return badValue(field, fields[field].takes, column);
}

/**
 * Reads a search: `actor:ana -status:failure "seat limit" word`. Terms stand in their order; what is at fault is left out
 * of them and told.
 *
 * @param fields those that there are
 */
export function parseSearch<Name extends string>(text: string, fields: SearchFields<Name>): Search<Name> {
  const terms: SearchTerm<Name>[] = [];
  const diagnostics: Diagnostic[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) return { terms, diagnostics };
    termForm.lastIndex = at;
    const match = termForm.exec(text);
    const found = termOf((match?.groups ?? {}) as Found, fields, at + 1);
    if ('severity' in found) diagnostics.push(found);
    else if (found.kind === 'field' || found.value !== '') terms.push(found);
    at = Math.max(at + 1, termForm.lastIndex);
  }
}

const quoted = (value: string): string => `"${value.replace(/["\\]/g, '\\$&')}"`;

function printTerm(term: SearchTerm): string {
  const minus = term.exclude ? '-' : '';
  if (term.kind === 'field') {
    const bare = term.value !== '' && !/[\s"]/.test(term.value);
    return `${minus}${term.field}:${bare ? term.value : quoted(term.value)}`;
  }
  return minus + (term.kind === 'phrase' || noWord.test(term.value) ? quoted(term.value) : term.value);
}

/** The text of a search: what `parseSearch` reads as these terms again. */
export function printSearch(terms: readonly SearchTerm[]): string {
  return terms.map(printTerm).join(' ');
}

/** The words and phrases alone, as text: what full text search is given. */
export function wordsOf(terms: readonly SearchTerm[]): string {
  return printSearch(terms.filter(({ kind }) => kind !== 'field')).replaceAll('\\"', ' ');
}
