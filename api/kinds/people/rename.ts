/** New folded names by old ones; null: what had the name is gone. */
export type Renames = ReadonlyMap<string, string | null>;

/** The names after renames; the same set where none of them changes, so that comparisons stop at identity. */
export function renameIn(names: ReadonlySet<string>, renames: Renames): ReadonlySet<string> {
  if (![...names].some((name) => renames.has(name))) return names;
  return new Set([...names].flatMap((name) => (renames.has(name) ? (renames.get(name) ?? []) : name)));
}
