import { accountManager } from '../../schemas/predefined-roles.ts';
import { rows, type Tx } from '../database/transaction.ts';

/** People of the main account who hold the role Account Manager, by themselves or by a team, and can sign in today. */
const statement = `
  WITH manager AS (
    SELECT r.id FROM role r WHERE r.organisation_id = $1::uuid AND r.name = $3 AND r.predefined
  ), holder AS (
    SELECT user_id FROM user_role WHERE organisation_id = $1::uuid AND role_id IN (SELECT id FROM manager)
    UNION
    SELECT m.user_id FROM team_member m
    JOIN team_role tr ON tr.organisation_id = m.organisation_id AND tr.team_id = m.team_id
    WHERE m.organisation_id = $1::uuid AND tr.role_id IN (SELECT id FROM manager)
  )
  SELECT u.id FROM holder h
  JOIN app_user u ON u.organisation_id = $1::uuid AND u.id = h.user_id
  JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id AND a.main
  JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
  JOIN user_credential p ON p.organisation_id = u.organisation_id AND p.user_id = u.id
  WHERE coalesce(u.enabled, true) AND t.locked_at IS NULL AND t.suspended_at IS NULL
    AND (u.expires IS NULL OR u.expires >= $4) AND (p.password_hash IS NOT NULL OR t.last_sign_in_method = 'sso')
    AND u.id <> $2::uuid
  LIMIT 1`;

/**
 * Whether nobody else could be left in charge: of the Account Managers of the main account he is the only one who can sign in.
 * Such a person is never locked, and never disabled for inactivity.
 */
export async function isLastManager(
  tx: Tx,
  organisationId: string,
  userId: string,
  now: Date,
): Promise<boolean> {
  const today = now.toISOString().slice(0, 'yyyy-mm-dd'.length);
  const others = await rows(tx, statement, organisationId, userId, accountManager, today);
  return others.length === 0 && (await isManager(tx, organisationId, userId));
}

async function isManager(tx: Tx, organisationId: string, userId: string): Promise<boolean> {
  const found = await rows(
    tx,
    `SELECT 1 AS one FROM app_user u
     JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id AND a.main
     JOIN role r ON r.organisation_id = u.organisation_id AND r.name = $3 AND r.predefined
     WHERE u.organisation_id = $1::uuid AND u.id = $2::uuid AND (
       EXISTS (SELECT FROM user_role g WHERE g.organisation_id = $1::uuid AND g.user_id = u.id AND g.role_id = r.id)
       OR EXISTS (SELECT FROM team_member m JOIN team_role tr ON tr.organisation_id = m.organisation_id AND tr.team_id = m.team_id
         WHERE m.organisation_id = $1::uuid AND m.user_id = u.id AND tr.role_id = r.id))`,
    organisationId,
    userId,
    accountManager,
  );
  return found.length > 0;
}
