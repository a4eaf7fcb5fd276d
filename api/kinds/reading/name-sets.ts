type Names = ReadonlySet<string>;

/**
 * Sets of names that are made once and shared: a hundred thousand people have a few dozen combinations of roles between them. Shared
 * sets also let comparisons stop at identity.
 */
export class NameSets {
  readonly none: Names = new Set();
  /** From a set and one more name to the set of both. */
  readonly #steps = new Map<Names, Map<string, Names>>();

  /** The set and one more name. The same names in the same order give the same set. */
  with(set: Names, name: string): Names {
    if (set.has(name)) return set;
    const steps = this.#steps.get(set) ?? new Map<string, Names>();
    this.#steps.set(set, steps);
    const known = steps.get(name);
    if (known) return known;
    const made: Names = new Set([...set, name]);
    steps.set(name, made);
    return made;
  }

  of(names: Iterable<string>): Names {
    let set = this.none;
    for (const name of names) set = this.with(set, name);
    return set;
  }
}
