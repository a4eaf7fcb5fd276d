import type { Change } from '../../../controller/reconcile/change.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import { errorOf } from '../diagnose.ts';
import { nameOf } from '../own-values.ts';

/** What a query finds that the world does not hold: names of other scopes, and service accounts with the role. */
export async function conflictsOfRoles(
  tx: Tx,
  organisationId: string,
  changes: readonly Change[],
): Promise<readonly Diagnostic[]> {
  const roles = changes.filter(({ kind }) => kind === 'Role');
  const named = roles.filter(({ action }) => action === 'create' || action === 'move');
  const removed = roles.filter(({ after }) => after === null);
  return [
    ...(named.length > 0 ? await ambiguous(tx, organisationId, named, changes) : []),
    ...(removed.length > 0 ? await heldByMachines(tx, organisationId, removed, changes) : []),
  ];
}

/** A name must mean one role: it cannot be an account's and the organisation's at once. */
async function ambiguous(
  tx: Tx,
  organisationId: string,
  named: readonly Change[],
  changes: readonly Change[],
): Promise<readonly Diagnostic[]> {
  const keys = named.map((change) => nameKey(nameOf(change)));
  const found = await rows<{ id: string; key: string; shared: boolean }>(
    tx,
    `SELECT id, name_key AS key, account_id IS NULL AS shared FROM resource
     WHERE organisation_id = $1::uuid AND kind = 'Role' AND name_key = ANY($2::text[])`,
    organisationId,
    keys,
  );
  const moved = new Set(
    changes.flatMap(({ id, action }) => (action === 'delete' || action === 'move' ? [id] : [])),
  );
  const staying = found.filter(({ id }) => !moved.has(id));
  const planned = named.map((change) => ({ key: nameKey(nameOf(change)), shared: change.account === null }));
  return named.flatMap((change) => {
    const [key, shared] = [nameKey(nameOf(change)), change.account === null];
    const other = [...staying, ...planned].some((role) => role.key === key && role.shared !== shared);
    if (!other) return [];
    return [
      errorOf(change, {
        code: 'role/ambiguous-name',
        summary: `${change.address}: ${shared ? 'an account has' : 'the organisation has'} a role of this name already`,
        remedy: 'choose another name: a name must mean one role',
      }),
    ];
  });
}

/** Service accounts that keep a removed role; those that the plan changes or removes are read from the plan. */
async function heldByMachines(
  tx: Tx,
  organisationId: string,
  removed: readonly Change[],
  changes: readonly Change[],
): Promise<readonly Diagnostic[]> {
  const found = await rows<{ role: string; id: string; name: string }>(
    tx,
    `SELECT g.role_id AS role, s.id, s.name FROM service_account_role g
     JOIN service_account s ON s.organisation_id = g.organisation_id AND s.id = g.service_account_id
     WHERE g.organisation_id = $1::uuid AND g.role_id = ANY($2::uuid[]) ORDER BY s.name`,
    organisationId,
    removed.flatMap(({ id }) => (id === null ? [] : [id])),
  );
  const changed = new Set(changes.flatMap(({ kind, id }) => (kind === 'ServiceAccount' ? [id] : [])));
  return removed.flatMap((change) => {
    const holder = found.find(({ role, id }) => role === change.id && !changed.has(id));
    if (holder === undefined) return [];
    return [
      errorOf(change, {
        code: 'role/in-use',
        summary: `${change.address} cannot be removed: the service account ${holder.name} still has it`,
        remedy: 'take the role from it in the same plan',
      }),
    ];
  });
}
