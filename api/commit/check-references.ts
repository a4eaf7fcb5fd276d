import type { Change } from '../../controller/reconcile/change.ts';
import { collectReferences, type Reference } from '../../controller/reconcile/references.ts';
import type { ActualResource } from '../../controller/reconcile/resource.ts';
import { addressKey, nameKey } from '../../schemas/contract/address.ts';
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

/** What the plan removes or renames: nobody may go on referring to it under that name. */
function gone(changes: readonly Change[], keys: ReadonlySet<string>): ReadonlySet<string> {
  const former = changes.map((change) =>
    addressKey(change.action === 'move' ? { ...change, name: change.previousName ?? null } : change),
  );
  return new Set(former.filter((key) => !keys.has(key)));
}

interface Known {
  /** What exists after the plan, as far as it was read. */
  readonly keys: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
}

function brokenReferences(change: Change, known: Known, main: string): readonly Diagnostic[] {
  const kind = change.kind as Kind;
  // A template's names are looked up in each account that it reaches, not where it stands.
  if (change.after === null || kindInfo(kind).provides === 'templates') return [];
  const named = ({ kind: target, name }: { kind: string; name: string }) => `${target} ${nameKey(name)}`;
  let before: ReadonlySet<string> | undefined;
  // What it referred to before is there, read or not, unless this very plan takes it away.
  const wasThere = (reference: Reference, places: readonly string[]): boolean => {
    before ??= new Set(collectReferences(kind, change.before ?? {}).map(named));
    return before.has(named(reference)) && !places.some((key) => known.gone.has(key));
  };
  return collectReferences(kind, change.after).flatMap((reference) => {
    const scopes = referenceScopes(reference.kind, change.account, { main });
    const places = scopes.map((account) =>
      addressKey({ kind: reference.kind, account, name: reference.name }),
    );
    const found = places.some((key) => known.keys.has(key)) || wasThere(reference, places);
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
  const known = { keys, gone: gone(changes, keys) };
  return changes.flatMap((change) => [
    ...accountMissing(change, keys),
    ...brokenReferences(change, known, main),
  ]);
}
