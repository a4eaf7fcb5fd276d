import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Identity } from '../../schemas/contract/address.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { type Kind, kindInfo, kinds } from '../../schemas/semantics.ts';
import type { Edit } from '../commit/edit.ts';
import { accountExists } from '../queries/account.ts';
import type { Needed } from './access.ts';
import { callerOf } from './access.ts';
import { answers, shared } from './answers.ts';
import { entityTag } from './conditions.ts';
import {
  accountOf,
  identityAt,
  type ResourceParams,
  resourcePaths,
  unknownResource,
} from './resource-address.ts';
import { attemptToEdit } from './resource-attempt.ts';
import { bodySchema, checkManifest, checkNames, type ResourceBody } from './resource-body.ts';
import { type EditQuery, editFrom, editQuery } from './resource-edit.ts';
import { itemSchema, type ResourceItem, specComponent } from './resource-form.ts';
import { allResourcesRoute, kindListRoutes } from './resource-list.ts';
import { readItem } from './resource-read.ts';
import type { Services } from './services.ts';

const mebibyte = 1024 * 1024;
/** A team or a list of seat holders of the largest organisation. */
const largestResource = 32 * mebibyte;
const tags = ['resources'];

type Route = { Params: ResourceParams; Querystring: EditQuery };

/** One kind at one of its paths. */
interface Place {
  readonly kind: Kind;
  readonly url: string;
}

/** What of the organisation is in force in every account may be read from every account. */
function needed(kind: Kind, action: 'read' | 'manage'): Needed {
  const { permission, scope } = kindInfo(kind);
  const account = (request: FastifyRequest): string | null => {
    const found = accountOf(identityAt(kind, request.params as ResourceParams));
    if (found !== null || action === 'manage' || scope !== 'accountOrOrganisation') return found;
    return callerOf(request).context.actor.account;
  };
  return { permission: `${permission}/${action}`, kind, account };
}

function paramsOf({ url }: Place): object {
  const names = ['account', 'name'].filter((name) => url.includes(`:${name}`));
  if (names.length === 0) return {};
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string', maxLength: 1024 }]));
  return { params: { type: 'object', required: names, properties } };
}

async function read({ deps }: Services, request: FastifyRequest, identity: Identity): Promise<ResourceItem> {
  const { organisationId } = callerOf(request).context;
  const item = await deps.database.snapshot((tx) => readItem(tx, organisationId, identity));
  if (item === undefined) throw unknownResource(identity);
  return item;
}

function tagged(reply: FastifyReply, item: ResourceItem): FastifyReply {
  return item.version === null ? reply : reply.header('etag', entityTag(item.version));
}

/** @throws Refusal 404 where there is no such account */
async function assertAccount({ deps }: Services, request: FastifyRequest, identity: Identity): Promise<void> {
  const { account } = identity;
  if (account === null) return;
  const { organisationId } = callerOf(request).context;
  if (!(await deps.database.snapshot((tx) => accountExists(tx, organisationId, account)))) {
    throw unknownResource(identity);
  }
}

/** Carries an edit out, or with `dryRun` plans it. */
async function edit(
  services: Services,
  request: FastifyRequest<Route>,
  reply: FastifyReply,
  wanted: Edit,
): Promise<FastifyReply> {
  const { deps, commit } = services;
  await assertAccount(services, request, wanted);
  const { dryRun } = request.query;
  const { plan } = await commit.editResource(deps, callerOf(request).context, wanted, { dryRun });
  if (dryRun) return reply.code(200).send(plan);
  if ('delete' in wanted.operation) return reply.code(204).send();
  const item = await read(services, request, wanted);
  const created = plan.resource_changes.some(({ action }) => action === 'create');
  return tagged(reply, item)
    .code(created ? 201 : 200)
    .send(item);
}

function getRoute(app: FastifyInstance, services: Services, place: Place): void {
  const { kind, url } = place;
  app.get<{ Params: ResourceParams }>(
    url,
    {
      config: { access: needed(kind, 'read') },
      schema: {
        summary: `Read ${kind}`,
        tags,
        ...paramsOf(place),
        response: answers({
          good: { 200: ['Its own values; `ETag` is its version.', itemSchema(kind)] },
          bad: [404],
        }),
      },
    },
    async (request, reply) => {
      const item = await read(services, request, identityAt(kind, request.params));
      return tagged(reply, item).send(item);
    },
  );
}

function changeRoute(
  app: FastifyInstance,
  services: Services,
  place: Place,
  { whole }: { whole: boolean },
): void {
  const { kind, url } = place;
  app.route<Route & { Body: ResourceBody }>({
    method: whole ? 'PUT' : 'PATCH',
    url,
    config: {
      access: needed(kind, 'manage'),
      attempt: attemptToEdit(kind, 'Update'),
      documentedBody: bodySchema(kind, { whole }, true),
    },
    bodyLimit: largestResource,
    schema: {
      summary: whole ? `Set all values of ${kind}` : `Change some values of ${kind}`,
      tags,
      ...paramsOf(place),
      querystring: editQuery,
      body: bodySchema(kind, { whole }),
      ...(whole ? {} : { consumes: ['application/merge-patch+json', 'application/json'] }),
      response: answers({
        good: {
          200: [
            'The resource; with `dryRun` the plan of the change.',
            { oneOf: [itemSchema(kind), shared('Plan')] },
          ],
          201: ['The resource, new.', itemSchema(kind)],
        },
        bad: [404, 409, 412],
        takesBody: true,
      }),
    },
    handler: async (request, reply) => {
      const identity = identityAt(kind, request.params);
      checkNames(identity, request.body);
      checkManifest(identity, request.body, { whole });
      const spec: JsonObject = request.body.spec ?? {};
      const operation = whole ? { replace: spec } : { merge: spec };
      return edit(services, request, reply, await editFrom(services, request, { ...identity, operation }));
    },
  });
}

function deleteRoute(app: FastifyInstance, services: Services, place: Place): void {
  const { kind, url } = place;
  app.delete<Route>(
    url,
    {
      config: { access: needed(kind, 'manage'), attempt: attemptToEdit(kind, 'Delete') },
      schema: {
        summary: `Delete ${kind}`,
        tags,
        ...paramsOf(place),
        querystring: editQuery,
        response: answers({
          good: {
            200: ['With `dryRun`: the plan of the deletion.', shared('Plan')],
            204: ['It is gone.', null],
          },
          bad: [404, 409, 412],
        }),
      },
    },
    async (request, reply) => {
      const identity = identityAt(kind, request.params);
      const wanted = await editFrom(services, request, { ...identity, operation: { delete: true } });
      return edit(services, request, reply, wanted);
    },
  );
}

/** The same routes for every kind, from its schema: no kind is named here. */
export function resourceRoutes(app: FastifyInstance, services: Services): void {
  for (const kind of kinds) app.addSchema(specComponent(kind));
  allResourcesRoute(app, services);
  for (const kind of kinds) {
    kindListRoutes(app, services, kind);
    for (const { single } of resourcePaths(kind)) {
      const place = { kind, url: single };
      getRoute(app, services, place);
      changeRoute(app, services, place, { whole: true });
      changeRoute(app, services, place, { whole: false });
      deleteRoute(app, services, place);
    }
  }
}
