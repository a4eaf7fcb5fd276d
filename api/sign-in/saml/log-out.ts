import { recordEntries } from '../../audit/record.ts';
import { execute, rows, type Tx } from '../../database/transaction.ts';
import { logoutRequest, logoutResponse } from '../../identity/saml/logout-request.ts';
import {
  type LogoutInput,
  type VerifiedLogoutRequest,
  verifyLogoutMessage,
} from '../../identity/saml/verify-logout.ts';
import type { SessionRow } from '../../identity/sessions/find-session.ts';
import { systemContext } from '../../request/system-context.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import { type AccountSso, findByAccount, samlAddresses } from './find-connection.ts';
import { newRequestId } from './requests.ts';

/** Where a browser goes to sign out at the identity provider too, as somebody who came by it; null: there is no such place. */
export async function logoutAddress(deps: SignInDeps, session: SessionRow): Promise<string | null> {
  if (session.method !== 'sso') return null;
  const { organisationId, account, sessionId } = session;
  const { found, saml } = await deps.database.snapshot(async (tx) => {
    const [row] = await rows<{ nameId: string | null; index: string | null }>(
      tx,
      'SELECT saml_name_id AS "nameId", saml_session AS index FROM session WHERE organisation_id = $1::uuid AND id = $2::uuid',
      organisationId,
      sessionId,
    );
    return { found: await findByAccount(tx, deps, organisationId, account), saml: row };
  });
  if (found === null || found.logoutUrl === null || !saml?.nameId) return null;
  return logoutRequest(
    { spEntityId: found.connection.spEntityId, logoutUrl: found.logoutUrl },
    {
      id: newRequestId(),
      now: deps.now(),
      nameId: saml.nameId,
      ...(saml.index === null ? {} : { sessionIndex: saml.index }),
    },
  );
}

async function endSsoSessions(
  tx: Tx,
  { organisationId, accountId }: AccountSso,
  { nameId, sessionIndexes }: VerifiedLogoutRequest,
): Promise<number> {
  return execute(
    tx,
    `DELETE FROM session s USING app_user u
     WHERE s.organisation_id = $1::uuid AND u.organisation_id = s.organisation_id AND u.id = s.user_id AND u.account_id = $2::uuid
       AND s.method = 'sso' AND s.saml_name_id = $3 AND (cardinality($4::text[]) = 0 OR s.saml_session = ANY($4::text[]))`,
    organisationId,
    accountId,
    nameId,
    sessionIndexes,
  );
}

/** A request is good once: it is kept beside the assertions that were used. */
async function isFresh(
  tx: Tx,
  { organisationId, accountId }: AccountSso,
  { id, expires }: VerifiedLogoutRequest,
): Promise<boolean> {
  const kept = await execute(
    tx,
    `INSERT INTO saml_assertion (organisation_id, account_id, assertion_id, expires_at)
     VALUES ($1::uuid, $2::uuid, $3, $4::timestamptz) ON CONFLICT DO NOTHING`,
    organisationId,
    accountId,
    `logout ${id}`,
    expires.toISOString(),
  );
  return kept > 0;
}

/**
 * Takes what the identity provider sends when somebody signs out there: a request ends his sessions, an answer to ours is read and no more.
 * Nothing unsigned ends a session.
 *
 * @returns where the browser goes with our answer; null: nowhere. `refused`: the check that failed
 */
export async function takeLogout(
  deps: SignInDeps,
  found: AccountSso,
  input: LogoutInput,
): Promise<{ readonly next: string | null } | { readonly refused: string }> {
  const sloUrl = samlAddresses(deps.publicUrl, found.slug).logout;
  const verdict = verifyLogoutMessage(input, found.connection, { now: deps.now(), sloUrl });
  if ('refused' in verdict) return { refused: verdict.refused.check };
  const { verified } = verdict;
  if (verified.kind === 'response') return { next: null };
  const { organisationId, organisation, account, connection, logoutUrl } = found;
  await deps.database.write(async (tx) => {
    if (!(await isFresh(tx, found, verified))) return;
    const sessions = await endSsoSessions(tx, found, verified);
    await recordEntries(tx, deps, systemContext(organisationId, organisation), [
      {
        item: 'User',
        action: 'Logout',
        status: 'success',
        description: 'Sessions ended by the identity provider',
        account,
        address: `SingleSignOn/${account}`,
        detail: { nameId: verified.nameId, sessions },
      },
    ]);
  });
  if (logoutUrl === null) return { next: null };
  const { id, relayState } = verified;
  const options = {
    id: newRequestId(),
    now: deps.now(),
    inResponseTo: id,
    done: true,
    ...(relayState === undefined ? {} : { relayState }),
  };
  return { next: logoutResponse({ spEntityId: connection.spEntityId, logoutUrl }, options) };
}
