import type { JsonObject } from '../../schemas/contract/json.ts';
import { type Locator, lineFinder, type Path, type Place, valueAt } from './place.ts';
import type { Marks } from './plain-cursor.ts';
import { readPlainYaml } from './read-plain-yaml.ts';

/**
 * Reads a text of the plain subset once more, this time noting where everything stands.
 * @returns undefined where the text is outside the subset.
 */
export function locatePlain(text: string, firstLine: number): Locator | undefined {
  const marks: Marks = new Map();
  const root = readPlainYaml(text, marks)?.value;
  if (root === undefined) return undefined;
  const find = lineFinder(text, firstLine);
  const indexOf = keyIndex();
  const member = (path: Path, side: 0 | 1): Place | undefined => {
    const offset = path.length === 0 ? contentOffset(text) : offsetOf(path, side);
    return offset === undefined ? undefined : find(offset);
  };
  const offsetOf = (path: Path, side: 0 | 1): number | undefined => {
    const parent = valueAt(root, path.slice(0, -1));
    if (parent === null || typeof parent !== 'object') return undefined;
    const places = marks.get(parent);
    const last = path.at(-1) ?? '';
    if (Array.isArray(parent)) return places?.[Number(last)];
    const index = indexOf(parent, String(last));
    return index === undefined ? undefined : places?.[2 * index + side];
  };
  return { key: (path) => member(path, 0), value: (path) => member(path, 1) };
}

/** Positions of keys in their mapping, each mapping indexed once. */
function keyIndex(): (mapping: JsonObject, key: string) => number | undefined {
  const known = new Map<JsonObject, Map<string, number>>();
  return (mapping, key) => {
    const index =
      known.get(mapping) ?? new Map(Object.keys(mapping).map((name, position) => [name, position]));
    known.set(mapping, index);
    return index.get(key);
  };
}

/** Offset of the first content, past empty lines and comments. */
export function contentOffset(text: string): number {
  return /^(?:[ \t]*(?:#.*)?\n)*[ \t]*/.exec(text)?.[0].length ?? 0;
}
