import type { Change } from '../../controller/reconcile/change.ts';
import { kindOrder } from '../../controller/reconcile/order.ts';
import { nameKey } from '../../schemas/contract/address.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Tx } from '../database/transaction.ts';
import { execute, insertRows } from '../database/transaction.ts';
import { kindModules } from '../kinds/generated/registry.ts';
import type { IdentifiedChange, WriteContext } from '../kinds/kind.ts';

const resourceColumns = {
  organisation_id: 'uuid',
  id: 'uuid',
  kind: 'text',
  scope_id: 'uuid',
  account_id: 'uuid',
  name: 'text',
  name_key: 'text',
  version: 'int',
  predefined: 'boolean',
  metadata: 'jsonb',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
};

const update = `
  UPDATE resource AS target
  SET name = source.name, name_key = source.name_key, metadata = source.metadata, version = target.version + 1, updated_at = $2::timestamptz
  FROM jsonb_to_recordset($3::jsonb) AS source(id uuid, name text, name_key text, metadata jsonb)
  WHERE target.organisation_id = $1::uuid AND target.id = source.id`;

/** What stands in `resource.metadata`: the part of the values that a manifest says in its metadata. */
function metadataOf(change: Change): JsonObject {
  const entries = Object.entries(change.after ?? {}).filter(([key]) => key.startsWith('metadata.'));
  return Object.fromEntries(entries.map(([key, value]) => [key.slice('metadata.'.length), value]));
}

function nameColumns(change: Change): { name: string; name_key: string } {
  const name = change.name ?? '';
  return { name, name_key: nameKey(name) };
}

/** Gives what is created its row of identity. */
export async function insertResources(
  tx: Tx,
  context: WriteContext,
  created: readonly IdentifiedChange[],
): Promise<void> {
  const at = context.now.toISOString();
  const rows = created.map(({ id, change }) => {
    const account = change.account === null ? null : context.accountId(change.account);
    return {
      organisation_id: context.organisationId,
      id,
      kind: change.kind,
      scope_id: account ?? context.organisationId,
      account_id: account,
      ...nameColumns(change),
      version: 1,
      predefined: false,
      metadata: metadataOf(change),
      created_at: at,
      updated_at: at,
    };
  });
  await insertRows(tx, 'resource', resourceColumns, rows);
}

/** Name, metadata and version of what changes. */
export async function updateResources(
  tx: Tx,
  context: WriteContext,
  changed: readonly IdentifiedChange[],
): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ id, change }) => ({
    id,
    ...nameColumns(change),
    metadata: metadataOf(change),
  }));
  const moved = changed.filter(({ change }) => change.action === 'move').map(({ id }) => id);
  if (moved.length > 0) {
    // In a chain of renames the next name is still somebody's: all let go of theirs first.
    await execute(
      tx,
      'UPDATE resource SET name_key = id::text WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
      context.organisationId,
      moved,
    );
  }
  await execute(tx, update, context.organisationId, context.now.toISOString(), JSON.stringify(rows));
}

/** Takes away what is removed: first what its kind keeps of it, then its row of identity. */
export async function deleteResources(
  tx: Tx,
  context: WriteContext,
  removed: readonly IdentifiedChange[],
): Promise<void> {
  // What refers to others goes before what it refers to.
  for (const kind of [...kindOrder()].reverse()) {
    const own = removed.filter(({ change }) => change.kind === kind);
    if (own.length > 0) await kindModules.get(kind)?.remove?.(tx, context, own);
  }
  if (removed.length === 0) return;
  await execute(
    tx,
    'DELETE FROM resource WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
    context.organisationId,
    removed.map(({ id }) => id),
  );
}
