import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Kind, kindInfo } from '../../schemas/semantics.ts';
import type { ResourceSelection } from '../queries/resource-page.ts';
import type { Actor } from '../request/context.ts';
import { callerOf } from './access.ts';
import { answers, pageOf } from './answers.ts';
import { type ResourceParams, resourcePaths } from './resource-address.ts';
import { itemSchema } from './resource-form.ts';
import { accountsAsked, type PageQuery, page, readPage, set } from './resource-list.ts';
import { tags } from './resource-place.ts';
import type { Services } from './services.ts';

/** What a list at a path shows: the kind in the path's account, or everything of it that belongs to the organisation. */
function selectionAt(
  kind: Kind,
  { account }: ResourceParams,
  actor: Actor,
): Omit<ResourceSelection, 'set' | 'predefined'> {
  if (account !== undefined) return { kinds: [kind], accounts: [account], withShared: false };
  const { scope, provides } = kindInfo(kind);
  if (provides === 'accounts') return { kinds: [kind], ...accountsAsked(actor, undefined) };
  if (scope === 'accountOrOrganisation') return { kinds: [kind], accounts: [], withShared: true };
  return { kinds: [kind], accounts: null, withShared: false };
}

/** Whether a list of the organisation's resources is of use to a sub-account: they are in force there, or one is itself. */
function isForEveryone(kind: Kind): boolean {
  const { scope, provides } = kindInfo(kind);
  return scope === 'accountOrOrganisation' || provides === 'accounts';
}

/** The lists of one kind: `GET /v1/accounts/{account}/teams`. */
export function kindListRoutes(app: FastifyInstance, services: Services, kind: Kind): void {
  const { permission, plural } = kindInfo(kind);
  for (const { list } of resourcePaths(kind)) {
    if (list === undefined) continue;
    const inAccount = list.includes(':account');
    const account = (request: FastifyRequest): string | null =>
      (request.params as ResourceParams).account ?? null;
    const params = { type: 'object', properties: { account: { type: 'string', maxLength: 63 } } } as const;
    app.get<{ Params: ResourceParams; Querystring: PageQuery & { readonly set?: string } }>(
      list,
      {
        config: {
          access: {
            permission: `${permission}/read`,
            kind,
            ...(!inAccount && isForEveryone(kind) ? {} : { account }),
          },
        },
        schema: {
          summary: `List ${plural}${inAccount ? ' of an account' : ''}`,
          tags,
          ...(inAccount ? { params } : {}),
          querystring: { type: 'object', additionalProperties: false, properties: { set, ...page } },
          response: answers({
            good: { 200: [`A page of ${plural}.`, pageOf(itemSchema(kind))] },
            bad: inAccount ? [404] : [],
          }),
        },
      },
      (request) => {
        const { actor } = callerOf(request).context;
        return readPage(services, request, {
          ...selectionAt(kind, request.params, actor),
          set: request.query.set ?? null,
          predefined: true,
        });
      },
    );
  }
}
