import type { FastifyInstance } from 'fastify';
import type { ActualResource } from '../../controller/reconcile/resource.ts';
import { isKind, kindInfo } from '../../schemas/semantics.ts';
import { readDrift } from '../commit/drift.ts';
import { holds, kindInScope, reaches } from '../identity/permissions.ts';
import type { Actor } from '../request/context.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import type { Services } from './services.ts';

/** More differences than anybody reads at once; `total` tells how many there are. */
const most = 1000;

const text = { type: 'string' } as const;
const orNull = { type: ['string', 'null'] } as const;

const origin = {
  type: ['object', 'null'],
  description: 'Who made it so, as the audit log knows it; null: it does not tell.',
  required: ['entry', 'at', 'by', 'ip', 'how', 'reason', 'plan'],
  properties: {
    entry: { type: 'string', format: 'uuid', description: 'Of the audit log.' },
    at: { type: 'string', format: 'date-time' },
    by: text,
    ip: orNull,
    how: {
      type: 'string',
      enum: ['by-hand', 'break-glass', 'plan', 'rule'],
      description: '`rule`: the platform itself, by a rule that is set.',
    },
    reason: { ...orNull, description: 'Of a break glass.' },
    plan: orNull,
  },
} as const;

const item = {
  type: 'object',
  required: ['address', 'kind', 'account', 'name', 'set', 'source', 'field', 'origin'],
  properties: {
    address: text,
    kind: text,
    account: orNull,
    name: orNull,
    set: text,
    source: { type: 'object', properties: { file: text, line: { type: 'integer' } } },
    field: {
      type: 'object',
      description: 'As in a plan: `before` is what the set applied last, `after` what is there now.',
      required: ['path'],
      properties: { path: text },
      additionalProperties: true,
    },
    origin,
  },
} as const;

/** Only what he may read: kinds by permission and scope, accounts by reach. */
function seenBy(actor: Actor): (resource: ActualResource) => boolean {
  return ({ kind, account }) =>
    isKind(kind) &&
    reaches(actor, account) &&
    kindInScope(actor, kind) &&
    holds(actor.permissions, `${kindInfo(kind).permission}/read`);
}

/** `GET /v1/drift`: what is no longer as it was applied, and who made it so. */
export function driftRoutes(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Querystring: { readonly set?: string } }>(
    '/v1/drift',
    {
      config: { access: 'member', apart: true },
      schema: {
        summary: 'Managed fields that are not as their set last applied them',
        description:
          'Of what the caller may read. Resources that were removed are not told: nothing owns them any more.',
        tags: ['plans'],
        querystring: {
          type: 'object',
          additionalProperties: false,
          properties: { set: { type: 'string', maxLength: 256, description: 'Only of this manifest set.' } },
        },
        response: answers({
          good: {
            200: [
              'Differences, by address.',
              {
                type: 'object',
                required: ['items', 'total'],
                properties: {
                  items: { type: 'array', items: item },
                  total: { type: 'integer', description: 'How many there are; the first 1,000 are listed.' },
                },
              },
            ],
          },
        }),
      },
    },
    async (request) => {
      const { organisationId, actor } = callerOf(request).context;
      const set = request.query.set ?? null;
      return deps.database.snapshot((tx) =>
        readDrift(tx, organisationId, { set, sees: seenBy(actor), most }),
      );
    },
  );
}
