import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { FieldSemantics, KeyedListShape, ObjectSemantics } from '../../schemas/semantics.ts';
import { pointerStep } from './pointer.ts';
import { keyOf, memberSemantics } from './values.ts';

/** Values laid over others, and where they come from. */
export interface Layer {
  readonly from: string;
  readonly values: JsonObject;
}

/** Where each leaf comes from, by JSON pointer. Filled while layers are laid. */
export type Provenance = Record<string, string>;

interface Place {
  readonly from: string;
  readonly path: string;
  readonly provenance: Provenance;
}

function step(place: Place, key: string): Place {
  return { ...place, path: place.path + pointerStep(key) };
}

/** A value that replaces another as a whole also replaces what was known of the leaves below it. */
function replace({ from, path, provenance }: Place, value: Json): Json {
  for (const key of Object.keys(provenance)) {
    if (key.startsWith(`${path}/`)) delete provenance[key];
  }
  provenance[path] = from;
  return value;
}

function overlayKeyed(
  { key, item }: KeyedListShape,
  base: readonly Json[],
  values: readonly Json[],
  place: Place,
): Json[] {
  const result = new Map(base.map((entry) => [keyOf(key, entry), entry]));
  for (const entry of values) {
    const name = keyOf(key, entry);
    result.set(name, overlayField(item, result.get(name), entry, step(place, name)));
  }
  return [...result.keys()].sort().map((name) => result.get(name) ?? null);
}

/** Whether members are laid one by one. No members over an object say nothing of what is there. */
function mergesMembers({ fields, additional }: ObjectSemantics, base: Json | undefined, value: JsonObject) {
  if (Object.keys(value).length > 0) return true;
  return isObject(base) && (additional !== undefined || Object.keys(fields).length > 0);
}

function overlayField(semantics: FieldSemantics, base: Json | undefined, value: Json, place: Place): Json {
  if (semantics.type === 'object' && isObject(value) && mergesMembers(semantics, base, value)) {
    return overlayMembers(semantics, isObject(base) ? base : {}, value, place);
  }
  if (semantics.type === 'list' && semantics.list === 'map' && Array.isArray(value) && value.length > 0) {
    return overlayKeyed(semantics, Array.isArray(base) ? base : [], value, place);
  }
  return replace(place, value);
}

function overlayMembers(
  semantics: ObjectSemantics,
  base: JsonObject,
  values: JsonObject,
  place: Place,
): JsonObject {
  const result = { ...base };
  for (const [key, value] of Object.entries(values)) {
    result[key] = overlayField(memberSemantics(semantics, key), result[key], value, step(place, key));
  }
  return result;
}

/**
 * Lays one layer of settings over another: scalars and lists replace, keyed lists merge by key. Fields that the
 * semantics does not have (`metadata.labels`, lists of people) are no settings and stay out.
 */
export function overlay(
  semantics: ObjectSemantics,
  base: JsonObject,
  layer: Layer,
  provenance: Provenance,
): JsonObject {
  const values = Object.fromEntries(
    Object.entries(layer.values).filter(([key]) => Object.hasOwn(semantics.fields, key)),
  );
  return overlayMembers(semantics, base, values, { from: layer.from, path: '', provenance });
}
