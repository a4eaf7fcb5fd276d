import type { Change } from '../../../controller/reconcile/change.ts';
import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';
import type { Tx } from '../../database/transaction.ts';
import { rows } from '../../database/transaction.ts';
import { errorOf } from '../diagnose.ts';

interface Row {
  readonly account: string;
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

/** What has a name stands for itself and must be removed by name; settings documents have none and go with the account. */
const statement = `
  SELECT a.name AS account, r.id, r.kind, r.name FROM resource r
  JOIN account a ON a.organisation_id = r.organisation_id AND a.id = r.account_id
  WHERE r.organisation_id = $1::uuid AND r.account_id = ANY($2::uuid[]) AND r.kind <> 'User' AND r.name <> ''
  ORDER BY r.kind, r.name`;

/** Teams, roles and service accounts that a removed account would leave behind. Users are counted by `checkAccounts`. */
export async function conflictsOfAccounts(
  tx: Tx,
  organisationId: string,
  changes: readonly Change[],
): Promise<readonly Diagnostic[]> {
  const removed = changes.filter(({ kind, after }) => kind === 'Account' && after === null);
  if (removed.length === 0) return [];
  const ids = removed.flatMap(({ id }) => (id === null ? [] : [id]));
  const gone = new Set(changes.flatMap(({ id, after }) => (after === null ? [id] : [])));
  const left = (await rows<Row>(tx, statement, organisationId, ids)).filter(({ id }) => !gone.has(id));
  return removed.flatMap((change) => {
    const [first, ...more] = left.filter(({ account }) => account === change.name);
    if (first === undefined) return [];
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    return [
      errorOf(change, {
        code: 'account/not-empty',
        summary: `${change.address} cannot be removed: it still has ${first.kind} "${first.name}"${others}`,
        remedy: 'remove what is in it first, or disable the account instead (`onRemoval: disable`)',
      }),
    ];
  });
}
