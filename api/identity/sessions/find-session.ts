import type { JsonObject } from '../../../schemas/contract/json.ts';
import { gatheredLookUp } from '../../database/gathered-look-up.ts';
import { preparedMark, rows } from '../../database/transaction.ts';
import { unitedPermissions } from '../united-permissions.ts';

/** What is still to be done before anything else works; `complete`: nothing. */
export type Stage = 'second-factor' | 'enrol-second-factor' | 'change-password' | 'complete';

export type SignInMethod = 'password' | 'sso';

/** A session and all that decides whether it goes on: one row, found by the token's hash. */
export interface SessionRow {
  readonly tokenHash: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly sessionId: string;
  readonly stage: Stage;
  readonly method: SignInMethod;
  readonly secondFactor: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  /** Not beyond this, says the identity provider. */
  readonly notAfterAt: string | null;
  readonly challenge: string | null;
  readonly userId: string;
  readonly username: string;
  readonly usernameKey: string;
  readonly userEnabled: boolean;
  /** The user's last day, `2027-03-31`. */
  readonly userExpires: string | null;
  readonly userNetworks: readonly string[] | null;
  readonly suspendedAt: string | null;
  readonly accountId: string;
  readonly account: string;
  readonly main: boolean;
  readonly accountEnabled: boolean;
  /** Effective SecurityPolicy of the account. */
  readonly policy: JsonObject;
  /** Effective SingleSignOn of the account. */
  readonly sso: JsonObject;
  /** Since when `mode: required` holds; null: it does not. */
  readonly ssoRequiredAt: string | null;
  readonly permissions: readonly string[];
}

/** `LIMIT 1` has each planned by itself, as a look-up by index: joined as a set, the tables behind it are read whole. */
const statement = `${preparedMark}
  SELECT found.* FROM unnest($1::text[]) AS asked (hash) CROSS JOIN LATERAL (
    SELECT s.token_hash AS "tokenHash", s.organisation_id AS "organisationId", o.name AS organisation,
      s.id AS "sessionId", s.stage, s.method, s.second_factor AS "secondFactor", s.created_at AS "createdAt",
      s.last_seen_at AS "lastSeenAt", s.not_after_at AS "notAfterAt", s.challenge,
      u.id AS "userId", u.username, u.username_key AS "usernameKey", coalesce(u.enabled, true) AS "userEnabled",
      u.expires AS "userExpires", u.allowed_networks AS "userNetworks", t.suspended_at AS "suspendedAt",
      a.id AS "accountId", a.name AS account, a.main, coalesce(a.enabled, true) AS "accountEnabled",
      coalesce(policy.value, '{}') AS policy, coalesce(sso.value, '{}') AS sso, c.required_since_at AS "ssoRequiredAt",
      ${unitedPermissions('s.organisation_id', 's.user_id', 'NULL::uuid')} AS permissions
    FROM session s
    JOIN organisation o ON o.id = s.organisation_id
    JOIN app_user u ON u.organisation_id = s.organisation_id AND u.id = s.user_id
    JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
    LEFT JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
    LEFT JOIN effective_setting policy ON policy.organisation_id = a.organisation_id AND policy.account_id = a.id AND policy.kind = 'SecurityPolicy'
    LEFT JOIN effective_setting sso ON sso.organisation_id = a.organisation_id AND sso.account_id = a.id AND sso.kind = 'SingleSignOn'
    LEFT JOIN saml_connection c ON c.organisation_id = a.organisation_id AND c.account_id = a.id
    WHERE s.token_hash = asked.hash
    LIMIT 1
  ) AS found`;

/** The session with this token hash; undefined where there is none. One indexed statement, for all that are asked at the same time. */
export const findSession = gatheredLookUp(
  (tx, tokenHashes) => rows<SessionRow>(tx, statement, tokenHashes),
  ({ tokenHash }) => tokenHash,
);
