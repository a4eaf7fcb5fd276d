import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { FieldSemantics, Kind } from '../../schemas/semantics.ts';
import type { Values } from './change.ts';
import { pointerStep } from './pointer.ts';
import { keyOf, memberSemantics, valuesSemantics } from './values.ts';

/** A name that a value gives of another resource. */
export interface Reference {
  readonly kind: Kind;
  readonly name: string;
  /** JSON pointer of the field (of the list, for items of a set). */
  readonly path: string;
  /** Whoever gets this field's value gets what the named role permits. */
  readonly grant: boolean;
}

function* walk(semantics: FieldSemantics, value: Json, path: string): Generator<Reference> {
  if (semantics.reference && typeof value === 'string') {
    yield { kind: semantics.reference, name: value, path, grant: semantics.grant === true };
  }
  if (semantics.type === 'object' && isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      yield* walk(memberSemantics(semantics, key), member, path + pointerStep(key));
    }
  }
  if (semantics.type === 'list' && Array.isArray(value)) {
    for (const item of value) {
      const step = semantics.list === 'map' ? pointerStep(keyOf(semantics.key, item)) : '';
      yield* walk(semantics.item, item, path + step);
    }
  }
}

/** Every resource that the values of a resource name, by the schema's `x-bylaw-reference`. */
export function collectReferences(kind: Kind, values: Values): readonly Reference[] {
  return [...walk(valuesSemantics(kind), values, '')];
}
