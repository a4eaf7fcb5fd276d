import type { Plan, PlanStatus } from '../../schemas/contract/plan.ts';
import { rows, type Tx } from '../database/transaction.ts';

interface Row {
  readonly document: Plan;
  readonly status: PlanStatus;
  readonly appliedAt: string | null;
}

/** The public form of a stored plan, without the declaration that it was made from. */
export async function readPlanDocument(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<Plan | undefined> {
  const [found] = await rows<Row>(
    tx,
    `SELECT document, status, applied_at AS "appliedAt" FROM plan WHERE organisation_id = $1::uuid AND id = $2::uuid`,
    organisationId,
    id,
  );
  if (found === undefined) return undefined;
  const { document, status, appliedAt } = found;
  return { ...document, status, ...(appliedAt === null ? {} : { appliedAt }) };
}
