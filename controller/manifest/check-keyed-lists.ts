import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import { isKind, keyedLists } from '../../schemas/kinds.ts';
import { aboutValue, type Finding } from './finding.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';
import { showValue } from './show-value.ts';
import { visitPath } from './visit-path.ts';

/** Items of keyed lists that have the same key: nobody could say which of them counts. */
export function checkKeyedLists(documents: readonly ManifestDocument[]): Finding[] {
  const findings: Finding[] = [];
  for (const document of documents) {
    for (const { path, key } of isKind(document.kind) ? keyedLists(document.kind) : []) {
      visitPath(document.value, path, (items, at) => {
        if (Array.isArray(items)) findings.push(...repeatedItems(document, key, items, [...at]));
      });
    }
  }
  return findings;
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
