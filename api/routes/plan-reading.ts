import type { FastifyInstance } from 'fastify';
import { headOf } from '../../schemas/contract/plan.ts';
import { readApproval } from '../commit/approval.ts';
import { holds, reachedAccounts } from '../identity/permissions.ts';
import { type PlanSelection, readPlanPage } from '../queries/plan-page.ts';
import type { Actor } from '../request/context.ts';
import { callerOf } from './access.ts';
import { answers, pageOf, shared } from './answers.ts';
import { decodeCursor, idForm, pageFrom, pageQuery } from './cursor.ts';
import { readReadablePlan } from './readable-plan.ts';
import type { Services } from './services.ts';

export const tags = ['plans'];

export interface PlanParams {
  readonly id: string;
}

interface ListQuery {
  readonly set?: string;
  readonly status?: string;
  readonly limit: number;
  readonly cursor?: string;
}

export const planParams = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'string', description: 'Id of the plan.', maxLength: 64 } },
} as const;

const listQuery = {
  type: 'object',
  additionalProperties: false,
  properties: {
    set: { type: 'string', maxLength: 256, description: 'Only plans of this manifest set.' },
    status: {
      type: 'string',
      enum: ['planned', 'waiting', 'approved', 'rejected', 'applied', 'stale'],
      description: 'Only plans of this status.',
    },
    ...pageQuery({ default: 20, maximum: 100 }),
  },
} as const;

/** Whoever lacks `plans/read` sees his own plans; and nobody those that touch what he does not reach. */
function selectionFor(actor: Actor, query: ListQuery): PlanSelection {
  return {
    set: query.set ?? null,
    status: query.status ?? null,
    createdBy: holds(actor.permissions, 'plans/read') ? null : actor.name,
    accounts: reachedAccounts(actor),
    kinds: actor.scope?.kinds ?? null,
  };
}

/** Plans as they are stored: one, or a page of all that the caller may see. */
export function planReadingRoutes(app: FastifyInstance, { deps }: Services): void {
  app.get<{ Querystring: ListQuery }>(
    '/v1/plans',
    {
      config: { access: 'member' },
      schema: {
        summary: 'List plans, newest first',
        tags,
        querystring: listQuery,
        response: answers({ good: { 200: ['Plans.', pageOf(shared('PlanRow'))] } }),
      },
    },
    async (request) => {
      const { organisationId, actor } = callerOf(request).context;
      const { limit, cursor } = request.query;
      const [after = null] = decodeCursor(cursor, [idForm]) ?? [];
      const selection = selectionFor(actor, request.query);
      const found = await deps.database.snapshot((tx) =>
        readPlanPage(tx, organisationId, selection, { after, limit: limit + 1 }),
      );
      return pageFrom(found, limit, ({ id }) => [id]);
    },
  );
  app.get<{ Params: PlanParams }>(
    '/v1/plans/:id',
    {
      config: { access: 'member' },
      schema: {
        summary: 'Read a plan',
        tags,
        params: planParams,
        response: answers({ good: { 200: ['The plan.', shared('Plan')] }, bad: [404] }),
      },
    },
    async (request) => {
      const { context } = callerOf(request);
      const plan = await readReadablePlan(deps, context, request.params.id);
      const moment = { organisationId: context.organisationId, now: deps.now().toISOString() };
      const approval = await deps.database.snapshot((tx) => readApproval(tx, moment, headOf(plan)));
      const silent = approval.needed === 0 && approval.decisions.length === 0;
      return silent ? plan : { ...plan, approval };
    },
  );
}
