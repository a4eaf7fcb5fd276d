import type { Change } from '../../controller/reconcile/change.ts';
import { collectReferences } from '../../controller/reconcile/references.ts';
import type { ActualResource } from '../../controller/reconcile/resource.ts';
import { addressKey } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo, providerOf } from '../../schemas/semantics.ts';
import { referenceScopes } from './read-actual.ts';

/** Folded addresses of what exists after the changes, as far as it was read. */
function existing(actual: readonly ActualResource[], changes: readonly Change[]): ReadonlySet<string> {
  const keys = new Set(actual.map(addressKey));
  for (const change of changes) {
    if (change.action === 'move') keys.delete(addressKey({ ...change, name: change.previousName ?? null }));
    if (change.after === null) keys.delete(addressKey(change));
    else keys.add(addressKey(change));
  }
  return keys;
}

function missing(change: Change, what: string, path: string): Diagnostic {
  const line = change.source?.lines?.[path] ?? change.source?.line;
  return {
    severity: 'error',
    code: 'reference/missing',
    summary: `${change.address} refers to ${what}, which does not exist`,
    remedy: 'declare it in this set, or correct the name',
    ...(change.source ? { file: change.source.file } : {}),
    ...(line === undefined ? {} : { line }),
    pointer: path,
    address: change.address,
  };
}

function describe(kind: string, name: string, account: string | null): string {
  return account === null ? `${kind} "${name}"` : `${kind} "${name}" of account ${account}`;
}

function brokenReferences(change: Change, keys: ReadonlySet<string>, main: string): readonly Diagnostic[] {
  const kind = change.kind as Kind;
  // A template's names are looked up in each account that it reaches, not where it stands.
  if (change.after === null || kindInfo(kind).provides === 'templates') return [];
  return collectReferences(kind, change.after).flatMap((reference) => {
    const scopes = referenceScopes(reference.kind, change.account, { main });
    const found = scopes.some((account) => keys.has(addressKey({ ...reference, account })));
    return found
      ? []
      : [missing(change, describe(reference.kind, reference.name, scopes[0] ?? null), reference.path)];
  });
}

function accountMissing(change: Change, keys: ReadonlySet<string>): readonly Diagnostic[] {
  if (change.account === null || change.after === null) return [];
  const account = { kind: providerOf('accounts'), account: null, name: change.account };
  return keys.has(addressKey(account))
    ? []
    : [missing(change, describe(account.kind, change.account, null), '')];
}

/**
 * Every name that a changed resource gives of another one must exist after the plan.
 *
 * @param main name of the main account, where resources of the organisation look for people and teams
 */
export function checkReferences(
  changes: readonly Change[],
  actual: readonly ActualResource[],
  main: string,
): readonly Diagnostic[] {
  const keys = existing(actual, changes);
  return changes.flatMap((change) => [
    ...accountMissing(change, keys),
    ...brokenReferences(change, keys, main),
  ]);
}
