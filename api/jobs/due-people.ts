import { accountManager } from '../../schemas/predefined-roles.ts';
import { type Parameter, rows, type Tx } from '../database/transaction.ts';
import { batchSize } from './in-batches.ts';
import type { Due } from './suspend.ts';

/** A rule that disables people: whom it hits, as SQL over user `u`, account `a`, activity `t` and effective SecurityPolicy `p`. */
export interface SuspensionRule {
  /** A condition; `$2` is the time of the run. */
  readonly hits: string;
  /** A text: why. */
  readonly reason: string;
  /** Since when it concerns somebody: who was concerned first goes first. */
  readonly since: string;
}

/** Account Managers of the main account, by themselves or by a team. */
const manages = `(a.main AND EXISTS (
  SELECT FROM role r WHERE r.organisation_id = u.organisation_id AND r.name = '${accountManager}' AND r.predefined AND (
    EXISTS (SELECT FROM user_role g WHERE g.organisation_id = u.organisation_id AND g.user_id = u.id AND g.role_id = r.id)
    OR EXISTS (SELECT FROM team_member m JOIN team_role tr ON tr.organisation_id = m.organisation_id AND tr.team_id = m.team_id
      WHERE m.organisation_id = u.organisation_id AND m.user_id = u.id AND tr.role_id = r.id))))`;

function statement({ hits, reason }: SuspensionRule, where: string, order: string, limit: number): string {
  return `
    SELECT u.id AS "userId", u.username, a.name AS account, ${reason} AS reason FROM app_user u
    JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
    JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
    LEFT JOIN effective_setting p ON p.organisation_id = u.organisation_id AND p.account_id = a.id AND p.kind = 'SecurityPolicy'
    WHERE u.organisation_id = $1::uuid AND t.suspended_at IS NULL AND coalesce(u.enabled, true) AND coalesce(a.enabled, true)
      AND ${hits} AND ${where}
    ORDER BY ${order} LIMIT ${limit} FOR UPDATE OF t SKIP LOCKED`;
}

type Arguments = readonly [organisationId: string, now: string, ...more: Parameter[]];

/**
 * People whom the rule hits, Account Managers left out, by id and after this one. Their rows are locked; those that a sign-in writes at this
 * moment are passed over, so nobody waits.
 */
export function lockDue(
  tx: Tx,
  rule: SuspensionRule,
  [organisationId, now]: Arguments,
  after: string | null,
): Promise<Due[]> {
  const where = `NOT ${manages} AND ($3::uuid IS NULL OR u.id > $3::uuid)`;
  return rows<Due>(tx, statement(rule, where, 'u.id', batchSize), organisationId, now, after);
}

/** Account Managers of the main account whom the rule hits, whom it concerned first at the beginning. */
export function lockDueManagers(
  tx: Tx,
  rule: SuspensionRule,
  [organisationId, now]: Arguments,
): Promise<Due[]> {
  return rows<Due>(tx, statement(rule, manages, `${rule.since}, u.id`, batchSize), organisationId, now);
}
