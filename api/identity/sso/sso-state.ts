import type { JsonObject } from '../../../schemas/contract/json.ts';
import { recordEntries } from '../../audit/record.ts';
import { execute, rows, type Tx } from '../../database/transaction.ts';
import type { Deps } from '../../request/context.ts';
import { systemContext } from '../../request/system-context.ts';
import { configurationOf } from './configuration.ts';

/** An account's single sign-on, as far as its state is concerned. */
export interface SsoPlace {
  readonly organisationId: string;
  readonly organisation: string;
  readonly accountId: string;
  readonly account: string;
  readonly sso: JsonObject;
}

export interface SsoState {
  /** SHA-256 of the configuration that was tested. */
  readonly configuration: string;
  readonly testedAt: string | null;
  readonly testedBy: string | null;
  readonly requiredSinceAt: string | null;
}

export async function readSsoState(
  tx: Tx,
  organisationId: string,
  accountId: string,
): Promise<SsoState | null> {
  const [found] = await rows<SsoState>(
    tx,
    `SELECT configuration, tested_at AS "testedAt", tested_by AS "testedBy", required_since AS "requiredSinceAt"
     FROM saml_connection WHERE organisation_id = $1::uuid AND account_id = $2::uuid`,
    organisationId,
    accountId,
  );
  return found ?? null;
}

/** Somebody has signed in with exactly this configuration. */
export async function noteTested(
  tx: Tx,
  deps: Deps,
  { organisationId, accountId, sso }: SsoPlace,
  by: string,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO saml_connection (organisation_id, account_id, configuration, tested_at, tested_by)
     VALUES ($1::uuid, $2::uuid, $3, $4::timestamptz, $5)
     ON CONFLICT (organisation_id, account_id) DO UPDATE SET
       required_since = CASE WHEN saml_connection.configuration = excluded.configuration THEN saml_connection.required_since END,
       configuration = excluded.configuration, tested_at = excluded.tested_at, tested_by = excluded.tested_by`,
    organisationId,
    accountId,
    configurationOf(sso),
    deps.now().toISOString(),
    by,
  );
}

/** Whether one of the declared emergency users could sign in with his password now. */
async function hasEmergencyUser(tx: Tx, { organisationId, accountId, sso }: SsoPlace): Promise<boolean> {
  const names = Array.isArray(sso['emergencyUsers']) ? sso['emergencyUsers'] : [];
  const keys = names.map((name) => String(name).normalize('NFKC').toLowerCase());
  const found = await rows(
    tx,
    `SELECT 1 AS one FROM app_user u
     JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
     JOIN user_credential p ON p.organisation_id = u.organisation_id AND p.user_id = u.id
     WHERE u.organisation_id = $1::uuid AND u.account_id = $2::uuid AND u.username_key = ANY($3::text[])
       AND coalesce(u.enabled, true) AND t.locked_at IS NULL AND t.suspended_at IS NULL AND p.password_hash IS NOT NULL
       AND (u.allowed_methods IS NULL OR u.allowed_methods ? 'password') LIMIT 1`,
    organisationId,
    accountId,
    keys,
  );
  return found.length > 0;
}

async function setRequired(
  tx: Tx,
  { organisationId, accountId }: SsoPlace,
  since: string | null,
): Promise<void> {
  await execute(
    tx,
    'UPDATE saml_connection SET required_since = $3::timestamptz WHERE organisation_id = $1::uuid AND account_id = $2::uuid',
    organisationId,
    accountId,
    since,
  );
}

/**
 * Lets `mode: required` take hold where this configuration has been signed in with and an emergency user can come in by password; and lets
 * go where the mode or the configuration is another one. Taking hold is an event of its own; password sessions end by it. An emergency user
 * who is lost later does not loosen what holds.
 */
export async function reviewRequirement(tx: Tx, deps: Deps, place: SsoPlace): Promise<void> {
  const state = await readSsoState(tx, place.organisationId, place.accountId);
  if (state === null) return;
  const tested = state.testedAt !== null && state.configuration === configurationOf(place.sso);
  const wanted = place.sso['mode'] === 'required' && tested;
  if (!wanted) {
    if (state.requiredSinceAt !== null) await setRequired(tx, place, null);
    return;
  }
  if (state.requiredSinceAt !== null || !(await hasEmergencyUser(tx, place))) return;
  await setRequired(tx, place, deps.now().toISOString());
  await recordEntries(tx, deps, systemContext(place.organisationId, place.organisation), [
    {
      item: 'SSO',
      action: 'Enable',
      status: 'success',
      description:
        'Single sign-on is required from now on: the configuration was tested and an emergency user can sign in',
      account: place.account,
      address: `SingleSignOn/${place.account}`,
      detail: { testedAt: state.testedAt, testedBy: state.testedBy },
    },
  ]);
}
