import type { Declaration } from '../../schemas/contract/declaration.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import { passes } from '../../schemas/contract/diagnostic.ts';
import type { Plan, PlanStatus } from '../../schemas/contract/plan.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import type { Tx } from '../database/transaction.ts';
import { mayKind } from '../identity/permissions.ts';
import { notify } from '../notifications/notify.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { readPolicy } from './approval.ts';
import { checkMayApply } from './authorise.ts';
import { checkRepository } from './manifest-set.ts';
import { insertPlan } from './plan-store.ts';
import { approvalsFor, approvalsTold, freezesAt } from './policy.ts';
import type { Prepared } from './prepare.ts';
import { prepare } from './prepare.ts';
import { proposalOf } from './proposal.ts';
import { toPlan } from './public-form.ts';
import { validateDeclaration } from './validate-declaration.ts';

/** Planning needs read on every kind and account that is declared or owned. */
function assertMayRead({ actor }: RequestContext, prepared: Prepared, set: string): void {
  const seen = [...prepared.actual.values()].filter(({ owners }) =>
    owners.some((owner) => owner.set === set),
  );
  const hidden = [...prepared.changes, ...seen].find(
    ({ kind, account }) => !mayKind(actor, 'read', kind as Kind, account),
  );
  if (!hidden) return;
  const permission = `${kindInfo(hidden.kind as Kind).permission}/read`;
  const place = hidden.account === null ? 'the organisation' : `account ${hidden.account}`;
  throw new Refusal(403, 'permission/lacking', `${actor.name} may not read ${hidden.kind} of ${place}`, {
    remedy: `ask for ${permission} there, or leave these documents out`,
  });
}

/** That somebody else must apply is no error of a plan; he should know before he tries. */
function asWarnings(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, severity: 'warning' as const }));
}

function statusOf(prepared: Prepared): PlanStatus {
  if (!passes(prepared.diagnostics)) return 'refused';
  return prepared.changes.length === 0 ? 'nothing-to-do' : 'planned';
}

function tellThatItWaits(tx: Tx, deps: Deps, context: RequestContext, plan: Plan): Promise<void> {
  const { organisation, organisationId, actor } = context;
  return notify(tx, deps, organisationId, {
    event: 'plan-waiting',
    account: organisation,
    text: `A plan of ${actor.name} for ${plan.set} waits for approval`,
    detail: { plan: plan.id, set: plan.set, risk: plan.risk.level },
  });
}

/**
 * Plans a declaration: on one snapshot, without a lock, writing nothing but the plan itself; and not even that where there
 * is nothing to do or where a guard refuses it.
 *
 * @throws Refusal 422 (invalid declaration), 403 (no right to read what is declared)
 */
export async function planDeclaration(
  deps: Deps,
  context: RequestContext,
  declaration: Declaration,
): Promise<Plan> {
  validateDeclaration(declaration);
  const proposal = proposalOf(declaration);
  const now = deps.now();
  const { policy, ...prepared } = await deps.database.snapshot(async (tx) => {
    const found = await prepare(tx, deps, context, proposal);
    return {
      ...found,
      policy: await readPolicy(tx, context.organisationId),
      diagnostics: [...found.diagnostics, ...(await checkRepository(tx, context.organisationId, proposal))],
    };
  });
  assertMayRead(context, prepared, declaration.set.name);
  const status = statusOf(prepared);
  const approvals = approvalsFor(policy, prepared.risk.level);
  const told = {
    ...prepared,
    diagnostics: [
      ...prepared.diagnostics,
      ...freezesAt(policy, now),
      ...approvalsTold(approvals),
      ...asWarnings(checkMayApply(context, prepared)),
    ],
  };
  const plan = toPlan(context, proposal, told, {
    id: status === 'planned' ? deps.newId() : null,
    status: status === 'planned' && approvals.length > 0 ? 'waiting' : status,
    createdAt: now.toISOString(),
    approvals,
  });
  if (plan.id !== null) {
    await deps.database.write(async (tx) => {
      await insertPlan(tx, context, plan, declaration);
      if (plan.status === 'waiting') await tellThatItWaits(tx, deps, context, plan);
    });
  }
  return plan;
}
