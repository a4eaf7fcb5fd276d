import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Declaration } from '../../schemas/contract/declaration.ts';
import type { RefusedAction } from '../audit/record.ts';
import { holds, reachedAccounts } from '../identity/permissions.ts';
import { type PlanSelection, readPlanPage } from '../queries/plan-page.ts';
import type { Actor } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';
import { answers, pageOf, shared } from './answers.ts';
import { decodeCursor, idForm, pageFrom, pageQuery } from './cursor.ts';
import { declarationSchema } from './declaration-schema.ts';
import { assertReadablePlan, readReadablePlan } from './readable-plan.ts';
import type { Services } from './services.ts';
import { firstMistakeOnly } from './validation.ts';

const mebibyte = 1024 * 1024;
const largestDeclaration = 64 * mebibyte;
const tags = ['plans'];

interface PlanParams {
  readonly id: string;
}

interface ListQuery {
  readonly set?: string;
  readonly status?: string;
  readonly limit: number;
  readonly cursor?: string;
}

const planParams = {
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

function attemptToPlan(request: FastifyRequest): RefusedAction {
  const set = (request.body as Partial<Declaration> | undefined)?.set?.name;
  return {
    item: 'Plan',
    action: 'Create',
    description: `Plan creation failed${set === undefined ? '' : ` (${set})`}`,
  };
}

function attemptToApply(request: FastifyRequest): RefusedAction {
  const { id } = request.params as PlanParams;
  return {
    item: 'Plan',
    action: 'Apply',
    description: 'Plan apply failed',
    planId: idForm.test(id) ? id : null,
  };
}

function makePlans(app: FastifyInstance, { deps, commit, metrics }: Services): void {
  app.post<{ Body: Declaration }>(
    '/v1/plans',
    {
      config: { access: 'member', attempt: attemptToPlan, idempotency: 'remember' },
      bodyLimit: largestDeclaration,
      validatorCompiler: firstMistakeOnly,
      schema: {
        summary: 'Plan a declaration',
        description: 'Changes nothing. A plan with something to apply is stored.',
        tags,
        body: declarationSchema,
        response: answers({
          good: {
            200: ['There is nothing to do, or the plan is refused; it is not stored.', shared('Plan')],
            201: ['The plan, stored.', shared('Plan')],
          },
          takesBody: true,
        }),
      },
    },
    async (request, reply) => {
      const plan = await commit.planDeclaration(deps, callerOf(request).context, request.body);
      metrics.count('bylaw_plans_total', { status: plan.status });
      if (plan.id === null) return plan;
      return reply.code(201).header('location', `/v1/plans/${plan.id}`).send(plan);
    },
  );
}

function readPlans(app: FastifyInstance, { deps }: Services): void {
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
    (request) => readReadablePlan(deps, callerOf(request).context, request.params.id),
  );
}

function applyPlans(app: FastifyInstance, { deps, commit, metrics }: Services): void {
  app.post<{ Params: PlanParams }>(
    '/v1/plans/:id/apply',
    {
      config: { access: 'member', attempt: attemptToApply },
      schema: {
        summary: 'Apply a plan: all of it, in one transaction, or nothing',
        tags,
        params: planParams,
        response: answers({ good: { 200: ['The plan, applied.', shared('Plan')] }, bad: [404, 409, 422] }),
      },
    },
    async (request) => {
      const { context } = callerOf(request);
      const { id } = request.params;
      await assertReadablePlan(deps, context, id);
      const count = (outcome: string): void => metrics.count('bylaw_applies_total', { outcome });
      try {
        const plan = await commit.applyPlan(deps, context, id);
        count('applied');
        return plan;
      } catch (error) {
        count(error instanceof Refusal ? 'refused' : 'failed');
        throw error;
      }
    },
  );
}

/** Plans: made from a declaration, read, applied. */
export function planRoutes(app: FastifyInstance, services: Services): void {
  makePlans(app, services);
  readPlans(app, services);
  applyPlans(app, services);
}
