import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { FieldChange } from '../../schemas/contract/plan.ts';
import type { FieldSemantics, ObjectSemantics } from '../../schemas/semantics.ts';
import { keyOf, memberSemantics } from './values.ts';

const escaped = /[~/]/u;

/** One step of a JSON pointer (RFC 6901). */
export function pointerStep(key: string): string {
  if (!escaped.test(key)) return `/${key}`;
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function steps(path: string): readonly string[] {
  return path
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function inner(semantics: FieldSemantics, key: string): FieldSemantics | undefined {
  if (semantics.type === 'object') return memberSemantics(semantics, key);
  return semantics.type === 'list' ? semantics.item : undefined;
}

/** The annotations of the field at a pointer; undefined where the schema has none. Keyed lists are entered by key. */
export function semanticsAt(object: ObjectSemantics, path: string): FieldSemantics | undefined {
  return steps(path).reduce<FieldSemantics | undefined>(
    (current, key) => (current ? inner(current, key) : undefined),
    object,
  );
}

function member(
  semantics: FieldSemantics | undefined,
  value: Json | undefined,
  key: string,
): Json | undefined {
  if (isObject(value)) return value[key];
  if (!Array.isArray(value) || semantics?.type !== 'list' || semantics.list !== 'map') return undefined;
  const { key: name } = semantics;
  return value.find((item) => keyOf(name, item) === key);
}

/** The value at a pointer; keyed lists are entered by key. */
export function valueAt(object: ObjectSemantics, value: JsonObject | null, path: string): Json | undefined {
  let current: Json | undefined = value ?? undefined;
  let semantics: FieldSemantics | undefined = object;
  for (const key of steps(path)) {
    current = member(semantics, current, key);
    semantics = semantics && inner(semantics, key);
  }
  return current;
}

/** Both sides of a field's change as whole values: a set's change says only what was added and removed. */
export function sidesOf(
  object: ObjectSemantics,
  field: FieldChange,
  before: JsonObject | null,
  after: JsonObject | null,
): { before: Json | undefined; after: Json | undefined } {
  return { before: valueAt(object, before, field.path), after: valueAt(object, after, field.path) };
}
