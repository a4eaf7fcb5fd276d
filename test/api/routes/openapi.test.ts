import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, expect, test } from 'vitest';
import { kinds } from '../../../schemas/semantics.ts';
import { testDatabase } from '../../support/database.ts';
import { caller, testServer } from './test-server.ts';
import { documentPath, type RouteKind, routesOf } from './walk-routes.ts';

const database = await testDatabase();
const { app } = await testServer(database);

const kindOf = new Map(
  routesOf(app).map(({ method, url, kind }) => [`${method.toLowerCase()} ${documentPath(url)}`, kind]),
);
const secured: Readonly<Record<RouteKind, readonly object[]>> = {
  open: [],
  door: [],
  step: [],
  operator: [{ operator: [] }],
  self: [{ session: [] }],
  guarded: [{ apiKey: [] }, { session: [] }],
};

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: string[];
  readonly security: object[];
  readonly responses: Record<string, object>;
  readonly requestBody?: { readonly content: Record<string, object> };
  readonly parameters?: { readonly name: string; readonly in: string }[];
}

let document: {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
  tags: { name: string }[];
};
let operations: { path: string; method: string; operation: Operation }[];

beforeAll(async () => {
  const { text } = await caller(app, null)('GET', '/openapi.json');
  document = JSON.parse(text) as typeof document;
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
});

test('the document is valid OpenAPI 3.1', async () => {
  // The specification's own schema (spec.openapis.org, Apache-2.0), with $dynamicRef as $ref for ajv.
  const schema = JSON.parse(
    await readFile('test/api/routes/fixtures/openapi-3.1.schema.json', 'utf8'),
  ) as object;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = ajv.compile(schema);
  expect(validate(document), ajv.errorsText(validate.errors)).toBe(true);
});

test('its own schemas are valid JSON Schema, and every reference leads somewhere', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'doc', ...document });
  const references = new Set(JSON.stringify(document).match(/(?<="\$ref":")[^"]+/g));
  expect(references.size).toBeGreaterThan(15);
  for (const reference of references) expect(() => ajv.compile({ $ref: `doc${reference}` })).not.toThrow();
});

test('every kind has its spec as a component', () => {
  for (const kind of kinds) expect(document.components.schemas).toHaveProperty(`${kind}Spec`);
});

test('every operation says what it is, who may use it, and what it answers', () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { path, method, operation } of operations) {
    const { summary, tags, security, responses, requestBody, parameters = [] } = operation;
    expect(summary, path).toBeTruthy();
    expect(tags, path).toHaveLength(1);
    expect(
      Object.keys(responses).some((status) => /^[23]/.test(status)),
      path,
    ).toBe(true);
    expect(security, `${method} ${path}`).toEqual(secured[kindOf.get(`${method} ${path}`) ?? 'open']);
    if (security.length > 0)
      expect(Object.keys(responses), path).toEqual(expect.arrayContaining(['401', '403', '429']));
    if (method === 'put' || method === 'patch') expect(requestBody, path).toBeDefined();
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(
      parameters
        .filter((parameter) => parameter.in === 'path')
        .map(({ name }) => name)
        .sort(),
      path,
    ).toEqual(named.sort());
  }
});

test('the session is a cookie, under the name that browsers take where the server stands', async () => {
  const { app: secure } = await testServer(database, { publicUrl: 'https://bylaw.example' });
  const { body } = await caller(secure, null)<{ components: { securitySchemes: object } }>(
    'GET',
    '/openapi.json',
  );
  expect([document, body].map(({ components }) => components)).toMatchObject([
    { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'bylaw_session' } } },
    { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: '__Host-bylaw_session' } } },
  ]);
  await secure.close();
});

test('an Idempotency-Key is promised where one is looked at', () => {
  const promised = operations.filter(({ operation }) =>
    operation.parameters?.some(({ name }) => name === 'idempotency-key'),
  );
  const kindsOf = new Set(promised.map(({ method, path }) => kindOf.get(`${method} ${path}`)));
  expect([...kindsOf].sort()).toEqual(['guarded', 'operator']);
  expect(promised.every(({ method }) => method === 'post')).toBe(true);
});

test('every tag is one that the document introduces', () => {
  const introduced = new Set(document.tags.map(({ name }) => name));
  const used = new Set(operations.flatMap(({ operation }) => operation.tags));
  expect([...used].filter((tag) => !introduced.has(tag))).toEqual([]);
});

test('names that the command relies on stand', () => {
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/v1/plans',
      '/v1/plans/{id}',
      '/v1/plans/{id}/apply',
      '/v1/resources',
      '/v1/audit',
      '/v1/audit/export',
      '/v1/whoami',
      '/v1/api-keys',
      '/v1/operator/organisations',
      '/v1/accounts/{account}/teams/{name}',
      '/v1/accounts/{account}/security-policy',
      '/v1/roles/{name}',
      '/v1/settings-templates/{name}',
      '/v1/accounts/{name}',
    ]),
  );
});
