import type { FastifyRequest } from 'fastify';
import { type Kind, kindInfo } from '../../schemas/semantics.ts';
import { callerOf, type Needed } from './access.ts';
import { accountOf, identityAt, type ResourceParams } from './resource-address.ts';

export const tags = ['resources'];

/** One kind at one of its paths. */
export interface Place {
  readonly kind: Kind;
  readonly url: string;
}

/** What of the organisation is in force in every account may be read from every account. */
export function needed(kind: Kind, action: 'read' | 'manage'): Needed {
  const { permission, scope } = kindInfo(kind);
  const account = (request: FastifyRequest): string | null => {
    const found = accountOf(identityAt(kind, request.params as ResourceParams));
    if (found !== null || action === 'manage' || scope !== 'accountOrOrganisation') return found;
    return callerOf(request).context.actor.account;
  };
  return { permission: `${permission}/${action}`, kind, account };
}

/** The schema of the names in a path. */
export function paramsOf({ url }: Place): object {
  const names = ['account', 'name'].filter((name) => url.includes(`:${name}`));
  if (names.length === 0) return {};
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string', maxLength: 1024 }]));
  return { params: { type: 'object', required: names, properties } };
}
