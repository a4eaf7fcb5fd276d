import { distance } from 'fastest-levenshtein';
import { nameKey } from '../../schemas/contract/address.ts';

/**
 * The declared name that an unknown one surely stands for. Strict, because the answer is an error: names of people and
 * teams that differ in a digit (`agent1`, `agent2`), short ones (`ana`, `ina`) and those of which one begins with the other (`ivan`,
 * `ivana`) can all exist.
 * @param candidates names by their key.
 */
export function findMisspelling(name: string, candidates: ReadonlyMap<string, string>): string | undefined {
  const key = nameKey(name);
  const farthest = key.length < 5 ? 0 : key.length < 8 ? 1 : 2;
  if (farthest === 0) return undefined;
  let best: string | undefined;
  let fewest = farthest + 1;
  for (const [other, candidate] of candidates) {
    if (Math.abs(other.length - key.length) >= fewest || bothMayExist(key, other)) continue;
    const edits = distance(key, other);
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

function bothMayExist(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  if (longer.startsWith(shorter)) return longer !== `${shorter}s`;
  return withoutDigits(a) === withoutDigits(b);
}

function withoutDigits(text: string): string {
  return text.replace(/\d+/g, '#');
}
