import type { ActualResource } from '../../controller/reconcile/resource.ts';
import { nameKey } from '../../schemas/contract/address.ts';
import type { DeclaredDocument } from '../../schemas/contract/declaration.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { AccountDirectory } from './read-actual.ts';

/** Accounts that the plan renames: new name by old one. */
export function accountRenames(
  documents: readonly DeclaredDocument[],
  accounts: readonly ActualResource[],
): ReadonlyMap<string, string> {
  const names = new Set(accounts.map((account) => nameKey(account.name ?? '')));
  const renames = new Map<string, string>();
  for (const { kind, metadata } of documents) {
    if (kindInfo(kind as Kind).provides !== 'accounts' || names.has(nameKey(metadata.name ?? ''))) continue;
    const former = (metadata.previously ?? []).find((name) => names.has(nameKey(name)));
    if (former !== undefined) renames.set(nameKey(former), metadata.name ?? '');
  }
  return renames;
}

/** Resources under the account names of after the plan. */
export function underNewNames(
  resources: readonly ActualResource[],
  renames: ReadonlyMap<string, string>,
): readonly ActualResource[] {
  if (renames.size === 0) return resources;
  return resources.map((resource) => {
    const renamed = resource.account === null ? undefined : renames.get(nameKey(resource.account));
    return renamed === undefined ? resource : { ...resource, account: renamed };
  });
}

/** Ids of accounts by name, before and after renames. The main account carries the organisation's name until it is renamed. */
export function accountDirectory(
  organisationId: string,
  accounts: readonly ActualResource[],
  renames: ReadonlyMap<string, string>,
): AccountDirectory {
  const ids = new Map<string, string>();
  let main = '';
  for (const { id, name, values } of accounts) {
    const key = nameKey(name ?? '');
    const current = renames.get(key) ?? name ?? '';
    ids.set(key, id);
    ids.set(nameKey(current), id);
    if (values['main'] === true) main = current;
  }
  return { organisationId, main, idOf: (name) => ids.get(nameKey(name)) };
}
