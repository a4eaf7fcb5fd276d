import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo, kinds, providerOf, references } from '../../schemas/semantics.ts';
import type { Change } from './change.ts';

let cached: readonly Kind[] | undefined;

/**
 * Kinds in the order in which they can be written: what is referred to before what refers to it, accounts first. The
 * schemas' references say it; where they run in a circle the kind with the fewest open references goes first.
 */
export function kindOrder(): readonly Kind[] {
  cached ??= sortKinds();
  return cached;
}

function sortKinds(): readonly Kind[] {
  const open = new Map(kinds.map((kind) => [kind, dependencies(kind)]));
  const order: Kind[] = [];
  while (open.size > 0) {
    const [next] = [...open].sort(([a, x], [b, y]) => x.size - y.size || (a < b ? -1 : 1))[0] ?? [];
    if (next === undefined) break;
    order.push(next);
    open.delete(next);
    for (const rest of open.values()) rest.delete(next);
  }
  return order;
}

function dependencies(kind: Kind): Set<Kind> {
  const found = new Set<Kind>(references(kind).map((reference) => reference.kind));
  if (kindInfo(kind).scope !== 'organisation') found.add(providerOf('accounts'));
  found.delete(kind);
  return found;
}

/** By kind in dependency order, then by account and name, byte by byte: the same plan whatever the order of documents. */
export function sortChanges(changes: readonly Change[]): readonly Change[] {
  const rank = new Map<string, number>(kindOrder().map((kind, index) => [kind, index]));
  return [...changes].sort(
    (a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) || (a.address < b.address ? -1 : 1),
  );
}
