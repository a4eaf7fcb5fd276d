import { nameKey } from '../../schemas/contract/address.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { preparedMark, rows, type Tx } from '../database/transaction.ts';

/** A user and all that decides whether and how he may sign in. */
export interface Candidate {
  readonly organisationId: string;
  readonly organisation: string;
  readonly accountId: string;
  readonly account: string;
  readonly main: boolean;
  readonly accountEnabled: boolean;
  readonly userId: string;
  readonly username: string;
  readonly usernameKey: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly userEnabled: boolean;
  /** Last day, `2027-03-31`. */
  readonly userExpires: string | null;
  readonly userNetworks: readonly string[] | null;
  readonly allowedMethods: readonly string[] | null;
  readonly createdAt: string;
  readonly activatedAt: string | null;
  readonly lastSignInAt: string | null;
  readonly failedAttempts: number;
  readonly lockedAt: string | null;
  readonly suspendedAt: string | null;
  readonly delayedUntilAt: string | null;
  readonly passwordHash: string | null;
  readonly passwordSetAt: string | null;
  readonly secondFactorEnrolledAt: string | null;
  readonly policy: JsonObject;
  readonly sso: JsonObject;
  readonly ssoRequiredAt: string | null;
}

const columns = `
  u.organisation_id AS "organisationId", o.name AS organisation, a.id AS "accountId", a.name AS account, a.main,
  coalesce(a.enabled, true) AS "accountEnabled", u.id AS "userId", u.username, u.username_key AS "usernameKey", u.email,
  u.first_name AS "firstName", u.last_name AS "lastName", coalesce(u.enabled, true) AS "userEnabled",
  u.expires AS "userExpires", u.allowed_networks AS "userNetworks", u.allowed_methods AS "allowedMethods",
  u.created_at AS "createdAt", t.activated_at AS "activatedAt", t.last_sign_in_at AS "lastSignInAt",
  coalesce(t.failed_attempts, 0) AS "failedAttempts", t.locked_at AS "lockedAt", t.suspended_at AS "suspendedAt",
  t.delayed_until_at AS "delayedUntilAt", p.password_hash AS "passwordHash", p.password_set_at AS "passwordSetAt",
  p.second_factor_enrolled_at AS "secondFactorEnrolledAt",
  coalesce(policy.value, '{}') AS policy, coalesce(sso.value, '{}') AS sso, c.required_since_at AS "ssoRequiredAt"`;

const joins = `
  JOIN organisation o ON o.id = u.organisation_id
  JOIN account a ON a.organisation_id = u.organisation_id AND a.id = u.account_id
  LEFT JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
  LEFT JOIN user_credential p ON p.organisation_id = u.organisation_id AND p.user_id = u.id
  LEFT JOIN effective_setting policy ON policy.organisation_id = a.organisation_id AND policy.account_id = a.id AND policy.kind = 'SecurityPolicy'
  LEFT JOIN effective_setting sso ON sso.organisation_id = a.organisation_id AND sso.account_id = a.id AND sso.kind = 'SingleSignOn'
  LEFT JOIN saml_connection c ON c.organisation_id = a.organisation_id AND c.account_id = a.id`;

/** The account that somebody says he belongs to. */
export interface Place {
  /** Name of the organisation. */
  readonly organisation: string;
  /** Name of the account; left out: the main one. */
  readonly account?: string;
}

const placed = `
  o.name = $1 AND a.name = coalesce($2::text, $1)`;

/** A user by the name that he signs in with. */
export async function findCandidate(
  tx: Tx,
  { organisation, account }: Place,
  username: string,
): Promise<Candidate | undefined> {
  const [found] = await rows<Candidate>(
    tx,
    `${preparedMark} SELECT ${columns} FROM app_user u ${joins} WHERE ${placed} AND u.username_key = $3`,
    organisation,
    account ?? null,
    nameKey(username),
  );
  return found;
}

/** A user by his name or his e-mail address, for links that are sent to that address only. */
export async function findByNameOrEmail(
  tx: Tx,
  { organisation, account }: Place,
  text: string,
): Promise<Candidate | undefined> {
  const [found] = await rows<Candidate>(
    tx,
    `SELECT ${columns} FROM app_user u ${joins} WHERE ${placed} AND (u.username_key = $3 OR u.email_key = $3)
     ORDER BY u.username_key = $3 DESC LIMIT 1`,
    organisation,
    account ?? null,
    nameKey(text),
  );
  return found;
}

/** A user by his id. */
export async function readCandidate(
  tx: Tx,
  organisationId: string,
  userId: string,
): Promise<Candidate | undefined> {
  const [found] = await rows<Candidate>(
    tx,
    `${preparedMark} SELECT ${columns} FROM app_user u ${joins} WHERE u.organisation_id = $1::uuid AND u.id = $2::uuid`,
    organisationId,
    userId,
  );
  return found;
}

/** The organisation's id, for the audit entry of a sign-in under a name that nobody has; undefined: no such organisation. */
export async function findPlace(
  tx: Tx,
  { organisation, account }: Place,
): Promise<{ organisationId: string; account: string | null } | undefined> {
  const [found] = await rows<{ organisationId: string; account: string | null }>(
    tx,
    `SELECT o.id AS "organisationId", a.name AS account FROM organisation o
     LEFT JOIN account a ON a.organisation_id = o.id AND a.name = coalesce($2::text, $1) WHERE o.name = $1`,
    organisation,
    account ?? null,
  );
  return found;
}

const noId = '00000000-0000-0000-0000-000000000000';

/** Stands in for a user that does not exist, where the same work must be done for him. */
export const nobody = { organisationId: noId, userId: noId, policy: {} };
