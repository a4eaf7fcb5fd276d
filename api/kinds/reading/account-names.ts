import { nameKey } from '../../../schemas/contract/address.ts';

/** Ids of accounts by the names that they have after the plan: changes speak of them by these. */
export interface AccountNames {
  readonly main: string;
  idOf(name: string): string | undefined;
}

/** The name that an account has after the plan. `renames`: new names by folded old name. */
export function nameAfter(name: string, renames: ReadonlyMap<string, string>): string {
  return renames.get(nameKey(name)) ?? name;
}
