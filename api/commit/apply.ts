import type { JsonObject } from '../../schemas/contract/json.ts';
import type { PlanHead } from '../../schemas/contract/plan.ts';
import { recordEntries } from '../audit/record.ts';
import type { Tx } from '../database/transaction.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { assertApproved, readPolicy } from './approval.ts';
import { checkMayApply } from './authorise.ts';
import { carryOut, lockOrganisation } from './carry-out.ts';
import { checkRepository, noteApplied } from './manifest-set.ts';
import type { StoredPlan } from './plan-store.ts';
import { markApplied, markStale, readPlan } from './plan-store.ts';
import { freezesAt } from './policy.ts';
import type { Prepared } from './prepare.ts';
import { prepare } from './prepare.ts';
import type { Proposal } from './proposal.ts';
import { proposalOf } from './proposal.ts';
import { assertFresh } from './stale.ts';

function assertApplicable({ id, status }: PlanHead): void {
  if (status === 'planned' || status === 'waiting' || status === 'approved') return;
  if (status === 'applied') throw new Refusal(409, 'plan/already-applied', `plan ${id} has been applied`);
  if (status === 'rejected')
    throw new Refusal(409, 'plan/rejected', `plan ${id} has been rejected`, {
      remedy: 'read the comment, and plan again',
    });
  throw new Refusal(409, `plan/${status}`, `plan ${id} is ${status}`, { remedy: 'plan again' });
}

/** @throws Refusal 409 `policy/freeze` that says which freeze and until when */
function assertNotFrozen(policy: JsonObject, now: Date): void {
  const [freeze] = freezesAt(policy, now);
  if (freeze) throw new Refusal(409, 'policy/freeze', freeze.summary, { remedy: 'apply it after that' });
}

/** @throws Refusal 403 that names everything the actor lacks */
export function assertMayApply(context: RequestContext, prepared: Prepared): void {
  const diagnostics = checkMayApply(context, prepared);
  const [first] = diagnostics;
  if (first)
    throw new Refusal(403, 'permission/lacking', first.summary, {
      diagnostics,
      ...(first.remedy ? { remedy: first.remedy } : {}),
    });
}

async function prepareAgain(
  tx: Tx,
  deps: Deps,
  context: RequestContext,
  proposal: Proposal,
): Promise<Prepared> {
  const prepared = await prepare(tx, deps, context, proposal);
  const repository = await checkRepository(tx, context.organisationId, proposal);
  return { ...prepared, diagnostics: [...prepared.diagnostics, ...repository] };
}

async function applyStored(
  tx: Tx,
  deps: Deps,
  context: RequestContext,
  stored: StoredPlan,
): Promise<PlanHead> {
  const { organisationId } = context;
  const { head } = stored;
  const planId = head.id ?? '';
  const proposal = proposalOf(stored.declaration);
  const prepared = await prepareAgain(tx, deps, context, proposal);
  await assertFresh(tx, organisationId, head, prepared);
  assertMayApply(context, prepared);
  const now = deps.now();
  assertNotFrozen(await readPolicy(tx, organisationId), now);
  await assertApproved(tx, { organisationId, now: now.toISOString() }, head);
  const { commit } = proposal.origin;
  const frame = { planId, ...(commit === undefined ? {} : { commit }) };
  await carryOut(tx, deps, context, prepared, { set: head.set, ...frame });
  const at = deps.now().toISOString();
  await noteApplied(tx, organisationId, proposal, planId, at);
  await markApplied(tx, organisationId, planId, context.actor.name, at);
  await recordEntries(tx, deps, context, [
    {
      item: 'Plan',
      action: 'Apply',
      status: 'success',
      description: 'Plan applied',
      account: context.actor.account,
      ...frame,
      detail: {
        set: head.set,
        digest: head.digest,
        summary: { ...head.summary },
        risk: head.risk.level,
      },
    },
  ]);
  const { impact, risk, outbound } = prepared;
  return { ...head, impact, risk, outbound, status: 'applied', appliedAt: at };
}

/**
 * Applies a stored plan: one transaction that reads again, makes the same plan by the same function, compares digests,
 * writes exactly those changes, reads them back, writes the audit log and commits: all of the plan, or nothing.
 *
 * @returns the plan without its changes, with the effect on people as it is now
 * @throws Refusal 404 (no such plan), 409 (`plan/stale`, `plan/already-applied`), 403 (a change needs more than the actor may)
 */
export async function applyPlan(deps: Deps, context: RequestContext, planId: string): Promise<PlanHead> {
  const { organisationId } = context;
  try {
    return await deps.database.write(async (tx) => {
      await lockOrganisation(tx, organisationId);
      const stored = await readPlan(tx, organisationId, planId);
      assertApplicable(stored.head);
      return applyStored(tx, deps, context, stored);
    });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'plan/stale') {
      await deps.database.write((tx) => markStale(tx, organisationId, planId));
    }
    throw error;
  }
}
