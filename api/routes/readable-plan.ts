import type { Plan } from '../../schemas/contract/plan.ts';
import { isKind } from '../../schemas/semantics.ts';
import { readPlanDocument } from '../commit/plan-store.ts';
import { holds, kindInScope, mayKind, reaches } from '../identity/permissions.ts';
import type { Actor, Deps, RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { idForm } from './cursor.ts';

function unknownPlan(id: string): Refusal {
  return new Refusal(404, 'plan/unknown', `There is no plan ${id}.`, { remedy: 'make a new plan' });
}

/** Everything in the plan is within reach: nothing of it tells of what the actor cannot see. */
function reachesAll(actor: Actor, { resource_changes: changes, effective, impact }: Plan): boolean {
  return (
    changes.every(({ account, kind }) => reaches(actor, account) && kindInScope(actor, kind)) &&
    [...effective, ...impact].every(({ account }) => reaches(actor, account))
  );
}

/** Reading a plan takes what making it took, read on everything in it; or `plans/read`. */
function mayRead(actor: Actor, plan: Plan): boolean {
  if (holds(actor.permissions, 'plans/read')) return true;
  return plan.resource_changes.every(
    ({ kind, account }) => isKind(kind) && mayKind(actor, 'read', kind, account),
  );
}

/**
 * A stored plan that the caller may read.
 * @throws Refusal 404 for none, or one that touches what is out of reach; 403 where permissions are lacking
 */
export async function readReadablePlan(
  deps: Deps,
  { organisationId, actor }: RequestContext,
  id: string,
): Promise<Plan> {
  if (!idForm.test(id)) throw unknownPlan(id);
  const plan = await deps.database.snapshot((tx) => readPlanDocument(tx, organisationId, id));
  if (plan === undefined || !reachesAll(actor, plan)) throw unknownPlan(id);
  if (mayRead(actor, plan)) return plan;
  throw new Refusal(
    403,
    'permission/lacking',
    'This needs the permission plans/read, or read on every kind in the plan.',
    {
      remedy: 'ask an Account Manager for it',
    },
  );
}

/**
 * Refuses who may not read a plan, before he learns of it by applying it. Who may read every plan is let through without
 * a look at it: plans can be large.
 * @throws Refusal 403, 404
 */
export async function assertReadablePlan(deps: Deps, context: RequestContext, id: string): Promise<void> {
  const { main, scope, permissions } = context.actor;
  const seesAll = main && scope === undefined && holds(permissions, 'plans/read');
  if (!seesAll) await readReadablePlan(deps, context, id);
  else if (!idForm.test(id)) throw unknownPlan(id);
}
