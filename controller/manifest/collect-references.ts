import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { Kind, ReferencePath } from '../../schemas/semantics.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';

/** A name in a manifest that stands for another resource. */
export interface Reference {
  readonly path: Path;
  readonly name: string;
  readonly kind: Kind;
}

/** All names that a manifest has at these paths; `*` stands for each item of a list. */
export function collectReferences({ value }: ManifestDocument, paths: readonly ReferencePath[]): Reference[] {
  const found: Reference[] = [];
  for (const { path, kind } of paths) {
    follow(value, path, 0, (name, at) => found.push({ path: at, name, kind }));
  }
  return found;
}

type Visit = (name: string, path: Path) => void;

function follow(value: Json | undefined, path: readonly string[], depth: number, visit: Visit, at: Path = []): void {
  if (value === undefined) return;
  const part = path[depth];
  if (part === undefined) {
    if (typeof value === 'string') visit(value, at);
  } else if (part === '*') {
    if (Array.isArray(value)) value.forEach((item, index) => follow(item, path, depth + 1, visit, [...at, index]));
  } else if (isObject(value) && Object.hasOwn(value, part)) {
    follow(value[part], path, depth + 1, visit, [...at, part]);
  }
}
