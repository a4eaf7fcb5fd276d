import { leafPaths } from '../../controller/reconcile/conflict.ts';
import { mergeValues } from '../../controller/reconcile/merge.ts';
import type { Owner } from '../../controller/reconcile/resource.ts';
import type { Kind } from '../../schemas/semantics.ts';
import type { Tx } from '../database/transaction.ts';
import { execute, insertRows } from '../database/transaction.ts';
import type { IdentifiedChange } from '../kinds/kind.ts';
import type { Prepared } from './prepare.ts';

const columns = {
  organisation_id: 'uuid',
  resource_id: 'uuid',
  set_name: 'text',
  last_applied: 'jsonb',
  source: 'jsonb',
  adopted: 'boolean',
  plan_id: 'uuid',
  applied_at: 'timestamptz',
};

const replace = `(organisation_id, resource_id, set_name) DO UPDATE SET
  last_applied = excluded.last_applied, source = excluded.source, plan_id = excluded.plan_id, applied_at = excluded.applied_at`;

export interface OwnershipInput {
  readonly organisationId: string;
  readonly set: string;
  readonly planId: string;
  readonly at: string;
}

interface OwnershipRow {
  readonly resource_id: string;
  readonly set_name: string;
  readonly last_applied: Owner['lastApplied'];
  readonly source: Owner['source'];
  readonly adopted: boolean;
}

/** It existed and was not this set's: pruning lets it go instead of removing it, also where it was renamed on the way. */
function wasThere({ id, change }: IdentifiedChange, set: string, prepared: Prepared): boolean {
  const owners = prepared.actual.get(id)?.owners ?? [];
  return change.before !== null && !owners.some((owner) => owner.set === set);
}

function ownRow(identified: IdentifiedChange, set: string, prepared: Prepared): readonly OwnershipRow[] {
  const { id, change } = identified;
  if (change.lastApplied === null || !change.source) return [];
  return [
    {
      resource_id: id,
      set_name: set,
      last_applied: change.lastApplied,
      source: change.source,
      adopted: wasThere(identified, set, prepared),
    },
  ];
}

/** What other sets keep when this one takes fields over. */
function yieldedRows(
  { id, change }: IdentifiedChange,
  set: string,
  prepared: Prepared,
): readonly OwnershipRow[] {
  const declared = new Set(leafPaths(change.lastApplied ?? {}));
  const others = (prepared.actual.get(id)?.owners ?? []).filter((owner) => owner.set !== set);
  return others
    .filter((owner) => leafPaths(owner.lastApplied).some((path) => declared.has(path)))
    .map((owner) => ({
      resource_id: id,
      set_name: owner.set,
      last_applied: mergeValues(change.kind as Kind, {}, change.lastApplied, owner.lastApplied),
      source: owner.source,
      adopted: owner.adopted,
    }));
}

/**
 * Records what the set owns now: what it declared is its own, what it released or removed no longer is, and what it took
 * over belongs to nobody else.
 */
export async function writeOwnership(
  tx: Tx,
  input: OwnershipInput,
  prepared: Prepared,
  identified: readonly IdentifiedChange[],
): Promise<void> {
  const rows = identified.flatMap((change) => [
    ...ownRow(change, input.set, prepared),
    ...yieldedRows(change, input.set, prepared),
  ]);
  const common = { organisation_id: input.organisationId, plan_id: input.planId, applied_at: input.at };
  await insertRows(
    tx,
    'ownership',
    columns,
    rows.map((row) => ({ ...row, ...common })),
    replace,
  );
  const ended = identified.filter(({ change }) => change.lastApplied === null && change.after !== null);
  if (ended.length === 0) return;
  await execute(
    tx,
    'DELETE FROM ownership WHERE organisation_id = $1::uuid AND set_name = $2 AND resource_id = ANY($3::uuid[])',
    input.organisationId,
    input.set,
    ended.map(({ id }) => id),
  );
}
