import { execute, preparedMark, rows, type Tx } from '../../database/transaction.ts';
import type { SignInMethod, Stage } from './find-session.ts';

const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  user_id: 'uuid',
  token_hash: 'text',
  stage: 'text',
  method: 'text',
  second_factor: 'boolean',
  created_at: 'timestamptz',
  last_seen_at: 'timestamptz',
  not_after_at: 'timestamptz',
  ip: 'text',
  user_agent: 'text',
  saml_name_id: 'text',
  saml_session: 'text',
};

/** A session that begins. */
export interface NewSession {
  readonly organisationId: string;
  readonly id: string;
  readonly userId: string;
  readonly tokenHash: string;
  readonly stage: Stage;
  readonly method: SignInMethod;
  /** ISO time. */
  readonly at: string;
  readonly notAfter?: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly saml?: { readonly nameId: string; readonly session: string | null };
}

const names = Object.keys(columns).join(', ');
const types = Object.entries(columns).map(([name, type]) => `${name} ${type}`);

const insert = `${preparedMark}
  INSERT INTO session (${names}) SELECT ${names} FROM jsonb_to_record($1::jsonb) AS source(${types.join(', ')})`;

const longestUserAgent = 256;

export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  const {
    organisationId,
    id,
    userId,
    tokenHash,
    stage,
    method,
    at,
    ip,
    userAgent,
    saml,
    notAfter = null,
  } = session;
  const row = {
    organisation_id: organisationId,
    id,
    user_id: userId,
    token_hash: tokenHash,
    stage,
    method,
    second_factor: false,
    created_at: at,
    last_seen_at: at,
    not_after_at: notAfter,
    ip,
    user_agent: userAgent?.slice(0, longestUserAgent) ?? null,
    saml_name_id: saml?.nameId ?? null,
    saml_session: saml?.session ?? null,
  };
  await execute(tx, insert, JSON.stringify(row));
}

/** What a step of the sign-in changes: the stage, and with each step the token (rotation against fixation). */
export interface SessionStep {
  readonly organisationId: string;
  readonly sessionId: string;
  /** The stage that the step begins in: of two at once, one finds another stage and does nothing. */
  readonly from: Stage;
  readonly to: Stage;
  readonly tokenHash: string;
  readonly secondFactor: boolean;
}

/** false: the session is gone or in another stage. */
export async function advanceSession(tx: Tx, step: SessionStep): Promise<boolean> {
  const changed = await execute(
    tx,
    `UPDATE session SET stage = $4, token_hash = $5, second_factor = second_factor OR $6, challenge = NULL
     WHERE organisation_id = $1::uuid AND id = $2::uuid AND stage = $3`,
    step.organisationId,
    step.sessionId,
    step.from,
    step.to,
    step.tokenHash,
    step.secondFactor,
  );
  return changed > 0;
}

/** Ends sessions of a user: all, one, or all but one. Returns how many there were. */
export function endSessions(
  tx: Tx,
  organisationId: string,
  userId: string,
  { only = null, except = null }: { readonly only?: string | null; readonly except?: string | null } = {},
): Promise<number> {
  return execute(
    tx,
    `DELETE FROM session WHERE organisation_id = $1::uuid AND user_id = $2::uuid
     AND ($3::uuid IS NULL OR id = $3::uuid) AND ($4::uuid IS NULL OR id <> $4::uuid)`,
    organisationId,
    userId,
    only,
    except,
  );
}

/** Ends every session of these users. Returns how many. */
export function endSessionsOf(tx: Tx, organisationId: string, userIds: readonly string[]): Promise<number> {
  return execute(
    tx,
    'DELETE FROM session WHERE organisation_id = $1::uuid AND user_id = ANY($2::uuid[])',
    organisationId,
    userIds,
  );
}

/** A running session as its owner, or an admin, sees it. */
export interface SessionInfo {
  readonly id: string;
  readonly method: SignInMethod;
  readonly secondFactor: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** The finished sessions of a user, newest first; those that have ended by age may still be among them. */
export function listSessions(tx: Tx, organisationId: string, userId: string): Promise<SessionInfo[]> {
  return rows<SessionInfo>(
    tx,
    `SELECT id, method, second_factor AS "secondFactor", created_at AS "createdAt", last_seen_at AS "lastSeenAt", ip,
       user_agent AS "userAgent"
     FROM session WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND stage = 'complete'
     ORDER BY id DESC LIMIT 100`,
    organisationId,
    userId,
  );
}
