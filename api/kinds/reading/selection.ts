import { nameKey } from '../../../schemas/contract/address.ts';
import { accountManager } from '../../../schemas/predefined-roles.ts';
import type { Touched } from '../kind.ts';
import type { AccountNames } from './account-names.ts';

export interface RoleKey {
  /** The account that the role is of, or the organisation. */
  readonly scope: string;
  readonly key: string;
  /** Only its holders in this account; null: all. */
  readonly within: string | null;
}

interface AccountKey {
  readonly account: string;
  readonly key: string;
}

/** Whom to read, by id of account and folded name: what the statements below take. */
export interface Selection {
  readonly everyone: readonly string[];
  /** Accounts of which everyone with a seat is read. */
  readonly seated: readonly string[];
  readonly users: readonly AccountKey[];
  readonly roles: readonly RoleKey[];
  readonly teams: readonly AccountKey[];
}

/**
 * The people that a plan touches, as keys; whatever stands in an account that is yet to be made is nobody. Account Managers of the main
 * account are always among them: each plan is held against the lock-out guard.
 */
export function selectionOf(
  organisationId: string,
  touched: readonly Touched[],
  names: AccountNames,
): Selection {
  const users = new Map<string, AccountKey>();
  const roles = new Map<string, RoleKey>();
  const teams = new Map<string, AccountKey>();
  const everyone = new Set<string>();
  const seated = new Set<string>();
  const put = (keys: Map<string, AccountKey>, account: string | undefined, name: string): void => {
    if (account !== undefined) keys.set(`${account} ${nameKey(name)}`, { account, key: nameKey(name) });
  };
  for (const item of touched) {
    if ('everyone' in item) everyone.add(names.idOf(item.everyone) ?? '');
    else if ('everyoneIn' in item) for (const id of names.idsWith(item.everyoneIn)) everyone.add(id);
    else if ('seated' in item) seated.add(names.idOf(item.seated) ?? '');
    else if ('seatedIn' in item) for (const id of names.idsWith(item.seatedIn)) seated.add(id);
    else if ('usernames' in item)
      for (const name of item.usernames) put(users, names.idOf(item.account), name);
    else if ('team' in item) put(teams, names.idOf(item.account), item.team);
    else putRole(roles, item.account === null ? organisationId : names.idOf(item.account), item.role, null);
  }
  for (const accounts of [everyone, seated]) accounts.delete('');
  putRole(roles, organisationId, accountManager, names.idOf(names.main) ?? null);
  return {
    everyone: [...everyone],
    seated: [...seated],
    users: [...users.values()],
    roles: [...roles.values()],
    teams: [...teams.values()],
  };
}

function putRole(
  roles: Map<string, RoleKey>,
  scope: string | undefined,
  name: string,
  within: string | null,
): void {
  if (scope === undefined) return;
  const key = nameKey(name);
  roles.set(`${scope} ${within} ${key}`, { scope, key, within });
}
