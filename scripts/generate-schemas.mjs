/**
 * Reads the hand-written schemas and fills in what follows from the others: the list of kinds, the settings of a
 * template and the names of its fields. Everything that is generated starts from here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const definitionsFile = 'definitions.schema.json';
const kindFile = /^(?<name>[A-Za-z]+)\.schema\.json$/;
const definitionReference = /^(?:\.\.\/definitions\.schema\.json)?#\/\$defs\/(?<name>\w+)$/;

/**
 * Keywords that hold a map of schemas by name. Inside, a key is a name of the user's and no keyword, so that a field
 * called `default` or `pattern` is not taken for one.
 */
const schemaMaps = new Set(['properties', '$defs']);
const subschemas = new Set([
  'items',
  'contains',
  'additionalProperties',
  'propertyNames',
  'if',
  'then',
  'else',
  'not',
]);

export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

export const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));

/** Rebuilds a schema from the leaves up, applying `change` to each subschema and to nothing else. */
export function mapSchema(schema, change) {
  if (!isObject(schema)) return schema;
  return change(
    mapValues(schema, (value, keyword) => {
      if (schemaMaps.has(keyword)) return mapValues(value, (member) => mapSchema(member, change));
      return subschemas.has(keyword) ? mapSchema(value, change) : value;
    }),
  );
}

/** The name of the shared definition that a `$ref` points to. No other references exist. */
export function definitionName(reference) {
  const name = definitionReference.exec(reference)?.groups?.name;
  if (name === undefined) throw new Error(`Not a reference to a shared definition: ${reference}`);
  return name;
}

/** Puts each shared definition in the place of its reference; keywords beside `$ref` win over the definition's. */
export function dereference(schema, definitions) {
  return mapSchema(schema, ({ $ref, ...beside }) => {
    if ($ref === undefined) return beside;
    const definition = definitions[definitionName($ref)];
    if (definition === undefined) throw new Error(`No such definition: ${$ref}`);
    return { ...dereference(definition, definitions), ...beside };
  });
}

function readJson(...path) {
  const file = join(...path);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file}: ${cause.message}`, { cause });
  }
}

function readDocuments(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => kindFile.exec(file)?.groups?.name ?? [])
    .map((name) => {
      const schema = readJson(folder, `${name}.schema.json`);
      return { name, schema, info: schema['x-bylaw-kind'] };
    });
}

const isParticular = (schema, definitions) => dereference(schema, definitions)['x-bylaw-template'] === false;

/** A settings kind's spec as a template may give it: without what is particular to one account, and without defaults. */
function templatePart(spec, definitions) {
  return mapSchema(spec, ({ default: _default, properties, ...schema }) => {
    if (properties === undefined) return schema;
    const shared = Object.entries(properties).filter(([, field]) => !isParticular(field, definitions));
    return { ...schema, properties: Object.fromEntries(shared) };
  });
}

function settingsOf(kinds, definitions) {
  const parts = kinds
    .filter(({ info }) => info.template !== undefined)
    .map(({ schema, info }) => [info.template, templatePart(schema.properties.spec, definitions)]);
  return { additionalProperties: false, properties: Object.fromEntries(parts) };
}

/** Dotted paths of the fields below each settings kind. A field that names a file is not one: its inline form is what is set. */
function pathsOf(properties, prefix = '') {
  return Object.entries(properties).flatMap(([name, field]) => {
    if (field['x-bylaw-file'] !== undefined) return [];
    const below = pathsOf(field.properties ?? {}, `${prefix}${name}.`);
    return prefix === '' ? below : [`${prefix}${name}`, ...below];
  });
}

/** What `x-bylaw-derived` stands for: keywords that follow from the schemas of the other kinds. */
function derivations(kinds, definitions) {
  const settings = settingsOf(kinds, definitions);
  return {
    kinds: { enum: kinds.map(({ name }) => name) },
    settings,
    settingPaths: { enum: pathsOf(dereference(settings, definitions).properties) },
  };
}

/**
 * Reads `schemas/`. Gives the shared definitions, the documents (one for each file in `kinds/`) and, of those, the
 * resource kinds (with `x-bylaw-kind`), with what is derived filled in and `$ref`s left as they are.
 */
export function readSchemas(folder) {
  const { $defs } = readJson(folder, definitionsFile);
  const sources = readDocuments(join(folder, 'kinds'));
  const derived = derivations(
    sources.filter(({ info }) => info !== undefined),
    $defs,
  );
  const fill = (schema) =>
    mapSchema(schema, ({ 'x-bylaw-derived': name, ...rest }) => {
      if (name === undefined) return rest;
      if (derived[name] === undefined) throw new Error(`Unknown x-bylaw-derived: ${name}`);
      return { ...rest, ...derived[name] };
    });
  const documents = sources.map((source) => ({ ...source, schema: fill(source.schema) }));
  return {
    definitions: mapValues($defs, fill),
    documents,
    kinds: documents.filter(({ info }) => info !== undefined),
  };
}
