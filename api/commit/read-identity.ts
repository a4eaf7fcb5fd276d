import type { ActualResource } from '../../controller/reconcile/resource.ts';
import type { Identity } from '../../schemas/contract/address.ts';
import { nameKey } from '../../schemas/contract/address.ts';
import type { Tx } from '../database/transaction.ts';
import { rows } from '../database/transaction.ts';
import { readResources } from './read-resources.ts';

/** One resource by kind, account and name; undefined where there is none, or no such account. */
export async function readIdentity(
  tx: Tx,
  organisationId: string,
  identity: Identity,
): Promise<ActualResource | undefined> {
  const scope =
    identity.account === null ? organisationId : await accountId(tx, organisationId, identity.account);
  if (scope === undefined) return undefined;
  const keys = [{ kind: identity.kind, scope, key: nameKey(identity.name ?? '') }];
  const [found] = await readResources(tx, organisationId, { keys });
  return found;
}

async function accountId(tx: Tx, organisationId: string, name: string): Promise<string | undefined> {
  const [account] = await rows<{ id: string }>(
    tx,
    'SELECT id FROM account WHERE organisation_id = $1::uuid AND name = $2',
    organisationId,
    name,
  );
  return account?.id;
}
