import { describe, expect, test } from 'vitest';
import { type DocumentKind, specValidators, validators } from '../../schemas/generated/validators.js';
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
  (schema.examples ?? []).map((example) => ({ kind: name as DocumentKind, example: example as object })),
);
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: object;
  readonly spec: object;
}

const apiVersion = 'bylaw.dev/v1';
const team = (spec: object, metadata: object = { name: 'Support', account: 'emea' }) => ({
  apiVersion,
  kind: 'Team',
  metadata,
  spec,
});
const settings = (kind: DocumentKind, spec: object) => ({
  apiVersion,
  kind,
  metadata: { account: 'emea' },
  spec,
});
const policy = (spec: object) => ({ apiVersion, kind: 'ChangePolicy', metadata: { name: 'default' }, spec });
const numbered = <Item>(length: number, item: (index: number) => Item): Item[] =>
  Array.from({ length }, (_, index) => item(index));

/** What explains mistakes reads these members: a keyword each, with what it says of itself. */
const told: readonly (readonly [document: Manifest, error: object])[] = [
  [
    team({ description: 5 }),
    {
      instancePath: '/spec/description',
      keyword: 'type',
      params: { type: 'string' },
      message: 'must be string',
    },
  ],
  [
    settings('Seats', { limit: true }),
    {
      instancePath: '/spec/limit',
      keyword: 'type',
      params: { type: ['integer', 'string'] },
      message: 'must be integer,string',
    },
  ],
  [
    team({ membrs: [] }),
    { instancePath: '/spec', keyword: 'additionalProperties', params: { additionalProperty: 'membrs' } },
  ],
  [
    team({}, { account: 'emea' }),
    {
      instancePath: '/metadata',
      keyword: 'required',
      params: { missingProperty: 'name' },
      message: "must have required property 'name'",
    },
  ],
  [
    team({ membership: 'sso', members: [] }),
    {
      instancePath: '/spec/members',
      schemaPath: '#/then/properties/members/false schema',
      keyword: 'false schema',
      params: {},
    },
  ],
  [
    team({ membership: 'open' }),
    {
      instancePath: '/spec/membership',
      keyword: 'enum',
      params: { allowedValues: ['exact', 'additive', 'sso'] },
    },
  ],
  [
    { ...team({}), apiVersion: 'v1' },
    { instancePath: '/apiVersion', keyword: 'const', params: { allowedValue: apiVersion } },
  ],
  [
    team({ members: ['ana', 'ivan', 'ana'] }),
    {
      instancePath: '/spec/members',
      keyword: 'uniqueItems',
      params: { i: 0, j: 2 },
      message: 'must NOT have duplicate items (items ## 2 and 0 are identical)',
    },
  ],
  [
    team({}, { name: 'Support', account: 'EMEA' }),
    {
      instancePath: '/metadata/account',
      schemaPath: '#/pattern',
      keyword: 'pattern',
      params: { pattern: '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$' },
    },
  ],
  [
    team({}, { name: '', account: 'emea' }),
    {
      instancePath: '/metadata/name',
      keyword: 'minLength',
      params: { limit: 1 },
      message: 'must NOT have fewer than 1 characters',
    },
  ],
  [
    team({}, { name: 'Support', account: 'emea', labels: { 'a/b~c d': 'x' } }),
    {
      instancePath: '/metadata/labels',
      keyword: 'pattern',
      propertyName: 'a/b~c d',
      params: { pattern: expect.stringMatching(/a-z0-9/) },
    },
  ],
  [
    team({}, { name: 'Support', account: 'emea', labels: { 'a b': 'x' } }),
    { instancePath: '/metadata/labels', keyword: 'propertyNames', params: { propertyName: 'a b' } },
  ],
  [
    team({}, { name: 'Support', account: 'emea', labels: { 'a/b': 5 } }),
    { instancePath: '/metadata/labels/a~1b', keyword: 'type', params: { type: 'string' } },
  ],
  [
    settings('Seats', { limit: -1 }),
    {
      instancePath: '/spec/limit',
      keyword: 'minimum',
      params: { comparison: '>=', limit: 0 },
      message: 'must be >= 0',
    },
  ],
  [
    settings('SecurityPolicy', { allowedNetworks: [] }),
    { instancePath: '/spec/allowedNetworks', keyword: 'minItems', params: { limit: 1 } },
  ],
  [
    settings('User', { conversationsRoles: ['agent', 'supervisor'] }),
    { instancePath: '/spec/conversationsRoles/1', keyword: 'not', params: {}, message: 'must NOT be valid' },
  ],
  [
    settings('User', { expires: '2027-02-29' }),
    { instancePath: '/spec/expires', keyword: 'format', params: { format: 'date' } },
  ],
  [
    policy({ approvals: [{ risk: 'high' }, { risk: 'low' }, { risk: 'high' }] }),
    { instancePath: '/spec/approvals', keyword: 'uniqueItems', params: { i: 2, j: 0 } },
  ],
];

/** Documents that are wrong, or look wrong, ten thousand times over; the time is that of one of a few megabytes. */
const large: readonly (readonly [what: string, document: Manifest])[] = [
  ['members', team({ members: numbered(100_000, (index) => `user-${index}`) })],
  ['wrong members', team({ members: numbered(100_000, (index) => index) })],
  [
    'wrong labels',
    team(
      {},
      {
        name: 'a',
        account: 'b',
        labels: Object.fromEntries(numbered(10_000, (index) => [`a b${index}`, 'c d'])),
      },
    ),
  ],
  [
    'wrong conditions',
    team(
      {},
      {
        name: 'a',
        accounts: { matchExpressions: numbered(10_000, (index) => ({ key: `?${index}`, operator: 5 })) },
      },
    ),
  ],
  [
    'wrong items of a list',
    settings('Notifications', { subscriptions: numbered(10_000, () => ({ to: {} })) }),
  ],
  [
    'objects to compare',
    policy({ approvals: numbered(100_000, (count) => ({ risk: 'high', count, from: { roles: ['a'] } })) }),
  ],
];

function errorsOf(document: Manifest) {
  const validate = validators[document.kind as DocumentKind];
  return validate(document) ? [] : (validate.errors ?? []);
}

describe('the generated validators', () => {
  test.each(told)('tell of %j as ajv does', (document, error) => {
    expect(errorsOf(document)).toContainEqual(
      expect.objectContaining({
        message: expect.stringMatching(/^must |^property name must |^boolean schema is false$/),
        schemaPath: expect.stringMatching(/^#\//),
        ...error,
      }),
    );
  });

  test('say nothing of conditions, only of what fails by them', () => {
    const errors = errorsOf(team({ group: 'Finance' }));
    expect(errors.map(({ keyword }) => keyword)).toEqual(['false schema']);
  });

  test.each(large)('take no more than seconds for very many %s', (_what, document) => {
    const started = performance.now();
    errorsOf(document);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test.each(examples)('find in the spec of $kind alone what they find in the whole', ({ kind, example }) => {
    for (const path of pathsIn(example).filter(([first, ...below]) => first === 'spec' && below.length > 0)) {
      const wrong = replaced(example, path, null) as { readonly spec: unknown };
      expect(validators[kind](wrong)).toBe(false);
      expect(specValidators[kind](wrong.spec)).toBe(false);
      const alone = specValidators[kind].errors ?? [];
      const placed = alone.map((error) => ({ ...error, instancePath: `/spec${error.instancePath}` }));
      expect(placed).toEqual(validators[kind].errors);
    }
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
