import { configurationOf, type FetchedMetadata } from '../../../schemas/access/sso-configuration.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { recordEntries } from '../../audit/record.ts';
import { execute, preparedMark, rows, type Tx } from '../../database/transaction.ts';
import type { Deps } from '../../request/context.ts';
import { systemContext } from '../../request/system-context.ts';

/** An account's single sign-on, as far as its state is concerned. */
export interface SsoPlace {
  readonly organisationId: string;
  readonly organisation: string;
  readonly accountId: string;
  readonly account: string;
  readonly sso: JsonObject;
  /** Metadata that was read from its address. */
  readonly fetched: FetchedMetadata | null;
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
    `SELECT configuration, tested_at AS "testedAt", tested_by AS "testedBy", required_since_at AS "requiredSinceAt"
     FROM saml_connection WHERE organisation_id = $1::uuid AND account_id = $2::uuid`,
    organisationId,
    accountId,
  );
  return found ?? null;
}

const day = 24 * 60 * 60_000;

const notedSince = `${preparedMark}
  SELECT 1 AS one FROM saml_connection
  WHERE organisation_id = $1::uuid AND account_id = $2::uuid AND configuration = $3 AND tested_at > $4::timestamptz`;

/** Somebody has signed in with exactly this configuration. */
export async function noteTested(
  tx: Tx,
  deps: Deps,
  { organisationId, accountId, sso, fetched }: SsoPlace,
  by: string,
): Promise<void> {
  await execute(
    tx,
    `INSERT INTO saml_connection (organisation_id, account_id, configuration, tested_at, tested_by)
     VALUES ($1::uuid, $2::uuid, $3, $4::timestamptz, $5)
     ON CONFLICT (organisation_id, account_id) DO UPDATE SET
       required_since_at = CASE WHEN saml_connection.configuration = excluded.configuration THEN saml_connection.required_since_at END,
       configuration = excluded.configuration, tested_at = excluded.tested_at, tested_by = excluded.tested_by`,
    organisationId,
    accountId,
    configurationOf(sso, fetched),
    deps.now().toISOString(),
    by,
  );
}

/**
 * Somebody has signed in, which is a test too. It is noted once a day: the row is everybody's, and a sign-in that wrote it would wait for all
 * others of the account.
 *
 * @returns whether the configuration was known to be tested
 */
export async function noteSignedIn(tx: Tx, deps: Deps, place: SsoPlace, by: string): Promise<boolean> {
  const { organisationId, accountId, sso, fetched } = place;
  const since = new Date(deps.now().getTime() - day).toISOString();
  const configuration = configurationOf(sso, fetched);
  const noted = await rows(tx, notedSince, organisationId, accountId, configuration, since);
  if (noted.length > 0) return true;
  await noteTested(tx, deps, place, by);
  return false;
}

/** false: another sign-in was a moment faster. */
async function setRequired(
  tx: Tx,
  { organisationId, accountId }: Pick<SsoPlace, 'organisationId' | 'accountId'>,
  since: string | null,
): Promise<boolean> {
  const changed = await execute(
    tx,
    `UPDATE saml_connection SET required_since_at = $3::timestamptz
     WHERE organisation_id = $1::uuid AND account_id = $2::uuid AND (required_since_at IS NULL) = ($3::timestamptz IS NOT NULL)`,
    organisationId,
    accountId,
    since,
  );
  return changed > 0;
}

/**
 * Lets `mode: required` hold, or lets it go. Taking hold is an event of its own; password sessions end by it.
 *
 * @param holds what `requirementHolds` says
 */
export async function letRequirementHold(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  place: Omit<SsoPlace, 'sso' | 'fetched'>,
  holds: boolean,
): Promise<void> {
  const state = await readSsoState(tx, place.organisationId, place.accountId);
  if (state === null || (state.requiredSinceAt !== null) === holds) return;
  const changed = await setRequired(tx, place, holds ? deps.now().toISOString() : null);
  if (!holds || !changed) return;
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
