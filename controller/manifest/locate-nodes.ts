import { type Alias, type Document, isAlias, isMap, isNode, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { Locator, Path, Place } from './place.ts';

/** Tells from the syntax tree of `yaml` where the members of a document stand. */
export function locateNodes(document: Document.Parsed, find: (offset: number) => Place): Locator {
  const finder = new NodeFinder(document);
  const place = (node: unknown): Place | undefined =>
    isNode(node) && node.range ? find(node.range[0]) : undefined;
  return {
    key: (path) => place(finder.find(path)?.key),
    value: (path) => place(finder.find(path)?.value),
  };
}

interface Member {
  readonly key: unknown;
  readonly value: unknown;
}

/** Finds members by path. Mappings are indexed and aliases resolved once: `yaml` would search for them each time. */
class NodeFinder {
  readonly #document: Document.Parsed;
  readonly #members = new Map<YAMLMap, Map<string, Member>>();
  readonly #targets = new Map<Alias, unknown>();

  constructor(document: Document.Parsed) {
    this.#document = document;
  }

  find(path: Path): Member | undefined {
    const root = this.#document.contents;
    let found: Member | undefined = { key: root, value: root };
    for (const part of path) {
      found = this.#memberOf(this.#resolve(found?.value), part);
      if (!found) return undefined;
    }
    return found;
  }

  #resolve(node: unknown): unknown {
    if (!isAlias(node)) return node;
    if (!this.#targets.has(node)) this.#targets.set(node, node.resolve(this.#document));
    return this.#targets.get(node);
  }

  #memberOf(parent: unknown, part: string | number): Member | undefined {
    if (isMap(parent)) return this.#membersOf(parent).get(String(part));
    const item = isSeq(parent) ? parent.items[Number(part)] : undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }

  #membersOf(map: YAMLMap): ReadonlyMap<string, Member> {
    const known = this.#members.get(map);
    if (known) return known;
    const members = new Map<string, Member>();
    for (const { key, value } of map.items) {
      if (isScalar(key)) members.set(String(key.value), { key, value: value ?? key });
    }
    this.#members.set(map, members);
    return members;
  }
}
