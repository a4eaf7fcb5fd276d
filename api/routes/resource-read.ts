import type { Identity } from '../../schemas/contract/address.ts';
import { type Kind, kindInfo } from '../../schemas/semantics.ts';
import { readIdentity } from '../commit/read-identity.ts';
import type { Tx } from '../database/transaction.ts';
import { readEffective } from '../queries/effective.ts';
import { type ResourceItem, resourceItem, unsetItem } from './resource-form.ts';

/**
 * One resource as the interface shows it; undefined where there is none. Settings of an account are there as soon as the
 * account is: without values of its own, but with what it ends up with.
 */
export async function readItem(
  tx: Tx,
  organisationId: string,
  identity: Identity,
): Promise<ResourceItem | undefined> {
  const { kind, account } = identity;
  const resource = await readIdentity(tx, organisationId, identity);
  if (account === null || kindInfo(kind as Kind).template === undefined) {
    return resource === undefined ? undefined : resourceItem(resource);
  }
  const effective = await readEffective(tx, organisationId, { kind, account });
  if (effective === undefined) return undefined;
  return { ...(resource === undefined ? unsetItem(kind, account) : resourceItem(resource)), effective };
}
