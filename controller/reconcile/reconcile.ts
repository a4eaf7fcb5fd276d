import { addressKey } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Change } from './change.ts';
import { checkOwnership } from './conflict.ts';
import { declare } from './declare.ts';
import type { Reconciled, ReconcileInput } from './input.ts';
import { sortChanges } from './order.ts';
import { deletion, pruneOne } from './prune.ts';
import type { ActualResource, DesiredResource } from './resource.ts';

/**
 * Declared against actual: a pure function, the only place where changes come from. Plan and apply both call it.
 *
 * @returns every change that makes actual into what is declared, and nothing for what fits already
 */
export function reconcile(input: ReconcileInput): Reconciled {
  const actual = new Map(input.actual.map((resource) => [addressKey(resource), resource]));
  const taken = new Set<ActualResource>();
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  let unchanged = 0;
  for (const desired of input.desired) {
    const { current, renamed } = find(desired, actual);
    if (current) taken.add(current);
    diagnostics.push(...checkOwnership(desired, current, input));
    const change = declare(desired, current, renamed, input);
    if (change) changes.push(change);
    else unchanged += 1;
  }
  if (input.prune && input.set !== null) {
    for (const resource of input.actual) {
      if (!taken.has(resource) && input.prunable(resource))
        changes.push(...pruneOne(resource, input.set, input.always(resource.kind)));
    }
  }
  for (const resource of input.actual) {
    if (input.remove?.has(addressKey(resource))) changes.push(deletion(resource));
  }
  return { changes: sortChanges(changes), diagnostics, unchanged };
}

/** The resource that a document means: by its name, or by a former name where the new one is not there yet. */
function find(
  desired: DesiredResource,
  actual: ReadonlyMap<string, ActualResource>,
): { current: ActualResource | undefined; renamed: boolean } {
  const current = actual.get(addressKey(desired));
  if (current) return { current, renamed: false };
  for (const name of desired.previously) {
    const former = actual.get(addressKey({ ...desired, name }));
    if (former) return { current: former, renamed: true };
  }
  return { current: undefined, renamed: false };
}
