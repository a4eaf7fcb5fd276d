import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Declaration } from '../../schemas/contract/declaration.ts';
import type { RefusedAction } from '../audit/record.ts';
import { Refusal } from '../request/refusal.ts';
import { callerOf } from './access.ts';
import { answers, shared } from './answers.ts';
import { idForm } from './cursor.ts';
import { declarationSchema } from './declaration-schema.ts';
import { planLocation } from './plan-location.ts';
import { type PlanParams, planParams, planReadingRoutes, tags } from './plan-reading.ts';
import { planDecisionRoutes } from './plans-decide.ts';
import { assertReadablePlan } from './readable-plan.ts';
import type { Services } from './services.ts';
import { firstMistakeOnly } from './validation.ts';

const mebibyte = 1024 * 1024;
const largestDeclaration = 64 * mebibyte;

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
      config: { access: 'member', attempt: attemptToPlan, idempotency: 'remember', apart: true },
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
      return reply.code(201).header('location', planLocation(plan.id)).send(plan);
    },
  );
}

function applyPlans(app: FastifyInstance, { deps, commit, metrics }: Services): void {
  app.post<{ Params: PlanParams }>(
    '/v1/plans/:id/apply',
    {
      config: { access: 'member', attempt: attemptToApply, apart: true },
      schema: {
        summary: 'Apply a plan: all of it, in one transaction, or nothing',
        tags,
        params: planParams,
        response: answers({
          good: {
            200: [
              'The plan, applied: without its changes, with the effect on people as it was.',
              shared('PlanHead'),
            ],
          },
          bad: [404, 409, 422],
        }),
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
  planReadingRoutes(app, services);
  planDecisionRoutes(app, services);
  applyPlans(app, services);
}
