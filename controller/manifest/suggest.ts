import { distance } from 'fastest-levenshtein';
import { nameKey } from '../../schemas/contract/address.ts';

/** Farther words are no misspellings. */
const farthest = 2;

/**
 * The candidate that was probably meant: equal but for case and Unicode form, else within two edits (one, for words of
 * up to three letters).
 */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  const key = nameKey(word);
  const limit = Math.min(farthest, Math.floor(key.length / 2));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const other = nameKey(candidate);
    if (other === key) return candidate;
    if (Math.abs(other.length - key.length) >= bestDistance) continue;
    const edits = distance(key, other);
    if (edits < bestDistance) [best, bestDistance] = [candidate, edits];
  }
  return best;
}

/** `Did you mean X?`, where something near is among the candidates. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const meant = suggest(word, candidates);
  return meant === undefined ? undefined : `Did you mean ${meant}?`;
}
