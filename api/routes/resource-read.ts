import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Identity } from '../../schemas/contract/address.ts';
import { type Kind, kindInfo } from '../../schemas/semantics.ts';
import { readIdentity } from '../commit/read-identity.ts';
import type { Tx } from '../database/transaction.ts';
import { readEffective } from '../queries/effective.ts';
import { callerOf } from './access.ts';
import { entityTag } from './conditions.ts';
import { unknownResource } from './resource-address.ts';
import { type ResourceItem, resourceItem, unsetItem } from './resource-form.ts';
import type { Services } from './services.ts';

/**
 * One resource as the interface shows it; undefined where there is none. Settings of an account are there as soon as the
 * account is: without values of its own, but with what it ends up with.
 */
async function findItem(
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

/** @throws Refusal 404 */
export async function readItem(
  { deps }: Services,
  request: FastifyRequest,
  identity: Identity,
): Promise<ResourceItem> {
  const { organisationId } = callerOf(request).context;
  const item = await deps.database.snapshot((tx) => findItem(tx, organisationId, identity));
  if (item === undefined) throw unknownResource(identity);
  return item;
}

/** An answer with the resource's version as its entity tag. */
export function tagged(reply: FastifyReply, item: ResourceItem): FastifyReply {
  return item.version === null ? reply : reply.header('etag', entityTag(item.version));
}
