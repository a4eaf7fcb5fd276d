import { formatAddress } from '../../schemas/contract/address.ts';
import type { Action } from '../../schemas/contract/plan.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { Change, Values } from './change.ts';
import { diffValues } from './diff.ts';
import { mergeValues } from './merge.ts';
import type { ActualResource, Owner } from './resource.ts';

type Removal = 'delete' | 'disable' | 'keep';

/** What was adopted is released, unless the manifest said otherwise while it was there. */
function removalOf(kind: Kind, owner: Owner): Removal {
  const said = owner.lastApplied['metadata.onRemoval'];
  if (said === 'delete' || said === 'disable' || said === 'keep') return said;
  return owner.adopted ? 'keep' : kindInfo(kind).onRemoval;
}

function holdsOthers(kind: Kind, { lastApplied }: Owner, rest: Values): boolean {
  return Object.entries(kindInfo(kind).spec.fields).some(([key, field]) => {
    if (field.type !== 'list' || field.list !== 'set' || !field.additive) return false;
    const left = rest[key];
    return (
      lastApplied[field.additive.field] === field.additive.value && Array.isArray(left) && left.length > 0
    );
  });
}

function ending(
  kind: Kind,
  resource: ActualResource,
  owner: Owner,
  unset: Values,
): { action: Action; after: Values | null } {
  const { values } = resource;
  // Others own fields of it: only what was ours goes.
  if (resource.owners.length > 1) {
    return { action: 'release', after: { ...unset, ...mergeValues(kind, {}, owner.lastApplied, values) } };
  }
  const removal = resource.predefined ? 'keep' : removalOf(kind, owner);
  if (removal === 'delete') {
    // An additive list owns only what it names: whom others have added stays, and with them the resource.
    const rest = { ...unset, ...mergeValues(kind, {}, owner.lastApplied, values) };
    return holdsOthers(kind, owner, rest)
      ? { action: 'release', after: rest }
      : { action: 'delete', after: null };
  }
  if (removal === 'disable' && values['enabled'] !== false)
    return { action: 'disable', after: { ...values, enabled: false } };
  return { action: 'release', after: values };
}

/** What becomes of a resource that the set owned and no longer declares; nothing where it never owned it. */
export function pruneOne(resource: ActualResource, set: string, unset: Values): readonly Change[] {
  const owner = resource.owners.find((candidate) => candidate.set === set);
  if (!owner) return [];
  const kind = resource.kind as Kind;
  const { action, after } = ending(kind, resource, owner, unset);
  return [
    {
      kind,
      account: resource.account,
      name: resource.name,
      address: formatAddress(resource),
      id: resource.id,
      action,
      reason: 'no-longer-declared',
      before: resource.values,
      after,
      fields: action === 'delete' ? [] : diffValues(kind, resource.values, after),
      source: owner.source,
      lastApplied: null,
    },
  ];
}

/** A removal that somebody asked for by hand. */
export function deletion(resource: ActualResource): Change {
  return {
    kind: resource.kind,
    account: resource.account,
    name: resource.name,
    address: formatAddress(resource),
    id: resource.id,
    action: 'delete',
    reason: 'by-hand',
    before: resource.values,
    after: null,
    fields: [],
    lastApplied: null,
  };
}
