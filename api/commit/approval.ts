import type { JsonObject } from '../../schemas/contract/json.ts';
import { canonicalJson, type Json } from '../../schemas/contract/json.ts';
import type { Approval, PlanHead } from '../../schemas/contract/plan.ts';
import { providerOf } from '../../schemas/semantics.ts';
import { rows, type Tx } from '../database/transaction.ts';
import { Refusal } from '../request/refusal.ts';
import { type ApprovalRule, approversInWords, findApprovers } from './approvers.ts';
import { approvalsFor } from './policy.ts';

interface Moment {
  readonly organisationId: string;
  /** ISO 8601, UTC. */
  readonly now: string;
}

type Decision = Approval['decisions'][number] & { readonly userId: string };

/** The organisation's ChangePolicy as it stands, before any plan. */
export async function readPolicy(tx: Tx, organisationId: string): Promise<JsonObject> {
  const [row] = await rows<{ spec: JsonObject }>(
    tx,
    'SELECT spec FROM setting WHERE organisation_id = $1::uuid AND account_id IS NULL AND kind = $2',
    organisationId,
    providerOf('change-policy'),
  );
  return row?.spec ?? {};
}

function readDecisions(tx: Tx, organisationId: string, planId: string): Promise<Decision[]> {
  return rows<Decision>(
    tx,
    `SELECT user_id AS "userId", by, at, decision, comment FROM plan_decision
     WHERE organisation_id = $1::uuid AND plan_id = $2::uuid ORDER BY at, user_id`,
    organisationId,
    planId,
  );
}

/** The rules that the plan was made under and those in force now: loosened ones do not help a plan that was made before. */
function rulesOf(head: Pick<PlanHead, 'approvals' | 'risk'>, policy: JsonObject): readonly ApprovalRule[] {
  const rules = [...head.approvals, ...approvalsFor(policy, head.risk.level)];
  return [...new Map(rules.map((rule) => [canonicalJson(rule as unknown as Json), rule])).values()];
}

/**
 * How far a plan is agreed to: each rule counts the people who approved it and may do so now, each once.
 * Missing is what the rule that lacks most still needs.
 */
export async function readApproval(tx: Tx, moment: Moment, head: PlanHead): Promise<Approval> {
  const { organisationId } = moment;
  const found = await readDecisions(tx, organisationId, head.id ?? '');
  const ids = found.filter(({ decision }) => decision === 'approve').map(({ userId }) => userId);
  const rules: Approval['rules'][number][] = [];
  for (const rule of rulesOf(head, await readPolicy(tx, organisationId))) {
    const given = (await findApprovers(tx, moment, rule, ids)).length;
    const missing = Math.max(0, rule.count - given);
    rules.push({ approvers: approversInWords(rule), from: rule.from, needed: rule.count, given, missing });
  }
  const most = (of: 'needed' | 'missing'): number => Math.max(0, ...rules.map((rule) => rule[of]));
  return {
    needed: most('needed'),
    given: ids.length,
    missing: most('missing'),
    rules,
    decisions: found.map(({ userId: _id, ...decision }) => decision),
  };
}

/** Whether any rule of a plan lets a person decide on it; where there is none, whoever may approve plans. */
export async function mayDecide(tx: Tx, moment: Moment, head: PlanHead, userId: string): Promise<boolean> {
  const rules = rulesOf(head, await readPolicy(tx, moment.organisationId));
  for (const rule of rules.length === 0 ? [{ count: 1, from: {} }] : rules) {
    if ((await findApprovers(tx, moment, rule, [userId])).length > 0) return true;
  }
  return false;
}

/** @throws Refusal 409 `plan/waiting-for-approval` that says who may approve and how many are missing */
export async function assertApproved(tx: Tx, moment: Moment, head: PlanHead): Promise<void> {
  const { missing, rules } = await readApproval(tx, moment, head);
  if (missing === 0) return;
  const open = rules.filter((rule) => rule.missing > 0);
  const told = open.map((rule) => `${rule.missing} more of ${rule.approvers}`).join('; ');
  throw new Refusal(409, 'plan/waiting-for-approval', `plan ${head.id} waits for approval: ${told}`, {
    remedy: 'ask them to look at the plan; its author is not among them',
  });
}
