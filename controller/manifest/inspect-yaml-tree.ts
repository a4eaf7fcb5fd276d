import { isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { isAmbiguousWord } from './explain-yaml-trap.ts';
import type { Path } from './place.ts';

type PlaceOf = (offset: number) => { readonly file: string; readonly line: number; readonly column: number };

export interface Inspected {
  readonly diagnostics: Diagnostic[];
  /** Unquoted words that YAML 1.1 reads as true or false. */
  readonly ambiguous: Path[];
}

/** Tags that say what is so anyway. */
const allowedTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
);

/** Finds what `yaml` accepts and manifests do not: keys that occur twice, tags, and words of doubtful meaning. */
export function inspectTree(root: unknown, placeOf: PlaceOf): Inspected {
  const inspected: Inspected = { diagnostics: [], ambiguous: [] };
  inspectNode(root, [], placeOf, inspected);
  return inspected;
}

function inspectNode(node: unknown, path: Path, placeOf: PlaceOf, inspected: Inspected): void {
  if (!isNode(node)) return;
  const tag = foreignTagOf(node);
  if (tag) inspected.diagnostics.push(foreignTag(tag, placeOf(node.range?.[0] ?? 0)));
  if (isScalar(node)) {
    if (node.type === 'PLAIN' && isAmbiguousWord(String(node.value))) inspected.ambiguous.push(path);
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      inspectNode(item, [...path, index], placeOf, inspected);
    }
  } else if (isMap(node)) {
    inspected.diagnostics.push(...duplicateKeys(node, placeOf));
    for (const { key, value } of node.items as Pair[]) {
      inspectNode(value, [...path, isScalar(key) ? String(key.value) : ''], placeOf, inspected);
    }
  }
}

function foreignTagOf(node: Node): string | undefined {
  const tag = 'tag' in node ? node.tag : undefined;
  return tag === undefined || tag === '!' || allowedTags.has(tag) ? undefined : tag;
}

function foreignTag(tag: string, place: ReturnType<PlaceOf>): Diagnostic {
  const written = tag.replace(/^tag:yaml\.org,2002:/, '!!');
  return {
    severity: 'error',
    code: 'yaml/tag',
    summary: `the tag ${written} has no meaning in a manifest`,
    remedy: 'Remove the tag; quote the value if it is text',
    ...place,
  };
}

function duplicateKeys(map: YAMLMap, placeOf: PlaceOf): Diagnostic[] {
  const seen = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const offset = key.range?.[0] ?? 0;
    const before = seen.get(name);
    if (before === undefined) seen.set(name, offset);
    else if (name !== '<<') diagnostics.push(duplicateKey(name, placeOf(before).line, placeOf(offset)));
  }
  return diagnostics;
}

function duplicateKey(name: string, firstLine: number, place: ReturnType<PlaceOf>): Diagnostic {
  return {
    severity: 'error',
    code: 'yaml/duplicate-key',
    summary: `the key ${JSON.stringify(name)} is there already, on line ${firstLine}`,
    remedy: 'Keep one of the two',
    ...place,
  };
}
