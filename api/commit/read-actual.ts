import { collectReferences } from '../../controller/reconcile/references.ts';
import type { ActualResource, DesiredResource } from '../../controller/reconcile/resource.ts';
import type { Identity } from '../../schemas/contract/address.ts';
import { nameKey } from '../../schemas/contract/address.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { Tx } from '../database/transaction.ts';
import type { ResourceKey } from './read-resources.ts';
import { readResources } from './read-resources.ts';

/** Accounts by folded name, also under the names that the plan gives them; and which one is the main account. */
export interface AccountDirectory {
  readonly organisationId: string;
  readonly main: string;
  idOf(name: string): string | undefined;
}

/** The places in which a reference may be meant: the account's own resource, else the organisation's. */
export function referenceScopes(
  kind: Kind,
  account: string | null,
  directory: Pick<AccountDirectory, 'main'>,
): readonly (string | null)[] {
  const { scope } = kindInfo(kind);
  if (scope === 'organisation') return [null];
  // A resource of the organisation refers to people and teams of the main account.
  const own = account ?? directory.main;
  return scope === 'account' ? [own] : [own, null];
}

function keyOf(identity: Identity, directory: AccountDirectory): readonly ResourceKey[] {
  const scope = identity.account === null ? directory.organisationId : directory.idOf(identity.account);
  if (scope === undefined) return [];
  return [{ kind: identity.kind, scope, key: nameKey(identity.name ?? '') }];
}

function keysOf(desired: DesiredResource, directory: AccountDirectory): readonly ResourceKey[] {
  const names = [desired.name, ...desired.previously];
  const own = names.flatMap((name) => keyOf({ ...desired, name }, directory));
  const referred = collectReferences(desired.kind as Kind, desired.values).flatMap(({ kind, name }) =>
    referenceScopes(kind, desired.account, directory).flatMap((account) =>
      keyOf({ kind, account, name }, directory),
    ),
  );
  return [...own, ...referred];
}

function distinct(keys: readonly ResourceKey[]): readonly ResourceKey[] {
  return [...new Map(keys.map((key) => [`${key.kind} ${key.scope} ${key.key}`, key])).values()];
}

/** What is declared, what it refers to, and what the set owns: all that a plan compares, in a fixed number of statements. */
export async function readActual(
  tx: Tx,
  directory: AccountDirectory,
  desired: readonly DesiredResource[],
  also: readonly Identity[],
  set: string | null,
): Promise<readonly ActualResource[]> {
  const keys = distinct([
    ...desired.flatMap((resource) => keysOf(resource, directory)),
    ...also.flatMap((identity) => keyOf(identity, directory)),
  ]);
  return readResources(tx, directory.organisationId, { keys, ...(set === null ? {} : { set }) });
}
