import type { Json } from '../../schemas/contract/json.ts';
import { maxDepth } from './plain-cursor.ts';

/** Nodes of one document, with aliases written out. */
const maxNodes = 1_000_000;

interface TooMuch {
  readonly severity: 'error';
  readonly code: string;
  readonly summary: string;
  readonly remedy: string;
}

/** Refuses values that are nested too deep or, by aliases, too large; undefined where the value is within bounds. */
export function measureValue(value: Json): TooMuch | undefined {
  const left = { nodes: maxNodes };
  if (isTooDeep(value, 0, left)) return tooDeep;
  if (left.nodes > 0) return undefined;
  return {
    severity: 'error',
    code: 'yaml/alias-expansion',
    summary: 'this document has more than a million values once its aliases are written out',
    remedy: 'Split the document',
  };
}

const tooDeep: TooMuch = {
  severity: 'error',
  code: 'yaml/too-deep',
  summary: `nested more than ${maxDepth} levels deep`,
  remedy:
    'Manifests need about ten levels; check the brackets and the indentation, and aliases that contain themselves',
};

function isTooDeep(value: Json, depth: number, left: { nodes: number }): boolean {
  left.nodes--;
  if (left.nodes < 0 || typeof value !== 'object' || value === null) return false;
  if (depth >= maxDepth) return true;
  const members = Array.isArray(value) ? value : Object.values(value);
  return members.some((member) => isTooDeep(member, depth + 1, left));
}
