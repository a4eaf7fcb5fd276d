import { gatheredLookUp } from '../database/gathered-look-up.ts';
import { preparedMark, rows } from '../database/transaction.ts';
import { unitedPermissions } from './united-permissions.ts';

/** A key and all that decides whether it may be used: one row, found by the key's hash. */
export interface KeyOwner {
  readonly tokenHash: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly keyId: string;
  readonly keyName: string;
  readonly keyPermissions: readonly string[];
  readonly keyNetworks: readonly string[];
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly userId: string | null;
  readonly username: string | null;
  /** The user's last day, `2027-03-31`. */
  readonly userExpires: string | null;
  readonly lockedAt: string | null;
  readonly suspendedAt: string | null;
  readonly serviceAccountId: string | null;
  readonly serviceAccount: string | null;
  readonly scope: { readonly accounts?: readonly string[]; readonly kinds?: readonly string[] } | null;
  readonly ownerNetworks: readonly string[] | null;
  /** Of the account that a person belongs to; a machine has only its own. */
  readonly accountNetworks: readonly string[] | null;
  readonly ownerEnabled: boolean;
  readonly account: string | null;
  readonly main: boolean;
  readonly accountEnabled: boolean;
  /** United: own roles' and teams' roles'. */
  readonly permissions: readonly string[];
}

/** Enabled is what is not declared to be otherwise. `LIMIT 1` has each key planned by itself, as a look-up by index. */
const statement = `${preparedMark}
  SELECT found.* FROM unnest($1::text[]) AS asked (hash) CROSS JOIN LATERAL (
    SELECT k.token_hash AS "tokenHash", k.organisation_id AS "organisationId", o.name AS organisation,
      k.id AS "keyId", k.name AS "keyName", k.permissions AS "keyPermissions", k.allowed_networks AS "keyNetworks",
      k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt", k.revoked_at AS "revokedAt",
      u.id AS "userId", u.username, u.expires AS "userExpires", t.locked_at AS "lockedAt", t.suspended_at AS "suspendedAt",
      s.id AS "serviceAccountId", s.name AS "serviceAccount", s.scope, coalesce(s.allowed_networks, u.allowed_networks) AS "ownerNetworks",
      CASE WHEN k.user_id IS NOT NULL THEN policy.value -> 'allowedNetworks' END AS "accountNetworks",
      coalesce(u.enabled, s.enabled, true) AS "ownerEnabled",
      a.name AS account, coalesce(a.main, false) AS main, coalesce(a.enabled, true) AS "accountEnabled",
      ${unitedPermissions('k.organisation_id', 'k.user_id', 'k.service_account_id')} AS permissions
    FROM api_key k
    JOIN organisation o ON o.id = k.organisation_id
    LEFT JOIN app_user u ON u.organisation_id = k.organisation_id AND u.id = k.user_id
    LEFT JOIN user_activity t ON t.organisation_id = k.organisation_id AND t.user_id = k.user_id
    LEFT JOIN service_account s ON s.organisation_id = k.organisation_id AND s.id = k.service_account_id
    LEFT JOIN account a ON a.organisation_id = k.organisation_id AND a.id = coalesce(u.account_id, s.account_id)
    LEFT JOIN effective_setting policy
      ON policy.organisation_id = k.organisation_id AND policy.account_id = u.account_id AND policy.kind = 'SecurityPolicy'
    WHERE k.token_hash = asked.hash
    LIMIT 1
  ) AS found`;

/** The owner of the key with this hash; undefined where there is none. One indexed statement, for all that are asked at the same time. */
export const findKeyOwner = gatheredLookUp(
  (tx, tokenHashes) => rows<KeyOwner>(tx, statement, tokenHashes),
  ({ tokenHash }) => tokenHash,
);
