import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RefusedAction } from '../audit/record.ts';
import { decideOnPlan, type Verdict } from '../commit/decide.ts';
import { callerOf } from './access.ts';
import { answers } from './answers.ts';
import { idForm } from './cursor.ts';
import { type PlanParams, planParams, tags } from './plan-reading.ts';
import { assertReadablePlan } from './readable-plan.ts';
import type { Services } from './services.ts';

interface Body {
  readonly comment?: string;
}

const comment = { type: 'string', minLength: 1, maxLength: 2000, description: 'Why.' } as const;

const decided = {
  type: 'object',
  required: ['id', 'status', 'approval'],
  properties: {
    id: { type: 'string', format: 'uuid' },
    status: { type: 'string' },
    approval: { type: 'object', additionalProperties: true },
  },
} as const;

const summaries: Readonly<Record<Verdict['decision'], string>> = {
  approve: 'Approve a plan of somebody else',
  reject: 'Reject a plan of somebody else: it is never applied',
};

function attempt(decision: Verdict['decision']): (request: FastifyRequest) => RefusedAction {
  const [action, description] =
    decision === 'approve' ? ['Approve', 'Plan approval failed'] : ['Reject', 'Plan rejection failed'];
  return (request) => {
    const { id } = request.params as PlanParams;
    return { item: 'Plan', action, description, planId: idForm.test(id) ? id : null };
  };
}

/** Decisions of people on plans of others. */
export function planDecisionRoutes(app: FastifyInstance, { deps }: Pick<Services, 'deps'>): void {
  for (const decision of ['approve', 'reject'] as const) {
    app.post<{ Params: PlanParams; Body: Body }>(
      `/v1/plans/:id/${decision}`,
      {
        config: { access: 'member', attempt: attempt(decision) },
        schema: {
          summary: summaries[decision],
          tags,
          params: planParams,
          body: {
            type: 'object',
            additionalProperties: false,
            ...(decision === 'reject' ? { required: ['comment'] } : {}),
            properties: { comment },
          },
          response: answers({
            good: { 200: ['The status of the plan, and who has agreed to it.', decided] },
            bad: [404, 409],
            takesBody: true,
          }),
        },
      },
      async (request) => {
        const { context } = callerOf(request);
        const { id: planId } = request.params;
        await assertReadablePlan(deps, context, planId);
        const verdict = { decision, comment: request.body.comment ?? null };
        return decideOnPlan(deps, context, { planId, verdict });
      },
    );
  }
}
