import { kindOrder } from '../../controller/reconcile/order.ts';
import type { Tx } from '../database/transaction.ts';
import { kindModules } from '../kinds/generated/registry.ts';
import type { IdentifiedChange, WriteContext } from '../kinds/kind.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { writeClaims } from './claims.ts';
import type { Prepared } from './prepare.ts';
import { writeContext } from './write-context.ts';
import { deleteResources, insertResources, updateResources } from './write-resources.ts';

/** Every change with the id of its resource; what is created gets one now. */
export function identify(deps: Deps, prepared: Prepared): readonly IdentifiedChange[] {
  return prepared.changes.map((change) => ({ id: change.id ?? deps.newId(), change }));
}

/** Whether the resource itself changes; taking over and releasing as it is touch only ownership and origins. */
function changesResource({ change }: IdentifiedChange): boolean {
  return change.action === 'move' || (change.before !== null && change.fields.length > 0);
}

/**
 * Writes exactly the planned changes: removals first (names become free), then resources and, kind by kind in dependency
 * order, their state. A fixed number of statements per kind.
 */
export async function writeChanges(
  tx: Tx,
  deps: Deps,
  context: RequestContext,
  prepared: Prepared,
  identified: readonly IdentifiedChange[],
  origin: WriteContext['origin'],
): Promise<void> {
  const write = writeContext(deps, context, prepared, identified, origin);
  await deleteResources(
    tx,
    write,
    identified.filter(({ change }) => change.after === null),
  );
  const kept = identified.filter(({ change }) => change.after !== null);
  // Renames first: what is made may take a name that is given up.
  await updateResources(tx, write, kept.filter(changesResource));
  await insertResources(
    tx,
    write,
    kept.filter(({ change }) => change.action === 'create'),
  );
  // Also what is taken over as it is: a grant that somebody gave by hand is the manifest's from now on.
  const written = kept.filter(({ change }) => change.action !== 'release' || change.fields.length > 0);
  for (const kind of kindOrder()) {
    const own = written.filter(({ change }) => change.kind === kind);
    if (own.length > 0) await kindModules.get(kind)?.write(tx, write, own);
  }
  await writeClaims(tx, context.organisationId, identified);
}
