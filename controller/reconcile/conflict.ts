import { addressKey, formatAddress } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Json, JsonObject } from '../../schemas/contract/json.ts';
import { isObject } from '../../schemas/contract/json.ts';
import type { ReconcileInput } from './input.ts';
import { pointerStep } from './pointer.ts';
import type { ActualResource, DesiredResource, Owner } from './resource.ts';

/** JSON pointers of all leaves of a value; a list is one leaf. */
export function leafPaths(value: JsonObject, path = ''): readonly string[] {
  return Object.entries(value).flatMap(([key, member]: [string, Json]) => {
    const here = path + pointerStep(key);
    return isObject(member) && Object.keys(member).length > 0 ? leafPaths(member, here) : [here];
  });
}

function conflict(desired: DesiredResource, owner: Owner, paths: readonly string[]): Diagnostic {
  const address = formatAddress(desired);
  return {
    severity: 'error',
    code: 'ownership/conflict',
    summary: `${paths.join(', ')} of ${address} belongs to the set ${owner.set} (${owner.source.file}:${owner.source.line})`,
    remedy: `remove the fields from one of the two sets, or take them over with --take-over ${address}`,
    file: desired.source.file,
    line: desired.source.line,
    address,
  };
}

/** Fields that another set owns are not set by this one, unless they are taken over by name. */
export function checkOwnership(
  desired: DesiredResource,
  current: ActualResource | undefined,
  { set, takeOver }: ReconcileInput,
): readonly Diagnostic[] {
  if (!current || set === null || takeOver.has(addressKey(desired))) return [];
  const declared = new Set(leafPaths(desired.values));
  return current.owners
    .filter((owner) => owner.set !== set)
    .flatMap((owner) => {
      const shared = leafPaths(owner.lastApplied).filter((path) => declared.has(path));
      return shared.length > 0 ? [conflict(desired, owner, shared)] : [];
    });
}
