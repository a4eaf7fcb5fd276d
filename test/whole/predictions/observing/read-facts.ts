import { rows } from '../../../../api/database/transaction.ts';
import { unitedPermissions } from '../../../../api/identity/united-permissions.ts';
import type { Scene } from './scene.ts';

/** What the state says of a person, without anybody's trying. */
export interface Facts {
  readonly userId: string;
  /** Effective in the account. */
  readonly ssoMode: string;
  readonly slug: string | null;
  readonly password: boolean;
  readonly never: boolean;
  readonly locked: boolean;
  readonly seat: boolean;
  readonly permissions: readonly string[];
  readonly conversationsRoles: readonly string[];
  readonly openInvitations: number;
}

const statement = `
  SELECT u.id AS "userId", coalesce(e.value ->> 'mode', 'off') AS "ssoMode", e.value ->> 'initiationSlug' AS slug,
    c.password_hash IS NOT NULL AS password, t.locked_at IS NOT NULL AS locked,
    t.activated_at IS NULL AND t.last_sign_in_at IS NULL AS never,
    EXISTS (SELECT FROM seat s
      WHERE s.organisation_id = u.organisation_id AND s.user_id = u.id AND s.released_at IS NULL) AS seat,
    ${unitedPermissions('u.organisation_id', 'u.id', 'NULL::uuid')} AS permissions,
    ARRAY(SELECT DISTINCT role FROM user_conversations_role g
      WHERE g.organisation_id = u.organisation_id AND g.user_id = u.id) AS "conversationsRoles",
    (SELECT count(*) FROM invitation i JOIN outbox o ON o.organisation_id = i.organisation_id
       AND o.payload ->> 'invitationId' = i.id::text
       WHERE i.organisation_id = u.organisation_id AND i.user_id = u.id AND i.used_at IS NULL) AS "openInvitations"
  FROM app_user u
  JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
  JOIN user_credential c ON c.organisation_id = u.organisation_id AND c.user_id = u.id
  LEFT JOIN effective_setting e ON e.organisation_id = u.organisation_id AND e.account_id = u.account_id AND e.kind = 'SingleSignOn'
  WHERE u.organisation_id = $1::uuid`;

/** By the user's id. */
export async function readFacts({ database, writing }: Scene): Promise<ReadonlyMap<string, Facts>> {
  const found = await database.snapshot((tx) => rows<Facts>(tx, statement, writing.organisationId));
  return new Map(found.map((facts) => [facts.userId, facts]));
}
