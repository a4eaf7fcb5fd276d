import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '../../schemas/json-schema.ts';
import { annotationNames, findings } from './reference-validator.ts';
import { placesIn, readSources } from './source-schemas.ts';

const { documents } = await readSources();
const kinds = documents.flatMap(({ name, schema, info }) =>
  info === undefined ? [] : [{ name, schema, info }],
);
const kindNames = kinds.map(({ name }) => name);
const places = documents.flatMap(({ name, schema }) =>
  placesIn(name, schema).map((place) => ({ ...place, kind: name })),
);
const fields = places.filter(({ path }) => !/^\w+(?:\.metadata|\.spec)?$/.test(path));

/** The kind that has permissions to give. */
const roles = kinds.find(({ info }) => info['provides'] === 'roles')?.name;

const directions = /^(?:lower|higher|true|false|remove|add|order:\w+(?:,\w+)+)$/;

const annotationRules: Readonly<Record<string, (value: unknown, schema: JsonSchema) => boolean>> = {
  list: (value, { items }) => /^(?:set|ordered|map:\w+)$/.test(String(value)) && items !== undefined,
  additive: (value, { items }) => typeof value === 'object' && items !== undefined,
  immutable: (value) => value === true,
  reference: (value) => kindNames.includes(String(value)),
  grant: (value, schema) => value === true && schema['x-bylaw-reference'] === roles,
  'main-account-only': (value) => value === true,
  sensitive: (value) => value === true,
  risk: (value) => ['low', 'medium', 'high'].includes(String(value)),
  template: (value) => value === false,
  weakens: (value) => directions.test(String(value)),
  display: (value) => ['certificate', 'image', 'multiline'].includes(String(value)),
  file: (value) => typeof value === 'object',
};

describe('every field', () => {
  test.each(places)('$path says what it is', ({ schema }) => {
    expect(schema.description).toMatch(/^\S.*[.]$/s);
  });

  test.each(fields)('$path has examples, and they are valid', ({ schema }) => {
    expect(schema.examples?.length).toBeGreaterThan(0);
    for (const example of schema.examples ?? []) expect(findings(schema, example)).toEqual([]);
  });

  test.each(places.filter(({ schema }) => schema.default !== undefined))(
    '$path has a valid default',
    ({ schema }) => {
      expect(findings(schema, schema.default)).toEqual([]);
    },
  );

  test.each(places)('$path is typed, and closed where it is an object', ({ schema }) => {
    expect(schema.type).toBeDefined();
    if (schema.type === 'object') expect(schema.additionalProperties).toBeDefined();
    expect(schema.additionalProperties).not.toBe(true);
  });
});

describe('annotations', () => {
  test('the list of them is the one that has rules', () => {
    expect(Object.keys(annotationRules)).toEqual(annotationNames());
  });

  test.each(places)('those of $path are known and well-formed', ({ schema }) => {
    for (const [keyword, value] of Object.entries(schema)) {
      if (!keyword.startsWith('x-bylaw-') || keyword === 'x-bylaw-kind') continue;
      expect(annotationRules[keyword.slice('x-bylaw-'.length)]?.(value, schema), keyword).toBe(true);
    }
  });

  test.each(places.filter(({ schema }) => schema.items !== undefined))(
    '$path says what list it is',
    ({ schema }) => {
      expect(schema['x-bylaw-list']).toBeDefined();
    },
  );

  test.each(places.filter(({ schema }) => String(schema['x-bylaw-list']).startsWith('map:')))(
    'the items of $path have their key, and need it',
    ({ schema }) => {
      const key = String(schema['x-bylaw-list']).slice('map:'.length);
      expect(schema.items?.properties).toHaveProperty(key);
      expect(schema.items?.required).toContain(key);
    },
  );

  test.each(places.filter(({ schema }) => schema.properties !== undefined))(
    'fields of $path refer to fields beside them',
    ({ schema: { properties = {} } }) => {
      for (const field of Object.values(properties)) {
        const additive = field['x-bylaw-additive'] as { field: string; value: string } | undefined;
        const file = field['x-bylaw-file'] as { field: string; as: string } | undefined;
        if (additive !== undefined) expect(properties[additive.field]?.enum).toContain(additive.value);
        if (file !== undefined) expect(properties).toHaveProperty(file.field);
        if (file !== undefined) expect(['text', 'dataUri']).toContain(file.as);
      }
    },
  );

  test.each(places.filter(({ schema }) => String(schema['x-bylaw-weakens']).startsWith('order:')))(
    'the order of $path names each of its values',
    ({ schema }) => {
      const order = String(schema['x-bylaw-weakens']).slice('order:'.length).split(',');
      expect([...order].sort()).toEqual([...(schema.enum ?? [])].sort());
    },
  );

  test.each(places.filter(({ schema }) => /^(?:add|remove)$/.test(String(schema['x-bylaw-weakens']))))(
    'the direction of $path is one of lists',
    ({ schema }) => expect(schema.items).toBeDefined(),
  );

  test.each(places.filter(({ schema }) => typeof schema['x-bylaw-weakens'] === 'boolean'))(
    'the weaker value of $path is one of booleans',
    ({ schema }) => expect(schema.type).toBe('boolean'),
  );
});

describe('kinds', () => {
  test.each(kinds)('$name tells what it is', ({ name, schema, info }) => {
    expect(info).toMatchObject({ kind: name });
    expect(info['plural']).toMatch(/^[a-z-]+$/);
    expect(info['path']).toMatch(/^[a-z-]+$/);
    expect(['account', 'organisation', 'accountOrOrganisation']).toContain(info['scope']);
    expect(typeof info['one']).toBe('boolean');
    expect(info['permission']).toMatch(/^[a-z-]+$/);
    expect(['delete', 'disable', 'keep']).toContain(info['onRemoval']);
    expect(schema.title).toBe(name);
    expect(schema['x-bylaw-risk']).toBeDefined();
  });

  test('paths and permission areas are their own', () => {
    const infos = kinds.map(({ info }) => info);
    for (const key of ['plural', 'path', 'permission']) {
      expect(new Set(infos.map((info) => info[key])).size).toBe(infos.length);
    }
  });

  test('what one kind provides to the others, no second one does', () => {
    const provided = kinds.flatMap(({ info }) => info['provides'] ?? []);
    expect(new Set(provided).size).toBe(provided.length);
  });

  test('only settings kinds have defaults, and the set', () => {
    const withDefaults = new Set(
      places.filter(({ schema }) => schema.default !== undefined).map(({ kind }) => kind),
    );
    const settings = kinds.filter(({ info }) => info['template'] !== undefined).map(({ name }) => name);
    expect([...withDefaults].sort()).toEqual(['ManifestSet', ...settings].sort());
  });

  test('a settings template has what several accounts can share, all of it optional, without defaults', () => {
    const template = places.filter(({ path }) => path.startsWith('SettingsTemplate.spec.settings.'));
    expect(template.length).toBeGreaterThan(50);
    for (const { schema } of template) expect(schema['x-bylaw-template']).toBeUndefined();
    for (const { schema } of template) expect(schema.default).toBeUndefined();
    const paths = template.map(({ path }) => path.replace('SettingsTemplate.spec.settings.', ''));
    expect(paths).toContain('securityPolicy.requireTwoFactor');
    expect(paths).toContain('notifications.subscriptions[].to.roles');
    for (const own of [
      'seats.holders',
      'singleSignOn.initiationSlug',
      'singleSignOn.emergencyUsers',
      'customization.hostname',
    ]) {
      expect(paths).not.toContain(own);
    }
  });
});
