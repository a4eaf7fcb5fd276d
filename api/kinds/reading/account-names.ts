import { matches } from '../../../controller/reconcile/select.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Selector } from '../../../schemas/contract/declaration.ts';
import type { AccountWorld } from '../world.ts';

/** Ids of accounts by the names that they have after the plan: changes speak of them by these. */
export interface AccountNames {
  readonly main: string;
  idOf(name: string): string | undefined;
  /** Ids of the accounts that a selector finds by their labels. */
  idsWith(selector: Selector): readonly string[];
}

/** The name that an account has after the plan. `renames`: new names by folded old name. */
export function nameAfter(name: string, renames: ReadonlyMap<string, string>): string {
  return renames.get(nameKey(name)) ?? name;
}

/** The names of these accounts. */
export function accountNames(accounts: ReadonlyMap<string, AccountWorld>): AccountNames {
  const all = [...accounts.values()];
  const ids = new Map(all.map(({ name, id }) => [nameKey(name), id ?? undefined]));
  return {
    main: all.find((account) => account.main)?.name ?? '',
    idOf: (name) => ids.get(nameKey(name)),
    idsWith: (selector) =>
      all.flatMap(({ id, labels }) => (id !== null && matches(selector, labels) ? [id] : [])),
  };
}
