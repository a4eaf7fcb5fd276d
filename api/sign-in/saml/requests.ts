import { randomBytes } from 'node:crypto';
import { execute, preparedMark, rows, type Tx } from '../../database/transaction.ts';
import { hashSecret } from '../../identity/api-key.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import type { AccountSso } from './find-connection.ts';

/** How long somebody may take at his identity provider, in milliseconds. */
const patience = 10 * 60_000;

export type RequestPurpose = 'sign-in' | 'test' | 'logout';

/** A request that waits for its answer. */
export interface Outstanding {
  readonly id: string;
  readonly requestId: string;
  readonly purpose: RequestPurpose;
  readonly returnTo: string | null;
}

/** An ID as XML wants one (NCName), with 160 random bits (SAML core 1.3.4). */
export function newRequestId(): string {
  return `_${randomBytes(20).toString('hex')}`;
}

/** Notes a request before it is sent, bound to the browser that takes it along. */
export async function insertRequest(
  tx: Tx,
  deps: SignInDeps,
  { organisationId, accountId }: AccountSso,
  {
    requestId,
    purpose,
    browserToken,
    returnTo,
  }: {
    readonly requestId: string;
    readonly purpose: RequestPurpose;
    readonly browserToken: string;
    readonly returnTo: string | null;
  },
): Promise<string> {
  const id = deps.newId();
  const now = deps.now();
  await execute(
    tx,
    `${preparedMark} INSERT INTO saml_request (organisation_id, id, account_id, request_id, purpose, browser_hash, return_to, created_at, expires_at)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz)`,
    organisationId,
    id,
    accountId,
    requestId,
    purpose,
    hashSecret(browserToken),
    returnTo,
    now.toISOString(),
    new Date(now.getTime() + patience).toISOString(),
  );
  return id;
}

const outstanding = `${preparedMark}
  SELECT id, request_id AS "requestId", purpose, return_to AS "returnTo" FROM saml_request
  WHERE organisation_id = $1::uuid AND account_id = $2::uuid AND id::text = $3 AND browser_hash = $4
    AND consumed_at IS NULL AND expires_at > $5::timestamptz`;

/**
 * The request that an answer is to: by its RelayState, in the browser that it was bound to. undefined: there is none that still waits. One
 * statement.
 */
export async function findRequest(
  tx: Tx,
  { organisationId, accountId }: AccountSso,
  { id, browserToken, now }: { readonly id: string; readonly browserToken: string; readonly now: Date },
): Promise<Outstanding | undefined> {
  const [found] = await rows<Outstanding>(
    tx,
    outstanding,
    organisationId,
    accountId,
    id,
    hashSecret(browserToken),
    now.toISOString(),
  );
  return found;
}

const useUp = `${preparedMark}
  WITH used AS (
    UPDATE saml_request SET consumed_at = $3::timestamptz WHERE organisation_id = $1::uuid AND id = $2::uuid AND consumed_at IS NULL RETURNING 1
  )
  INSERT INTO saml_assertion (organisation_id, account_id, assertion_id, expires_at)
  SELECT $1::uuid, $4::uuid, $5, $6::timestamptz FROM used ON CONFLICT DO NOTHING`;

/**
 * Uses a request and an assertion up, in one transaction: whoever sends either of them again finds it used (saml.md, checks 13 and 16).
 * false: one of them was used before.
 */
export async function consume(
  tx: Tx,
  { organisationId, accountId }: AccountSso,
  { id }: Outstanding,
  assertion: { readonly id: string; readonly expires: Date },
  now: Date,
): Promise<boolean> {
  const kept = await execute(
    tx,
    useUp,
    organisationId,
    id,
    now.toISOString(),
    accountId,
    assertion.id,
    assertion.expires.toISOString(),
  );
  return kept > 0;
}
