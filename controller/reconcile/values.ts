import { nameKey } from '../../schemas/contract/address.ts';
import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { canonicalJson, isObject } from '../../schemas/contract/json.ts';
import { canonicalPem } from '../../schemas/contract/pem.ts';
import type { FieldSemantics, Kind, ObjectSemantics } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';

const unknown: FieldSemantics = {
  type: 'scalar',
  description: '',
  immutable: false,
  sensitive: false,
  template: false,
};
const cached = new Map<Kind, ObjectSemantics>();

function beside(kind: Kind): ObjectSemantics {
  const { spec, metadata } = kindInfo(kind);
  const { labels = unknown, annotations = unknown, onRemoval = unknown } = metadata.fields;
  return {
    ...spec,
    fields: {
      ...spec.fields,
      'metadata.labels': labels,
      'metadata.annotations': annotations,
      'metadata.onRemoval': onRemoval,
    },
  };
}

/** Semantics of a resource's values: the fields of its spec, and what a manifest says of it in `metadata`. */
export function valuesSemantics(kind: Kind): ObjectSemantics {
  const semantics = cached.get(kind) ?? beside(kind);
  cached.set(kind, semantics);
  return semantics;
}

/** What makes two items of a list the same: names of resources without case, everything else by value. */
export function itemKey(item: FieldSemantics, value: Json): string {
  if (typeof value !== 'string') return canonicalJson(value);
  return item.reference ? nameKey(value) : value;
}

/** The semantics of a member of an object; unknown members (there are none after validation) count as one value. */
export function memberSemantics(object: ObjectSemantics, key: string): FieldSemantics {
  return (Object.hasOwn(object.fields, key) ? object.fields[key] : object.additional) ?? unknown;
}

/** The value under which an item of a keyed list stands. */
export function keyOf(key: string, item: Json): string {
  const value = isObject(item) ? item[key] : undefined;
  return typeof value === 'string' ? value : canonicalJson(value);
}

/** A list without repetitions, in an order that says nothing. */
function canonicalSet(item: FieldSemantics, values: readonly Json[]): Json[] {
  const byKey = new Map<string, Json>();
  for (const value of values) {
    const canonical = canonicalField(item, value);
    const key = itemKey(item, canonical);
    if (!byKey.has(key)) byKey.set(key, canonical);
  }
  return [...byKey.keys()].sort().map((key) => byKey.get(key) ?? null);
}

function sortByKey(key: string, items: Json[]): Json[] {
  return items.sort((a, b) => (keyOf(key, a) < keyOf(key, b) ? -1 : 1));
}

function canonicalField(semantics: FieldSemantics, value: Json): Json {
  if (semantics.type === 'object' && isObject(value)) return canonicalObject(semantics, value);
  if (semantics.display === 'certificate' && typeof value === 'string') return canonicalPem(value);
  if (semantics.type !== 'list' || !Array.isArray(value)) return value;
  if (semantics.list === 'set') return canonicalSet(semantics.item, value);
  const items = value.map((item) => canonicalField(semantics.item, item));
  return semantics.list === 'map' ? sortByKey(semantics.key, items) : items;
}

function canonicalObject(semantics: ObjectSemantics, value: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) result[key] = canonicalField(memberSemantics(semantics, key), member);
  }
  return result;
}

/**
 * The one form in which declared and actual values are compared: keys sorted, sets sorted and without repetitions, keyed
 * lists by key, certificates in one spelling. Values that mean the same have the same form, so a difference is reported exactly when there is one.
 */
export function canonicalValues(kind: Kind, values: JsonObject): JsonObject {
  return canonicalObject(valuesSemantics(kind), values);
}
