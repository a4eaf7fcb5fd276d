import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditFields, peopleFields } from '../../../schemas/contract/search-fields.ts';
import { parseSearch, printSearch, type SearchTerm, wordsOf } from '../../../schemas/contract/search-text.ts';

const field = (name: string, value: string, exclude = false) => ({
  kind: 'field',
  field: name,
  value,
  exclude,
});
const word = (value: string, exclude = false) => ({ kind: 'word', value, exclude });
const phrase = (value: string, exclude = false) => ({ kind: 'phrase', value, exclude });

describe('reading', () => {
  test.each([
    ['', []],
    ['seat', [word('seat')]],
    ['  seat   limit ', [word('seat'), word('limit')]],
    ['"seat limit" or -old', [phrase('seat limit'), word('or'), word('old', true)]],
    ['actor:ana -status:failure', [field('actor', 'ana'), field('status', 'failure', true)]],
    ['ACTOR:Ana', [field('actor', 'Ana')]],
    ['address:"Team/emea/Big \\"One\\""', [field('address', 'Team/emea/Big "One"')]],
    ['since:3h until:2026-11-01', [field('since', '3h'), field('until', '2026-11-01')]],
    ['https://idp.example 10:30 -', [word('https://idp.example'), word('10:30'), word('-')]],
    ['"open to the end', [phrase('open to the end')]],
    ['word"phrase two"', [word('word'), phrase('phrase two')]],
    ['""', []],
  ])('%s', (text, terms) => {
    expect(parseSearch(text, auditFields)).toEqual({ terms, diagnostics: [] });
  });

  test('every fault is told with its place and what fits, and the rest is read', () => {
    const { terms, diagnostics } = parseSearch('acter:ana seat status:red since:soon', auditFields);
    expect(terms).toEqual([word('seat')]);
    expect(diagnostics.map(({ code, column }) => [code, column])).toEqual([
      ['search/unknown-field', 1],
      ['search/bad-value', 16],
      ['search/bad-value', 27],
    ]);
    expect(diagnostics[0]?.remedy).toContain('actor');
    expect(diagnostics[1]?.remedy).toContain('success, failure');
  });

  test.each([
    ['last-sign-in:>90d', 0],
    ['last-sign-in:<2026-01-01', 0],
    ['last-sign-in:never', 0],
    ['last-sign-in:90d', 1],
    ['last-sign-in:>90y', 1],
    ['status:', 1],
    ['actor:ana', 1],
  ])('of people: %s', (text, faults) => {
    expect(parseSearch(text, peopleFields).diagnostics).toHaveLength(faults);
  });
});

const value = fc.string({ minLength: 1, unit: 'binary' });
const bareWord = value.filter((text) => !/[\s"]|^-|^[A-Za-z][A-Za-z-]*:/.test(text));
const terms = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('field' as const),
      field: fc.constantFrom('actor', 'item', 'account', 'address'),
      value,
      exclude: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('word' as const), value: bareWord, exclude: fc.boolean() }),
    fc.record({ kind: fc.constant('phrase' as const), value, exclude: fc.boolean() }),
  ),
);

test('what is printed is read as the same terms', () => {
  fc.assert(
    fc.property(terms, (some: SearchTerm[]) => {
      expect(parseSearch(printSearch(some), auditFields)).toEqual({ terms: some, diagnostics: [] });
    }),
  );
});

test('any text is read, and what is read prints as what is read again', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ':', '-', '"', '\\', ' ', 'actor:') }), (text) => {
      const printed = printSearch(parseSearch(text, auditFields).terms);
      expect(printSearch(parseSearch(printed, auditFields).terms)).toBe(printed);
    }),
  );
});

test('full text search is given the words without the fields', () => {
  expect(wordsOf(parseSearch('actor:ana "seat limit" or -old', auditFields).terms)).toBe(
    '"seat limit" or -old',
  );
});
