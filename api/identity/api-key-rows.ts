import { nameKey } from '../../schemas/contract/address.ts';
import { execute, insertRows, rows, type Tx } from '../database/transaction.ts';
import { unitedPermissions } from './united-permissions.ts';

/** What may be known of a key: everything but the key. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly name: string;
  /** Its first characters. */
  readonly prefix: string;
  readonly owner: {
    readonly type: 'user' | 'service-account';
    readonly name: string;
    readonly account: string;
  };
  /** Empty: all that its owner may. */
  readonly permissions: readonly string[];
  /** Empty: from everywhere. */
  readonly allowedNetworks: readonly string[];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

/** A key as it is stored: its hash, and who owns it. */
export interface NewApiKeyRow {
  readonly organisation_id: string;
  readonly id: string;
  readonly name: string;
  readonly token_hash: string;
  readonly prefix: string;
  readonly user_id: string | null;
  readonly service_account_id: string | null;
  readonly permissions: readonly string[];
  readonly allowed_networks: readonly string[];
  readonly created_at: string;
  readonly created_by: string;
  readonly expires_at: string | null;
}

export async function insertApiKey(tx: Tx, row: NewApiKeyRow): Promise<void> {
  const columns = {
    organisation_id: 'uuid',
    id: 'uuid',
    name: 'text',
    token_hash: 'text',
    prefix: 'text',
    user_id: 'uuid',
    service_account_id: 'uuid',
    permissions: 'text[]',
    allowed_networks: 'text[]',
    created_at: 'timestamptz',
    created_by: 'text',
    expires_at: 'timestamptz',
  };
  await insertRows(tx, 'api_key', columns, [row]);
}

const selectKeys = `
  SELECT k.id, k.name, k.prefix, json_build_object('type', CASE WHEN s.id IS NULL THEN 'user' ELSE 'service-account' END,
      'name', coalesce(s.name, u.username), 'account', a.name) AS owner,
    k.permissions, k.allowed_networks AS "allowedNetworks", k.created_at AS "createdAt", k.created_by AS "createdBy",
    k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt", k.revoked_at AS "revokedAt"
  FROM api_key k
  LEFT JOIN app_user u ON u.organisation_id = k.organisation_id AND u.id = k.user_id
  LEFT JOIN service_account s ON s.organisation_id = k.organisation_id AND s.id = k.service_account_id
  JOIN account a ON a.organisation_id = k.organisation_id AND a.id = coalesce(u.account_id, s.account_id)
  WHERE k.organisation_id = $1::uuid`;

/**
 * Keys, newest first, whose owners still are.
 *
 * @param accounts those of their owners; null: all
 * @param after id of the last key of the page before
 */
export function readApiKeys(
  tx: Tx,
  organisationId: string,
  { accounts, after, limit }: { accounts: readonly string[] | null; after: string | null; limit: number },
): Promise<ApiKeyRecord[]> {
  return rows<ApiKeyRecord>(
    tx,
    `${selectKeys} AND ($2::text[] IS NULL OR a.name = ANY($2::text[])) AND ($3::uuid IS NULL OR k.id < $3::uuid)
     ORDER BY k.id DESC LIMIT $4::int`,
    organisationId,
    accounts,
    after,
    limit,
  );
}

export async function readApiKey(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<ApiKeyRecord | undefined> {
  const [key] = await rows<ApiKeyRecord>(tx, `${selectKeys} AND k.id = $2::uuid`, organisationId, id);
  return key;
}

/** What a key can do: the permissions it is narrowed to, or all of its owner's. */
export async function readKeyPermissions(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<readonly string[]> {
  const [key] = await rows<{ readonly own: string[]; readonly owner: string[] }>(
    tx,
    `SELECT k.permissions AS own, ${unitedPermissions('k.organisation_id', 'k.user_id', 'k.service_account_id')} AS owner
     FROM api_key k WHERE k.organisation_id = $1::uuid AND k.id = $2::uuid`,
    organisationId,
    id,
  );
  if (key === undefined) return [];
  return key.own.length > 0 ? key.own : key.owner;
}

export async function setExpiry(
  tx: Tx,
  organisationId: string,
  id: string,
  expiresAt: string | null,
): Promise<void> {
  const statement =
    'UPDATE api_key SET expires_at = $3::timestamptz WHERE organisation_id = $1::uuid AND id = $2::uuid';
  await execute(tx, statement, organisationId, id, expiresAt);
}

/** Revokes a key; the time of the first revocation stays. Returns whether it was in force. */
export async function setRevoked(tx: Tx, organisationId: string, id: string, at: string): Promise<boolean> {
  const statement = `UPDATE api_key SET revoked_at = $3::timestamptz
    WHERE organisation_id = $1::uuid AND id = $2::uuid AND revoked_at IS NULL`;
  return (await execute(tx, statement, organisationId, id, at)) > 0;
}

/** Who can own a key: a person or a machine of an account, and what its roles allow it. */
export interface KeyHolder {
  readonly id: string;
  readonly name: string;
  readonly account: string;
  readonly permissions: readonly string[];
}

/** A service account by its account and name, with the united permissions of its roles. */
export async function readServiceAccount(
  tx: Tx,
  organisationId: string,
  { account, name }: { account: string; name: string },
): Promise<KeyHolder | undefined> {
  const [holder] = await rows<KeyHolder>(
    tx,
    `SELECT s.id, s.name, a.name AS account, ${unitedPermissions('s.organisation_id', 'NULL', 's.id')} AS permissions
     FROM account a
     JOIN resource found ON found.organisation_id = a.organisation_id AND found.kind = 'ServiceAccount'
       AND found.scope_id = a.id AND found.name_key = $3
     JOIN service_account s ON s.organisation_id = found.organisation_id AND s.id = found.id
     WHERE a.organisation_id = $1::uuid AND a.name = $2`,
    organisationId,
    account,
    nameKey(name),
  );
  return holder;
}
