/**
 * The schemas as ajv makes validators of them: without annotations, and cut into schemas with names, so that what several
 * have in common becomes one function and the code is a third shorter to load.
 */
import { definitionName, dereference, isObject, mapSchema, mapValues } from './generate-schemas.mjs';

const annotation = /^(?:x-bylaw-.*|description|title|examples|default|\$schema)$/;
/** Keywords whose schema holds for each of many values. */
const repeated = ['items', 'additionalProperties', 'propertyNames'];
/** A function is shorter than two copies of a schema from about this length of its text. */
const worthSharing = 60;

/** The name of the schema of a document's spec. */
export const specName = (name) => `${name}Spec`;

const isScalar = ({ type }) => ![type].flat().some((name) => name === 'object' || name === 'array');

const changeRepeated = (schema, change) =>
  mapValues(schema, (value, keyword) =>
    repeated.includes(keyword) && isObject(value) ? change(value) : value,
  );

/**
 * Puts definitions of scalars in the place of their references where a schema holds for each of many values: ajv then sees
 * that items are texts, and finds duplicates by a table instead of comparing each with each.
 */
const inlineScalars = (schema, definitions) =>
  changeRepeated(schema, (value) => {
    const whole = dereference(value, definitions);
    return isScalar(whole) ? whole : value;
  });

/** Objects can only be compared each with each, so not those of a list that is refused for its length anyway. */
function compareFew({ uniqueItems, ...keywords }) {
  if (uniqueItems === undefined) return keywords;
  if (isScalar(keywords.items)) return { ...keywords, uniqueItems };
  const { maxItems } = keywords;
  if (maxItems === undefined || keywords.if !== undefined)
    throw new Error('A list of unique objects needs maxItems, and no if beside it');
  // Made from pairs, because an object written with a member `then` is taken for a promise.
  const rule = [
    ['if', { maxItems }],
    ['then', { uniqueItems }],
  ];
  return { ...keywords, ...Object.fromEntries(rule) };
}

const withoutAnnotations = (keywords) =>
  Object.fromEntries(Object.entries(keywords).filter(([keyword]) => !annotation.test(keyword)));

/** Leaves only what validates; a reference is the name of the definition. */
function bare(schema, definitions) {
  const inlined = mapSchema(schema, (keywords) => inlineScalars(keywords, definitions));
  return mapSchema(inlined, (keywords) => {
    const { $ref, ...rest } = withoutAnnotations(keywords);
    return $ref === undefined ? compareFew(rest) : { ...rest, $ref: definitionName($ref) };
  });
}

/** Shared definitions, each document, and each document's spec, to which the document refers. */
function named({ definitions, documents }) {
  const entries = documents.flatMap(({ name, schema }) => {
    const { properties, ...manifest } = bare(schema, definitions);
    return [
      [specName(name), properties.spec],
      [name, { ...manifest, properties: { ...properties, spec: { $ref: specName(name) } } }],
    ];
  });
  return { ...mapValues(definitions, (schema) => bare(schema, definitions)), ...Object.fromEntries(entries) };
}

/** The parts of a schema that can be functions of their own: fields, and what holds for each of many objects. */
function changeParts({ properties, ...keywords }, change) {
  const rest = changeRepeated(keywords, (value) => (isScalar(value) ? value : change(value)));
  return properties === undefined ? rest : { ...rest, properties: mapValues(properties, change) };
}

/** Names, by their text, of the parts that are there twice or are a named schema, such as what a template has of a kind. */
function findTwins(schemas) {
  const seen = new Map(Object.entries(schemas).map(([name, schema]) => [JSON.stringify(schema), name]));
  const twins = new Map();
  const look = (part) => {
    const text = JSON.stringify(part);
    if (text.length < worthSharing) return part;
    if (seen.has(text)) twins.set(text, seen.get(text));
    else seen.set(text, `part${seen.size}`);
    return twins.has(text) ? part : changeParts(part, look);
  };
  for (const schema of Object.values(schemas)) changeParts(schema, look);
  return twins;
}

/** Gives parts that are there twice a name, and puts references in their places. */
function shareTwins(schemas) {
  const twins = findTwins(schemas);
  const shared = {};
  const share = (part) => {
    const name = twins.get(JSON.stringify(part));
    const inside = changeParts(part, share);
    if (name === undefined) return inside;
    shared[name] ??= inside;
    return { $ref: name };
  };
  const rest = mapValues(schemas, (schema) => changeParts(schema, share));
  return { ...shared, ...rest };
}

/** Every schema by its name, which is also its `$id`; a `$ref` is the name of another. */
export function validatorSchemas(schemas) {
  return mapValues(shareTwins(named(schemas)), (schema, name) => ({ $id: name, ...schema }));
}
