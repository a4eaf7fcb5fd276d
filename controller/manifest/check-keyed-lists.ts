import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import { type FieldSemantics, fieldSemantics, isKind } from '../../schemas/semantics.ts';
import { aboutValue, type Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';
import { showValue } from './show-value.ts';

/** Items of keyed lists that have the same key: nobody could say which of them counts. */
export function checkKeyedLists(documents: readonly ManifestDocument[]): Finding[] {
  return documents.flatMap((document) => {
    if (!isKind(document.kind) || !hasListsOfMappings(document)) return [];
    return repeatedKeys(document, fieldSemantics(document.kind), document.spec, ['spec']);
  });
}

/** A quick look that spares most documents the walk along the semantics. */
function hasListsOfMappings({ spec }: ManifestDocument): boolean {
  return Object.values(spec).some((value) => isObject(value) || (Array.isArray(value) && isObject(value[0])));
}

function repeatedKeys(
  document: ManifestDocument,
  semantics: FieldSemantics,
  value: Json | undefined,
  path: Path,
): Finding[] {
  if (semantics.type === 'object' && isObject(value)) {
    return Object.entries(value).flatMap(([name, member]) => {
      const field = semantics.fields[name];
      return field ? repeatedKeys(document, field, member, [...path, name]) : [];
    });
  }
  if (semantics.type !== 'list' || !Array.isArray(value)) return [];
  const inside = value.flatMap((item, index) =>
    repeatedKeys(document, semantics.item, item, [...path, index]),
  );
  return semantics.list === 'map'
    ? [...inside, ...repeatedItems(document, semantics.key, value, path)]
    : inside;
}

function repeatedItems(
  document: ManifestDocument,
  key: string,
  items: readonly Json[],
  path: Path,
): Finding[] {
  const seen = new Map<Json, number>();
  return items.flatMap((item, index) => {
    const name = isObject(item) ? item[key] : undefined;
    if (name === undefined) return [];
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, index);
      return [];
    }
    const summary = `${String(path.at(-1))} has two items with the ${key} ${showValue(name)}, items ${first + 1} and ${index + 1}`;
    return [
      aboutValue(document, [...path, index, key], {
        code: 'duplicate/key',
        summary,
        remedy: `Give each its own ${key}`,
      }),
    ];
  });
}
