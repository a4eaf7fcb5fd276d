import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { FieldSemantics, KeyedListShape, Kind, ObjectSemantics } from '../../schemas/semantics.ts';
import { canonicalValues, itemKey, keyOf, memberSemantics, valuesSemantics } from './values.ts';

/** The three sides of one field: declared now, last applied by the set, and as it is. */
interface Sides<T> {
  readonly declared: T | undefined;
  readonly last: T | undefined;
  readonly actual: T | undefined;
}

function mergeKeyed(semantics: KeyedListShape, sides: Sides<Json[]>): Json[] {
  const { key, item } = semantics;
  // An empty list says "none": also those that others have added.
  if (sides.declared?.length === 0) return [];
  const byKey = (list: Json[] | undefined) =>
    new Map((list ?? []).map((entry) => [keyOf(key, entry), entry]));
  const [declared, last, actual] = [byKey(sides.declared), byKey(sides.last), byKey(sides.actual)];
  const result: Json[] = [];
  for (const name of new Set([...actual.keys(), ...declared.keys()])) {
    if (!declared.has(name) && last.has(name)) continue;
    const merged = mergeField(item, {
      declared: declared.get(name),
      last: last.get(name),
      actual: actual.get(name),
    });
    if (merged !== undefined) result.push(merged);
  }
  return result;
}

/** An additive list owns only what it names: it adds that, and takes back what it named before. */
function mergeAdditive(item: FieldSemantics, sides: Sides<Json[]>): Json[] {
  const named = new Set((sides.declared ?? []).map((value) => itemKey(item, value)));
  const withdrawn = new Set((sides.last ?? []).map((value) => itemKey(item, value)));
  const kept = (sides.actual ?? []).filter((value) => {
    const key = itemKey(item, value);
    return !named.has(key) && !withdrawn.has(key);
  });
  return [...kept, ...(sides.declared ?? [])];
}

function asList(value: Json | undefined): Json[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function asObject(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

function lists({ declared, last, actual }: Sides<Json>): Sides<Json[]> {
  return { declared: asList(declared), last: asList(last), actual: asList(actual) };
}

function mergeField(semantics: FieldSemantics, sides: Sides<Json>, additive = false): Json | undefined {
  const { declared, last, actual } = sides;
  if (declared === undefined && last === undefined) return actual;
  if (semantics.type === 'object' && (declared === undefined || isObject(declared))) {
    const merged = mergeObject(semantics, {
      declared: asObject(declared),
      last: asObject(last),
      actual: asObject(actual),
    });
    return declared === undefined && Object.keys(merged).length === 0 ? undefined : merged;
  }
  if (semantics.type === 'list' && semantics.list === 'map') {
    const merged = mergeKeyed(semantics, lists(sides));
    return declared === undefined && merged.length === 0 ? undefined : merged;
  }
  if (semantics.type === 'list' && additive) {
    const merged = mergeAdditive(semantics.item, lists(sides));
    return declared === undefined && merged.length === 0 ? undefined : merged;
  }
  return declared;
}

/** Whether a list names what must be there at least. Once it is no longer declared, what it was decides what it takes back. */
function isAdditive(
  semantics: FieldSemantics,
  key: string,
  { declared, last, actual }: Sides<JsonObject>,
): boolean {
  if (semantics.type !== 'list' || semantics.list !== 'set' || !semantics.additive) return false;
  const { field, value } = semantics.additive;
  const given = declared?.[key] === undefined ? last?.[field] : undefined;
  const untouched = last?.[field] === undefined ? actual?.[field] : undefined;
  return (declared?.[field] ?? given ?? untouched) === value;
}

function mergeObject(semantics: ObjectSemantics, sides: Sides<JsonObject>): JsonObject {
  const { declared = {}, last = {}, actual = {} } = sides;
  const result: JsonObject = {};
  for (const key of new Set([...Object.keys(actual), ...Object.keys(declared)])) {
    const member = memberSemantics(semantics, key);
    const merged = mergeField(
      member,
      { declared: declared[key], last: last[key], actual: actual[key] },
      isAdditive(member, key, sides),
    );
    if (merged !== undefined) result[key] = merged;
  }
  return result;
}

/**
 * Three-way merge per field, as in `kubectl apply`: a declared field is set; one that was declared and no longer is
 * loses its own value; one never declared is left alone. Lists replace, keyed lists merge by key.
 *
 * @param last what the set applied last; null when it owns nothing yet
 * @param actual own values as they are; null when the resource does not exist
 * @returns own values afterwards, canonical
 */
export function mergeValues(
  kind: Kind,
  declared: JsonObject,
  last: JsonObject | null,
  actual: JsonObject | null,
): JsonObject {
  const sides = { declared, last: last ?? undefined, actual: actual ?? undefined };
  return canonicalValues(kind, mergeObject(valuesSemantics(kind), sides));
}
