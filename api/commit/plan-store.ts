import type { Declaration } from '../../schemas/contract/declaration.ts';
import type { Plan, PlanHead, PlanStatus } from '../../schemas/contract/plan.ts';
import { headOf } from '../../schemas/contract/plan.ts';
import type { Tx } from '../database/transaction.ts';
import { execute, rows, texts } from '../database/transaction.ts';
import type { RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';

/** What an apply needs of a plan: its changes are made anew. */
export interface StoredPlan {
  readonly head: PlanHead;
  readonly declaration: Declaration;
}

const insert = `
  INSERT INTO plan (organisation_id, id, set_name, status, digest, risk, created_at, created_by, created_by_id, accounts, kinds, head, declaration, document)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::timestamptz, $8, $9::uuid, $10::text[], $11::text[], $12::jsonb, $13, $14)`;

const distinct = (values: readonly (string | null)[]): readonly string[] =>
  [...new Set(values.map((value) => value ?? ''))].sort();

/** Keeps a plan as it is: it is never altered but for its status. */
export async function insertPlan(
  tx: Tx,
  { organisationId, actor }: Pick<RequestContext, 'organisationId' | 'actor'>,
  plan: Plan,
  declaration: Declaration,
): Promise<void> {
  await execute(
    tx,
    insert,
    organisationId,
    plan.id,
    plan.set,
    plan.status,
    plan.digest,
    plan.risk.level,
    plan.createdAt,
    plan.createdBy,
    actor.id,
    distinct(plan.resource_changes.map(({ account }) => account)),
    distinct(plan.resource_changes.map(({ kind }) => kind)),
    JSON.stringify(headOf(plan)),
    JSON.stringify(declaration),
    JSON.stringify(plan),
  );
}

const where = 'organisation_id = $1::uuid AND id = $2::uuid';

/** @throws Refusal 404 where the organisation has no such plan. */
export async function readPlan(tx: Tx, organisationId: string, planId: string): Promise<StoredPlan> {
  const [row] = await rows<{ head: PlanHead; status: PlanStatus; applied_at: string | null }>(
    tx,
    `SELECT head, status, applied_at FROM plan WHERE ${where}`,
    organisationId,
    planId,
  );
  const long = await texts<'declaration'>(
    tx,
    `SELECT declaration FROM plan WHERE ${where}`,
    organisationId,
    planId,
  );
  if (!row || !long)
    throw new Refusal(404, 'plan/unknown', `there is no plan ${planId}`, { remedy: 'make a new plan' });
  const { head, status, applied_at: appliedAt } = row;
  return {
    head: { ...head, status, ...(appliedAt ? { appliedAt } : {}) },
    declaration: JSON.parse(long.declaration) as Declaration,
  };
}

/** The public form of a stored plan as it was first given; undefined where there is none. */
export async function readPlanAsMade(tx: Tx, organisationId: string, id: string): Promise<Plan | undefined> {
  const found = await texts<'document'>(tx, `SELECT document FROM plan WHERE ${where}`, organisationId, id);
  return found && (JSON.parse(found.document) as Plan);
}

/** The public form of a stored plan with what became of it, without the declaration that it was made from. */
export async function readPlanDocument(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<Plan | undefined> {
  const [now] = await rows<{ status: PlanStatus; appliedAt: string | null }>(
    tx,
    `SELECT status, applied_at AS "appliedAt" FROM plan WHERE ${where}`,
    organisationId,
    id,
  );
  if (now === undefined) return undefined;
  const plan = await readPlanAsMade(tx, organisationId, id);
  return (
    plan && { ...plan, status: now.status, ...(now.appliedAt === null ? {} : { appliedAt: now.appliedAt }) }
  );
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
    `UPDATE plan SET status = 'applied', applied_at = $3::timestamptz, applied_by = $4 WHERE ${where}`,
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
    `UPDATE plan SET status = 'stale' WHERE ${where} AND status IN ('planned', 'waiting', 'approved')`,
    organisationId,
    planId,
  );
}
