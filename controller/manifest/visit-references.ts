import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { Kind, ReferencePath } from '../../schemas/semantics.ts';
import type { ManifestDocument } from './manifest-document.ts';
import type { Path } from './place.ts';

/** Called for each name; `path` is one list for all of them, to be copied by whoever keeps it. */
type Visit = (kind: Kind, name: string, path: Path) => void;

/** Visits all names that a manifest has at these paths; `*` stands for each item of a list. */
export function visitReferences(
  { value }: ManifestDocument,
  references: readonly ReferencePath[],
  visit: Visit,
): void {
  const at: (string | number)[] = [];
  for (const reference of references) follow(value, reference, at, visit);
}

function follow(
  value: Json | undefined,
  reference: ReferencePath,
  at: (string | number)[],
  visit: Visit,
): void {
  const part = reference.path[at.length];
  if (part === undefined) {
    if (typeof value === 'string') visit(reference.kind, value, at);
  } else if (part === '*') {
    if (!Array.isArray(value)) return;
    for (let index = 0; index < value.length; index++) {
      at.push(index);
      follow(value[index], reference, at, visit);
      at.pop();
    }
  } else if (isObject(value) && value[part] !== undefined) {
    at.push(part);
    follow(value[part], reference, at, visit);
    at.pop();
  }
}
