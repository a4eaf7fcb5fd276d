import { atLeast } from '../../controller/reconcile/risk.ts';
import type { Diagnostic } from '../../schemas/contract/diagnostic.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Plan, RiskLevel } from '../../schemas/contract/plan.ts';

interface ApprovalRule {
  readonly risk: RiskLevel;
  readonly count?: number;
  readonly from?: JsonObject;
}

interface Freeze {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Who must agree to a plan of this risk, by the organisation's ChangePolicy as it is before the plan. */
export function approvalsFor(policy: JsonObject, risk: RiskLevel): Plan['approvals'] {
  const rules = (policy['approvals'] ?? []) as unknown as readonly ApprovalRule[];
  return rules
    .filter((rule) => risk !== 'none' && atLeast(risk, rule.risk))
    .map(({ count = 1, from = {} }) => ({ count, from }));
}

/** Freezes that are in force now, told with their end. */
export function freezesAt(policy: JsonObject, now: Date): readonly Diagnostic[] {
  const freezes = (policy['freezes'] ?? []) as unknown as readonly Freeze[];
  return freezes
    .filter(({ from, to }) => Date.parse(from) <= now.getTime() && now.getTime() < Date.parse(to))
    .map(({ name, to }) => ({
      severity: 'warning',
      code: 'policy/freeze',
      summary: `changes are frozen until ${to} (${name})`,
      remedy: 'wait until then',
    }));
}

/** Tells the reader of a plan that it waits. */
export function approvalsTold(approvals: Plan['approvals']): readonly Diagnostic[] {
  const most = Math.max(0, ...approvals.map(({ count }) => count));
  if (most === 0) return [];
  return [
    {
      severity: 'warning',
      code: 'policy/approvals',
      summary: `the ChangePolicy asks for ${most} ${most === 1 ? 'approval' : 'approvals'} of this plan before it is applied`,
      remedy: 'let the people named approve it',
    },
  ];
}
