import type { Impact, ImpactCode } from '../../../schemas/contract/plan.ts';

interface Group {
  /** Everybody is found once for a code, so no set is needed. */
  readonly people: string[];
  readonly causes: Set<string>;
}

/** Collects effects on people: those of one code, account and sentence become one entry, with everybody's causes. */
export class Findings {
  /** By account, code and sentence: three looks into small maps, for as many as a million findings. */
  readonly #groups = new Map<string, Map<ImpactCode, Map<string, Group>>>();

  add(code: ImpactCode, account: string, detail: string, username: string, causes: Iterable<string>): void {
    const codes = entry(this.#groups, account, () => new Map<ImpactCode, Map<string, Group>>());
    const details = entry(codes, code, () => new Map<string, Group>());
    const group = entry(details, detail, () => ({ people: [], causes: new Set<string>() }));
    group.people.push(username);
    for (const cause of causes) group.causes.add(cause);
  }

  /** The effects, with names and causes sorted. */
  impacts(): readonly Impact[] {
    return [...this.#groups].flatMap(([account, codes]) =>
      [...codes].flatMap(([code, details]) =>
        [...details].map(([detail, { people, causes }]) => ({
          code,
          account,
          people: people.sort(),
          detail,
          causes: [...causes].sort(),
        })),
      ),
    );
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
