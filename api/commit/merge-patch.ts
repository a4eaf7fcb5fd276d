import type { Json } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';

function isEmpty(value: Json): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

/**
 * JSON Merge Patch (RFC 7396, section 2): null removes, objects merge, everything else replaces. Beyond the standard, a
 * member that the nulls of its own patch leave empty is removed as well: an object without own values is no own value.
 */
export function mergePatch(target: Json, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    const merged = value === null ? null : mergePatch(result[key] ?? null, value);
    if (merged === null || (isEmpty(merged) && !isEmpty(value))) delete result[key];
    else result[key] = merged;
  }
  return result;
}
