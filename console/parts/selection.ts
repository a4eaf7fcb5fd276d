import { useState } from 'react';

/** What is selected of a list, by key. */
export interface Selection {
  readonly keys: readonly string[];
  has(key: string): boolean;
  toggle(key: string): void;
  set(keys: readonly string[]): void;
}

/** Nothing selected at first. */
export function useSelection(): Selection {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  return {
    keys: [...keys],
    has: (key) => keys.has(key),
    toggle: (key) =>
      setKeys((former) => {
        const next = new Set(former);
        if (!next.delete(key)) next.add(key);
        return next;
      }),
    set: (all) => setKeys(new Set(all)),
  };
}
