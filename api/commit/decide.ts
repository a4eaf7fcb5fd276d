import type { Approval, PlanHead, PlanStatus } from '../../schemas/contract/plan.ts';
import { recordEntries } from '../audit/record.ts';
import { execute, rows, type Tx } from '../database/transaction.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import { Refusal } from '../request/refusal.ts';
import { mayDecide, readApproval } from './approval.ts';
import { lockOrganisation } from './carry-out.ts';
import { readPlan } from './plan-store.ts';

/** What somebody says of a plan. */
export interface Verdict {
  readonly decision: 'approve' | 'reject';
  readonly comment: string | null;
}

export interface Decided {
  readonly id: string;
  readonly status: PlanStatus;
  readonly approval: Approval;
}

const undecided: ReadonlySet<PlanStatus> = new Set(['planned', 'waiting', 'approved']);

/** The author is whoever made the plan, and whoever made the commit, by his e-mail address. */
async function isAuthor(tx: Tx, { organisationId, actor }: RequestContext, head: PlanHead): Promise<boolean> {
  const [found] = await rows<{ own: boolean }>(
    tx,
    `SELECT coalesce(p.created_by_id = u.id, p.created_by = u.username)
       OR coalesce(position(lower(u.email) IN lower($4::text)) > 0, false) AS own
     FROM plan p JOIN app_user u ON u.organisation_id = p.organisation_id AND u.id = $3::uuid
     WHERE p.organisation_id = $1::uuid AND p.id = $2::uuid`,
    organisationId,
    head.id,
    actor.id,
    head.source.author ?? '',
  );
  return found?.own ?? true;
}

async function assertMayDecide(tx: Tx, deps: Deps, context: RequestContext, head: PlanHead): Promise<string> {
  const { organisationId, actor } = context;
  if (!undecided.has(head.status))
    throw new Refusal(409, 'plan/closed', `plan ${head.id} is ${head.status}`, { remedy: 'plan again' });
  if (actor.type !== 'user' || actor.id === null)
    throw new Refusal(403, 'plan/decided-by-people', 'only people approve and reject plans');
  if (await isAuthor(tx, context, head))
    throw new Refusal(403, 'plan/own', 'nobody decides on a plan or a commit of his own', {
      remedy: 'ask somebody else to look at it',
    });
  const moment = { organisationId, now: deps.now().toISOString() };
  if (!(await mayDecide(tx, moment, head, actor.id)))
    throw new Refusal(403, 'plan/not-approver', `${actor.name} is none of those who decide on this plan`, {
      remedy: 'read its approval: it says who they are',
    });
  return actor.id;
}

const put = `
  INSERT INTO plan_decision (organisation_id, plan_id, user_id, by, at, decision, comment)
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5::timestamptz, $6, $7)
  ON CONFLICT (organisation_id, plan_id, user_id) DO UPDATE SET at = excluded.at, decision = excluded.decision, comment = excluded.comment`;

function statusAfter({ decision }: Verdict, { missing, needed }: Approval): PlanStatus {
  if (decision === 'reject') return 'rejected';
  if (missing > 0) return 'waiting';
  return needed === 0 ? 'planned' : 'approved';
}

/**
 * Keeps what a person says of a plan, with its entry in the audit log. One rejection ends a plan.
 *
 * @returns the plan's status and how far it is agreed to
 * @throws Refusal 404 (no such plan), 409 `plan/closed`, 403 `plan/decided-by-people`, `plan/own`, `plan/not-approver`
 */
export function decideOnPlan(
  deps: Deps,
  context: RequestContext,
  { planId, verdict }: { readonly planId: string; readonly verdict: Verdict },
): Promise<Decided> {
  const { organisationId, actor } = context;
  const { decision, comment } = verdict;
  return deps.database.write(async (tx) => {
    await lockOrganisation(tx, organisationId);
    const { head } = await readPlan(tx, organisationId, planId);
    const userId = await assertMayDecide(tx, deps, context, head);
    const now = deps.now().toISOString();
    await execute(tx, put, organisationId, planId, userId, actor.name, now, decision, comment);
    const approval = await readApproval(tx, { organisationId, now }, head);
    const status = statusAfter(verdict, approval);
    const where = 'organisation_id = $1::uuid AND id = $2::uuid';
    await execute(tx, `UPDATE plan SET status = $3 WHERE ${where}`, organisationId, planId, status);
    const [action, description] =
      decision === 'approve' ? ['Approve', 'Plan approved'] : ['Reject', 'Plan rejected'];
    const detail = comment === null ? {} : { comment };
    await recordEntries(tx, deps, context, [
      { item: 'Plan', action, status: 'success', description, account: actor.account, planId, detail },
    ]);
    return { id: planId, status, approval };
  });
}
