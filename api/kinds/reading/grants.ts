import type { NameSets } from './name-sets.ts';

type GrantType = 'role' | 'conversations' | 'team';
type Names = ReadonlySet<string>;

/** Something that people have. */
export interface GrantRow {
  readonly type: GrantType;
  /** Folded name of the role or team, conversations role. */
  readonly name: string;
  /** By hand or manifest; else by sso, scim or a template. */
  readonly own: boolean;
  /** Numbers of the people who have it. */
  readonly value: readonly number[];
}

/** What people have, by their number: their own, and what comes from sso, scim or a template. */
export class Grants {
  readonly #own = emptyGrants();
  readonly #other = emptyGrants();
  readonly #sets: NameSets;

  constructor(found: readonly GrantRow[], sets: NameSets) {
    this.#sets = sets;
    for (const { type, name, own, value } of found)
      this.#add((own ? this.#own : this.#other)[type], name, value);
  }

  #add(known: Names[], name: string, people: readonly number[]): void {
    for (const person of people) known[person] = this.#sets.with(known[person] ?? this.#sets.none, name);
  }

  own(person: number, type: GrantType): Names {
    return this.#own[type][person] ?? this.#sets.none;
  }

  other(person: number, type: GrantType): Names {
    return this.#other[type][person] ?? this.#sets.none;
  }
}

function emptyGrants(): Record<GrantType, Names[]> {
  return { role: [], conversations: [], team: [] };
}
