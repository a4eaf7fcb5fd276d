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

const naming = new WeakMap<FieldSemantics, boolean>();

/** Whether a field can name a resource anywhere inside; most cannot, and are not looked into. */
function mayName(semantics: FieldSemantics): boolean {
  const known = naming.get(semantics);
  if (known !== undefined) return known;
  // Schemas do not recurse, and if one did it would end here.
  naming.set(semantics, false);
  const answer = semantics.reference !== undefined || membersOf(semantics).some(mayName);
  naming.set(semantics, answer);
  return answer;
}

function membersOf(semantics: FieldSemantics): readonly FieldSemantics[] {
  if (semantics.type === 'list') return [semantics.item];
  if (semantics.type !== 'object') return [];
  return [...Object.values(semantics.fields), ...(semantics.additional ? [semantics.additional] : [])];
}

function collect(semantics: FieldSemantics, value: Json, path: string, found: Reference[]): void {
  if (!mayName(semantics)) return;
  if (semantics.reference && typeof value === 'string') {
    found.push({ kind: semantics.reference, name: value, path, grant: semantics.grant === true });
  }
  if (semantics.type === 'object' && isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      const inner = memberSemantics(semantics, key);
      if (mayName(inner)) collect(inner, member, path + pointerStep(key), found);
    }
  }
  if (semantics.type === 'list' && Array.isArray(value)) {
    for (const item of value) {
      const step = semantics.list === 'map' ? pointerStep(keyOf(semantics.key, item)) : '';
      collect(semantics.item, item, path + step, found);
    }
  }
}

/** Every resource that the values of a resource name, by the schema's `x-bylaw-reference`. */
export function collectReferences(kind: Kind, values: Values): readonly Reference[] {
  const found: Reference[] = [];
  collect(valuesSemantics(kind), values, '', found);
  return found;
}
