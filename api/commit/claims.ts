import type { Change } from '../../controller/reconcile/change.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { Tx } from '../database/transaction.ts';
import { execute, insertRows, rows } from '../database/transaction.ts';
import { kindModules } from '../kinds/generated/registry.ts';
import type { IdentifiedChange } from '../kinds/kind.ts';

interface Claimed {
  readonly type: string;
  readonly value: string;
  readonly path: string;
  readonly change: Change;
}

function claimed(changes: readonly Change[]): readonly Claimed[] {
  return changes.flatMap((change) => {
    const claims = change.after === null ? [] : (kindModules.get(change.kind)?.claims?.(change.after) ?? []);
    return claims.map((claim) => ({ ...claim, change }));
  });
}

function taken({ type, value, path, change }: Claimed): Diagnostic {
  return {
    severity: 'error',
    code: 'claim/taken',
    summary: `${path.slice(1)} "${value}" of ${change.address} is taken: a ${type} is unique on the server and held by whoever had it first`,
    remedy: 'choose another one',
    ...(change.source
      ? { file: change.source.file, line: change.source.lines?.[path] ?? change.source.line }
      : {}),
    address: change.address,
    pointer: path,
  };
}

/** Names claimed twice: by two resources of this plan, or by somebody who has them already. */
export async function claimsOf(
  tx: Tx,
  organisationId: string,
  changes: readonly Change[],
): Promise<readonly Diagnostic[]> {
  const wanted = claimed(changes);
  if (wanted.length === 0) return [];
  const held = await rows<{ type: string; value: string; organisation: string; resource: string }>(
    tx,
    `SELECT c.type, c.value, c.organisation_id AS organisation, c.resource_id AS resource
     FROM claim c JOIN jsonb_to_recordset($1::jsonb) AS w(type text, value text) ON c.type = w.type AND c.value = w.value`,
    JSON.stringify(wanted.map(({ type, value }) => ({ type, value }))),
  );
  // Whoever gives a name up in this plan holds it no longer.
  const touched = new Set(changes.map(({ id }) => id));
  const others = held.filter(
    (claim) => claim.organisation !== organisationId || !touched.has(claim.resource),
  );
  const blocked = new Set(others.map(({ type, value }) => `${type} ${value}`));
  const seen = new Set<string>();
  return wanted.flatMap((claim) => {
    const key = `${claim.type} ${claim.value}`;
    const clash = blocked.has(key) || seen.has(key);
    seen.add(key);
    return clash ? [taken(claim)] : [];
  });
}

/** Makes the claims of the changed resources what their values say. */
export async function writeClaims(
  tx: Tx,
  organisationId: string,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const claiming = changes.filter(({ change }) => kindModules.get(change.kind)?.claims !== undefined);
  if (claiming.length === 0) return;
  await execute(
    tx,
    'DELETE FROM claim WHERE organisation_id = $1::uuid AND resource_id = ANY($2::uuid[])',
    organisationId,
    claiming.map(({ id }) => id),
  );
  const wanted = claiming.flatMap(({ id, change }) =>
    claimed([change]).map(({ type, value }) => ({
      type,
      value,
      organisation_id: organisationId,
      resource_id: id,
    })),
  );
  const columns = { type: 'text', value: 'text', organisation_id: 'uuid', resource_id: 'uuid' };
  await insertRows(tx, 'claim', columns, wanted);
}
