import type { DeclarationOrigin } from '../../schemas/contract/declaration.ts';
import type { PlanStatus, PlanSummary, RiskLevel } from '../../schemas/contract/plan.ts';
import { rows, type Tx } from '../database/transaction.ts';

/** A plan in a list. */
export interface PlanRow {
  readonly id: string;
  readonly set: string | null;
  readonly status: PlanStatus;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly appliedAt: string | null;
  readonly appliedBy: string | null;
  readonly risk: RiskLevel;
  readonly summary: PlanSummary;
  readonly source: DeclarationOrigin;
}

export interface PlanSelection {
  readonly set: string | null;
  readonly status: string | null;
  /** Only plans that this actor made; null: anybody's. */
  readonly createdBy: string | null;
  /** Only plans of nothing but these accounts and kinds; null: of any. */
  readonly accounts: readonly string[] | null;
  readonly kinds: readonly string[] | null;
}

/** Ids are made in the order of time, so newest first is the primary key backwards. */
const statement = `
  SELECT p.id, p.set_name AS set, p.status, p.created_at AS "createdAt", p.created_by AS "createdBy",
    p.applied_at AS "appliedAt", p.applied_by AS "appliedBy", p.risk,
    p.head -> 'summary' AS summary, p.head -> 'source' AS source
  FROM plan p
  WHERE p.organisation_id = $1::uuid
    AND ($2::text IS NULL OR p.set_name = $2) AND ($3::text IS NULL OR p.status = $3)
    AND ($4::text IS NULL OR p.created_by = $4)
    AND ($5::text[] IS NULL OR p.accounts <@ $5::text[]) AND ($6::text[] IS NULL OR p.kinds <@ $6::text[])
    AND ($7::uuid IS NULL OR p.id < $7::uuid)
  ORDER BY p.id DESC LIMIT $8::int`;

/** One page of plans, newest first. */
export function readPlanPage(
  tx: Tx,
  organisationId: string,
  { set, status, createdBy, accounts, kinds }: PlanSelection,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<PlanRow[]> {
  return rows<PlanRow>(tx, statement, organisationId, set, status, createdBy, accounts, kinds, after, limit);
}
