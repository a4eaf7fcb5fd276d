import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DocumentKind, validators } from '../../schemas/generated/validators.js';
import { findings } from './reference-validator.ts';
import { readSources } from './source-schemas.ts';

const { documents } = await readSources();

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, member]) =>
    pathsIn(member, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...below];
}

/** A copy with the value at `path` replaced; `undefined` takes it away. */
function replaced(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  const member = replaced(copy[key], rest, replacement);
  if (member === undefined && !Array.isArray(copy)) delete copy[key];
  else copy[key] = member;
  return copy;
}

const examples = documents.flatMap(({ name, schema }) =>
  (schema.examples ?? []).map((example) => ({ kind: name as DocumentKind, schema, example })),
);
/** Values that are right in some places and wrong in others. */
const interesting = fc.oneof(
  fc.constantFrom<unknown>(
    ...[
      undefined,
      null,
      true,
      false,
      0,
      -1,
      1.5,
      15,
      1_000_001,
      '',
      ' ',
      'any',
      'never',
      'unlimited',
      'sso',
      '20%',
      '101%',
    ],
    ...[
      'ana',
      'a/b',
      '..',
      'Ünïcode',
      '👩‍👩‍👧',
      '\u0000',
      '\ud800',
      'a'.repeat(257),
      '2024-02-29',
      '2023-02-29',
      '10.0.0.0/33',
      '::1/129',
    ],
    ...[
      [],
      {},
      [[]],
      ['a', 'a'],
      ['any', '::1'],
      ['agent', 'supervisor'],
      [{ pem: 'x', file: 'y' }],
      { 'a~/b': 1 },
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const change = fc.record({
  value: interesting,
  extraKey: fc.option(fc.constantFrom('x', 'a/b', 'account', 'group', 'logo', 'pem')),
});
const mutation = fc.constantFrom(...examples).chain(({ kind, schema, example }) =>
  fc
    .array(fc.tuple(fc.constantFrom(...pathsIn(example)), change), { minLength: 1, maxLength: 3 })
    .map((changes) => ({
      kind,
      schema,
      document: changes.reduce((document: unknown, [path, { value, extraKey }]) => {
        const target = extraKey === null ? path : [...path.slice(0, -1), extraKey];
        return existing(document, target.slice(0, -1)) ? replaced(document, target, value) : document;
      }, example),
    })),
);

function existing(value: unknown, [key, ...rest]: Path): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return key === undefined || existing((value as Record<string | number, unknown>)[key], rest);
}

interface Finding {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: object;
  readonly message?: string | undefined;
  readonly propertyName?: string | undefined;
}

const facts = ({ instancePath, keyword, params, message, propertyName }: Finding) =>
  JSON.stringify([instancePath, keyword, params, message, propertyName]);

/** Which duplicate is named, and whether one is named among items that are wrong anyway, is up to the validator. */
const comparable = (errors: readonly Finding[]) => errors.filter(({ keyword }) => keyword !== 'uniqueItems');

const placesOf = (errors: readonly Finding[]) =>
  [...new Set(comparable(errors).map(({ instancePath }) => instancePath))].sort();

describe('the generated validators', () => {
  test('give ajv’s verdict, in the same places, with nothing that ajv would not say', () => {
    fc.assert(
      fc.property(mutation, ({ kind, schema, document }) => {
        const expected = findings(schema, document);
        expect(validators[kind](document)).toBe(expected.length === 0);
        const errors = validators[kind].errors ?? [];
        expect(placesOf(errors)).toEqual(placesOf(expected));
        const known = new Set(expected.map(facts));
        for (const error of comparable(errors)) expect(known).toContain(facts(error));
      }),
      { numRuns: 3000 },
    );
  });

  test('refuse null in every place', () => {
    for (const { kind, example } of examples) {
      for (const path of pathsIn(example)) {
        expect(validators[kind](replaced(example, path, null)), `${kind} /${path.join('/')}`).toBe(false);
        const at = path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
        expect(validators[kind].errors?.map(({ instancePath }) => instancePath)).toContain(at);
      }
    }
  });

  test('forget the errors of the document before', () => {
    expect(validators.Team({})).toBe(false);
    expect(validators.Team.errors).not.toBeNull();
    const team = examples.find(({ kind }) => kind === 'Team')?.example;
    expect(validators.Team(team)).toBe(true);
    expect(validators.Team.errors).toBeNull();
  });
});
