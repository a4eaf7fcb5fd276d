import { nameKey } from '../../schemas/contract/address.ts';
import type { Plan } from '../../schemas/contract/plan.ts';
import { providerOf } from '../../schemas/semantics.ts';
import { rows, type Tx } from '../database/transaction.ts';
import { unitedPermissions } from '../identity/united-permissions.ts';

export type ApprovalRule = Plan['approvals'][number];

const approving: readonly string[] = ['plans/approve', 'plans/manage', '*'];

const namesOf = (rule: ApprovalRule, what: 'roles' | 'teams'): readonly string[] =>
  (rule.from[what] ?? []) as readonly string[];

/** People of the main account who can act, out of `$2`: by role, by a team's role, by team; or, where a rule names none, by permission. */
const statement = `
  SELECT u.id FROM app_user u
  JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id AND a.main
  LEFT JOIN user_activity s ON s.organisation_id = u.organisation_id AND s.user_id = u.id
  WHERE u.organisation_id = $1::uuid AND u.id = ANY($2::uuid[]) AND coalesce(u.enabled, true) AND s.suspended_at IS NULL
    AND (u.expires IS NULL OR u.expires >= $6)
    AND CASE WHEN cardinality($3::text[]) + cardinality($4::text[]) = 0
      THEN ${unitedPermissions('$1::uuid', 'u.id', 'NULL::uuid')} && $5::text[]
      ELSE EXISTS (
        SELECT 1 FROM resource t JOIN team_member m ON m.organisation_id = t.organisation_id AND m.team_id = t.id
        WHERE t.organisation_id = $1::uuid AND t.scope_id = u.account_id AND t.name_key = ANY($4::text[]) AND m.user_id = u.id
      ) OR EXISTS (
        SELECT 1 FROM resource r WHERE r.organisation_id = $1::uuid AND r.kind = $7 AND r.scope_id IN ($1::uuid, u.account_id)
          AND r.name_key = ANY($3::text[]) AND r.id IN (
            SELECT role_id FROM user_role WHERE organisation_id = $1::uuid AND user_id = u.id
            UNION ALL SELECT g.role_id FROM team_member m
              JOIN team_role g ON g.organisation_id = m.organisation_id AND g.team_id = m.team_id
              WHERE m.organisation_id = $1::uuid AND m.user_id = u.id))
      END`;

/**
 * Those of these people whose agreement counts for a rule now, by id: who has lost the role or may no longer act has no say.
 *
 * @param now ISO 8601, UTC
 */
export async function findApprovers(
  tx: Tx,
  { organisationId, now }: { readonly organisationId: string; readonly now: string },
  rule: ApprovalRule,
  userIds: readonly string[],
): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    tx,
    statement,
    organisationId,
    userIds,
    namesOf(rule, 'roles').map(nameKey),
    namesOf(rule, 'teams').map(nameKey),
    approving,
    now.slice(0, 10),
    providerOf('roles'),
  );
  return found.map(({ id }) => id);
}

/** Who may agree, in words: `people with the role Account Manager or of the team Security`. */
export function approversInWords(rule: ApprovalRule): string {
  const ways = [
    ...namesOf(rule, 'roles').map((name) => `with the role ${name}`),
    ...namesOf(rule, 'teams').map((name) => `of the team ${name}`),
  ];
  return `people of the main account ${ways.length === 0 ? 'with plans/approve' : ways.join(' or ')}`;
}
