import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';

/** Keys and indexes that lead to a member of a document, from its root. */
export type Path = readonly (string | number)[];

/** 1-based; columns in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Tells where the members of one source text stand. Undefined: there is no such member. */
export interface Locator {
  /** Of the member's key; of the item, in a list. */
  key(path: Path): Place | undefined;
  /** Of the member's value. */
  value(path: Path): Place | undefined;
}

/** JSON pointer (RFC 6901) of a path. */
export function toPointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The path of a JSON pointer; indexes stay text. */
export function fromPointer(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a path, if there is one. */
export function valueAt(root: Json, path: Path): Json | undefined {
  let value: Json | undefined = root;
  for (const part of path) {
    if (Array.isArray(value)) value = value[Number(part)];
    else if (isObject(value) && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}

/** Turns offsets into lines and columns. `firstLine` is the 1-based line on which the text begins in its file. */
export function lineFinder(text: string, firstLine: number): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: firstLine + low, column: offset - (starts[low] ?? 0) + 1 };
  };
}
