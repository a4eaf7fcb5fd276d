import { addressKey, formatAddress } from '../../schemas/contract/address.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Change } from './change.ts';
import { checkOwnership } from './conflict.ts';
import { declare } from './declare.ts';
import type { Reconciled, ReconcileInput } from './input.ts';
import type { Match } from './match.ts';
import { matchResources } from './match.ts';
import { sortChanges } from './order.ts';
import { deletion, pruneOne } from './prune.ts';

/**
 * Declared against actual: a pure function, the only place where changes come from. Plan and apply both call it.
 *
 * @returns every change that makes actual into what is declared, and nothing for what fits already
 */
export function reconcile(input: ReconcileInput): Reconciled {
  const { matches, diagnostics: ambiguous } = matchResources(input.desired, input.actual);
  const taken = new Set(matches.map(({ current }) => current));
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [...ambiguous];
  let unchanged = 0;
  for (const match of matches) {
    diagnostics.push(...checkOwnership(match.desired, match.current, input), ...staysDisabled(match, input));
    const change = declare(match, input);
    if (change) changes.push(change);
    else unchanged += 1;
  }
  if (input.prune && input.set !== null) {
    for (const resource of input.actual) {
      if (taken.has(resource) || !input.prunable(resource)) continue;
      changes.push(...pruneOne(resource, input.set, input.always(resource.kind)));
    }
  }
  for (const resource of input.actual) {
    if (input.remove?.has(addressKey(resource))) changes.push(deletion(resource));
  }
  return { changes: sortChanges(changes), diagnostics, unchanged };
}

/** What pruning has disabled stays so until a manifest says otherwise: whoever declares it again should know. */
function staysDisabled({ desired, current }: Match, { set }: ReconcileInput): readonly Diagnostic[] {
  const owned = current?.owners.some((owner) => owner.set === set) ?? true;
  if (
    set === null ||
    owned ||
    current?.values['enabled'] !== false ||
    desired.values['enabled'] !== undefined
  )
    return [];
  return [
    {
      severity: 'warning',
      code: 'adopt/disabled',
      summary: `${formatAddress(desired)} is taken over as it is: disabled`,
      remedy: 'declare `enabled: true` to let it sign in again',
      file: desired.source.file,
      line: desired.source.line,
      address: formatAddress(desired),
    },
  ];
}
