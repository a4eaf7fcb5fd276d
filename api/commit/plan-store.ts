import type { Declaration } from '../../schemas/contract/declaration.ts';
import type { Plan, PlanStatus } from '../../schemas/contract/plan.ts';
import type { Tx } from '../database/transaction.ts';
import { execute, insertRows, rows } from '../database/transaction.ts';
import { Refusal } from '../request/refusal.ts';

const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  set_name: 'text',
  status: 'text',
  digest: 'text',
  risk: 'text',
  created_at: 'timestamptz',
  created_by: 'text',
  declaration: 'jsonb',
  document: 'jsonb',
};

export interface StoredPlan {
  readonly plan: Plan;
  readonly declaration: Declaration;
}

/** Keeps a plan as it is: it is never altered but for its status. */
export async function insertPlan(
  tx: Tx,
  organisationId: string,
  plan: Plan,
  declaration: Declaration,
): Promise<void> {
  const row = {
    organisation_id: organisationId,
    id: plan.id,
    set_name: plan.set,
    status: plan.status,
    digest: plan.digest,
    risk: plan.risk.level,
    created_at: plan.createdAt,
    created_by: plan.createdBy,
    declaration,
    document: plan,
  };
  await insertRows(tx, 'plan', columns, [row]);
}

interface Row {
  readonly status: PlanStatus;
  readonly document: Plan;
  readonly declaration: Declaration;
  readonly applied_at: string | null;
}

/** @throws Refusal 404 where the organisation has no such plan. */
export async function readPlan(tx: Tx, organisationId: string, planId: string): Promise<StoredPlan> {
  const [row] = await rows<Row>(
    tx,
    `SELECT status, document, declaration, applied_at FROM plan WHERE organisation_id = $1::uuid AND id = $2::uuid`,
    organisationId,
    planId,
  );
  if (!row)
    throw new Refusal(404, 'plan/unknown', `there is no plan ${planId}`, { remedy: 'make a new plan' });
  const { status, document, declaration, applied_at: appliedAt } = row;
  return { plan: { ...document, status, ...(appliedAt ? { appliedAt } : {}) }, declaration };
}

/** Notes that a plan was applied, and by whom. */
export async function markApplied(
  tx: Tx,
  organisationId: string,
  planId: string,
  by: string,
  at: string,
): Promise<void> {
  await execute(
    tx,
    `UPDATE plan SET status = 'applied', applied_at = $3::timestamptz, applied_by = $4
     WHERE organisation_id = $1::uuid AND id = $2::uuid`,
    organisationId,
    planId,
    at,
    by,
  );
}

/** Notes that a plan no longer fits the state; it can never be applied. */
export async function markStale(tx: Tx, organisationId: string, planId: string): Promise<void> {
  await execute(
    tx,
    `UPDATE plan SET status = 'stale' WHERE organisation_id = $1::uuid AND id = $2::uuid AND status = 'planned'`,
    organisationId,
    planId,
  );
}
