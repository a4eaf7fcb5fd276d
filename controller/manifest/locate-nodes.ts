import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, type Pair } from 'yaml';
import type { Locator, Path, Place } from './place.ts';

/** Tells from the syntax tree of `yaml` where the members of a document stand. */
export function locateNodes(document: Document.Parsed, find: (offset: number) => Place): Locator {
  const place = (found: Found | undefined, side: 'key' | 'value'): Place | undefined => {
    const node = found?.[side];
    return isNode(node) && node.range ? find(node.range[0]) : undefined;
  };
  return {
    key: (path) => place(findMember(document, path), 'key'),
    value: (path) => place(findMember(document, path), 'value'),
  };
}

interface Found {
  readonly key: unknown;
  readonly value: unknown;
}

function findMember(document: Document.Parsed, path: Path): Found | undefined {
  let found: Found | undefined = { key: document.contents, value: document.contents };
  for (const part of path) {
    const parent: unknown = isAlias(found?.value) ? found.value.resolve(document) : found?.value;
    found = memberOf(parent, part);
    if (!found) return undefined;
  }
  return found;
}

function memberOf(parent: unknown, part: string | number): Found | undefined {
  if (isSeq(parent)) {
    const item = parent.items[Number(part)];
    return item === undefined ? undefined : { key: item, value: item };
  }
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((candidate) => keyOf(candidate) === String(part));
  return pair && { key: pair.key, value: pair.value ?? pair.key };
}

function keyOf(pair: unknown): string | undefined {
  return isPair(pair) && isScalar((pair as Pair).key)
    ? String(((pair as Pair).key as { value: unknown }).value)
    : undefined;
}
