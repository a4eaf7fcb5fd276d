import type { Impact, ImpactCode } from '../../../schemas/contract/plan.ts';

interface Group {
  readonly code: ImpactCode;
  readonly account: string;
  readonly detail: string;
  readonly people: Set<string>;
  readonly causes: Set<string>;
}

/** Collects effects on people: those of one code, account and sentence become one entry, with everybody's causes. */
export class Findings {
  readonly #groups = new Map<string, Group>();

  add(code: ImpactCode, account: string, detail: string, username: string, causes: Iterable<string>): void {
    const key = `${code}\n${account}\n${detail}`;
    let group = this.#groups.get(key);
    if (!group) {
      group = { code, account, detail, people: new Set(), causes: new Set() };
      this.#groups.set(key, group);
    }
    group.people.add(username);
    for (const cause of causes) group.causes.add(cause);
  }

  /** The effects, with names and causes sorted. */
  impacts(): readonly Impact[] {
    return [...this.#groups.values()].map(({ people, causes, ...rest }) => ({
      ...rest,
      people: [...people].sort(),
      causes: [...causes].sort(),
    }));
  }
}
