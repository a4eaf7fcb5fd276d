import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isKind, type Kind, kindInfo, kinds } from '../../schemas/semantics.ts';
import { holds, kindInScope, reachedAccounts, reaches } from '../identity/permissions.ts';
import { accountExists } from '../queries/account.ts';
import { type ResourceSelection, readResourcePage } from '../queries/resource-page.ts';
import type { Actor } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';
import { answers, pageOf } from './answers.ts';
import { decodeCursor, idForm, type Page, pageFrom, pageQuery, textForm } from './cursor.ts';
import { itemSchema, type ResourceItem, resourceItem } from './resource-form.ts';
import { tags } from './resource-place.ts';
import type { Services } from './services.ts';

export const page = pageQuery({ default: 100, maximum: 500 });
export const set = {
  type: 'string',
  maxLength: 256,
  description: 'Only what this manifest set owns.',
} as const;

export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

interface ListQuery extends PageQuery {
  readonly account?: string;
  readonly kind?: string;
  readonly set?: string;
}

const kindForm = /^[A-Za-z]{1,64}$/;

function unreadable(kind: Kind): Refusal {
  return new Refusal(
    403,
    'permission/lacking',
    `This needs the permission ${kindInfo(kind).permission}/read.`,
    {
      remedy: 'ask an Account Manager for it, or use another key',
    },
  );
}

function readableKinds(actor: Actor): readonly Kind[] {
  return kinds.filter(
    (kind) => holds(actor.permissions, `${kindInfo(kind).permission}/read`) && kindInScope(actor, kind),
  );
}

function kindsAsked(actor: Actor, kind: string | undefined): readonly Kind[] {
  const readable = readableKinds(actor);
  if (kind === undefined) return readable;
  if (!isKind(kind)) {
    throw new Refusal(400, 'request/unknown-kind', `There is no kind ${kind}.`, {
      remedy: `write one of ${kinds.join(', ')}`,
    });
  }
  if (!readable.includes(kind)) throw unreadable(kind);
  return [kind];
}

/** Without an account: all that the actor reaches, and what of the organisation is in force in his account. */
export function accountsAsked(
  actor: Actor,
  account: string | undefined,
): Pick<ResourceSelection, 'accounts' | 'withShared'> {
  if (account !== undefined) {
    if (!reaches(actor, account))
      throw new Refusal(404, 'resource/unknown', `There is no account ${account}.`);
    return { accounts: [account], withShared: false };
  }
  return { accounts: reachedAccounts(actor), withShared: !actor.main };
}

/** The page that a request's cursor points at. */
export async function readPage(
  { deps }: Services,
  request: FastifyRequest,
  selection: ResourceSelection,
): Promise<Page<ResourceItem>> {
  const { organisationId } = callerOf(request).context;
  const { limit, cursor } = request.query as PageQuery;
  const [kind, scope, key] = decodeCursor(cursor, [kindForm, idForm, textForm]) ?? [];
  const after = kind !== undefined && scope !== undefined && key !== undefined ? { kind, scope, key } : null;
  const found = await deps.database.snapshot(async (tx) => {
    const resources = await readResourcePage(tx, organisationId, selection, { after, limit: limit + 1 });
    const [account] = selection.accounts?.length === 1 && resources.length === 0 ? selection.accounts : [];
    if (account !== undefined && !(await accountExists(tx, organisationId, account))) {
      throw new Refusal(404, 'resource/unknown', `There is no account ${account}.`);
    }
    return resources;
  });
  const { items, next } = pageFrom(found, limit, ({ position }) => [
    position.kind,
    position.scope,
    position.key,
  ]);
  return { items: items.map((resource) => resourceItem(resource, resource.origin)), next };
}

/** `GET /v1/resources`: resources of all kinds that a manifest can declare, as `bylaw export` needs them. */
export function allResourcesRoute(app: FastifyInstance, services: Services): void {
  const querystring = {
    type: 'object',
    additionalProperties: false,
    properties: {
      account: { type: 'string', maxLength: 63, description: 'Only this account.' },
      kind: { type: 'string', maxLength: 64, description: 'Only this kind.' },
      set,
      ...page,
    },
  } as const;
  app.get<{ Querystring: ListQuery }>(
    '/v1/resources',
    {
      config: { access: 'member' },
      schema: {
        summary: 'List resources of all kinds that the key may read',
        tags,
        querystring,
        response: answers({
          good: { 200: ['Resources, with their own values.', pageOf(itemSchema())] },
          bad: [404],
        }),
      },
    },
    (request) => {
      const { actor } = callerOf(request).context;
      const { account, kind, set: owner } = request.query;
      return readPage(services, request, {
        kinds: kindsAsked(actor, kind),
        set: owner ?? null,
        predefined: false,
        ...accountsAsked(actor, account),
      });
    },
  );
}
