import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { Path } from './place.ts';

/** Called for each value; `at` is one list for all of them, to be copied by whoever keeps it. */
type Visit = (value: Json, at: Path) => void;

/** Visits all values that a manifest has at a path from its root; `*` stands for each item of a list. */
export function visitPath(root: Json, path: readonly string[], visit: Visit): void {
  const at: (string | number)[] = [];
  const follow = (value: Json | undefined): void => {
    const part = path[at.length];
    if (value === undefined) return;
    if (part === undefined) visit(value, at);
    else if (part !== '*') step(part, isObject(value) ? value[part] : undefined);
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) step(index, item);
  };
  const step = (part: string | number, value: Json | undefined): void => {
    at.push(part);
    follow(value);
    at.pop();
  };
  follow(root);
}
