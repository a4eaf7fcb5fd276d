import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Identity } from '../../schemas/contract/address.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Edit } from '../commit/edit.ts';
import { accountExists } from '../queries/account.ts';
import { callerOf } from './access.ts';
import { answers, shared } from './answers.ts';
import { identityAt, type ResourceParams, unknownResource } from './resource-address.ts';
import { attemptToEdit } from './resource-attempt.ts';
import { bodySchema, checkManifest, checkNames, type ResourceBody } from './resource-body.ts';
import { type EditQuery, editFrom, editQuery } from './resource-edit.ts';
import { itemSchema } from './resource-form.ts';
import { needed, type Place, paramsOf, tags } from './resource-place.ts';
import { readItem, tagged } from './resource-read.ts';
import type { Services } from './services.ts';

const mebibyte = 1024 * 1024;
/** A team or a list of seat holders of the largest organisation. */
const largestResource = 32 * mebibyte;

type Route = { Params: ResourceParams; Querystring: EditQuery };

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
  const item = await readItem(services, request, wanted);
  const created = plan.resource_changes.some(({ action }) => action === 'create');
  return tagged(reply, item)
    .code(created ? 201 : 200)
    .send(item);
}

/** PUT sets all values (`whole`), PATCH some. */
export function changeRoute(
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

/** DELETE removes, within what guards allow. */
export function deleteRoute(app: FastifyInstance, services: Services, place: Place): void {
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
