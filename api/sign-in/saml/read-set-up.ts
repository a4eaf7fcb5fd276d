import { configurationOf, type FetchedMetadata } from '../../../schemas/access/sso-configuration.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { rows, type Tx } from '../../database/transaction.ts';
import { readSsoState, type SsoState } from '../../identity/sso/sso-state.ts';
import { hasUsablePassword } from '../../kinds/people/access.ts';
import { declaredRules } from '../../kinds/people/account-rules.ts';
import { fetchedMetadata } from '../../kinds/reading/fetched-metadata.ts';
import { readPeopleOfAccount } from '../../kinds/reading/people-of-account.ts';
import { type Certificate, certificatesOf } from '../../kinds/single-sign-on/certificates.ts';
import type { SignInDeps } from '../sign-in-deps.ts';
import { findByAccount, samlAddresses } from './find-connection.ts';
import { emergencyIds } from './review-requirement.ts';

/** What `mode: required` still needs before it holds. */
type Wait = 'set-up' | 'test' | 'emergency-user';

/** How far the single sign-on of an account is, whatever is still missing. */
export interface SsoSetUp {
  readonly mode: string;
  readonly slug: string | null;
  /** Too little is set for anybody to sign in by it, or it is off: `not-set-up`. */
  readonly state: 'not-set-up' | 'configured' | 'tested' | 'required';
  readonly waitsFor: readonly Wait[];
  readonly testedAt: string | null;
  readonly testedBy: string | null;
  readonly requiredSince: string | null;
  readonly certificates: readonly Certificate[];
  /** Emergency users who could come in by a password now. */
  readonly usableEmergencyUsers: readonly string[];
}

interface Row {
  readonly accountId: string;
  readonly sso: JsonObject;
  readonly metadata: string | null;
  readonly fetched: FetchedMetadata | null;
}

const statement = `
  SELECT a.id AS "accountId", e.value AS sso, ${fetchedMetadata} AS fetched,
    CASE WHEN c.metadata_url = e.value #>> '{identityProvider,metadataUrl}' THEN c.metadata END AS metadata
  FROM account a
  JOIN effective_setting e ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = 'SingleSignOn'
  LEFT JOIN saml_connection c ON c.organisation_id = a.organisation_id AND c.account_id = a.id
  WHERE a.organisation_id = $1::uuid AND a.name = $2`;

async function usableEmergencyUsers(
  tx: Tx,
  deps: SignInDeps,
  organisationId: string,
  { accountId, sso }: Row,
): Promise<readonly string[]> {
  const place = { organisationId, accountId, organisation: '', account: '', sso };
  const world = await readPeopleOfAccount(tx, organisationId, accountId, await emergencyIds(tx, place));
  if (world === null) return [];
  const declared = declaredRules(world, deps.now());
  const rules = { ...declared, ssoHolds: true };
  return [...world.people]
    .filter(([key, person]) => declared.emergencyUsers.has(key) && hasUsablePassword(person, rules))
    .map(([key]) => key)
    .sort();
}

function stateOf(isSetUp: boolean, tested: SsoState | null): SsoSetUp['state'] {
  if (!isSetUp) return 'not-set-up';
  if (tested === null) return 'configured';
  return tested.requiredSinceAt === null ? 'tested' : 'required';
}

/** How far the single sign-on of an account is; null: there is no such account. */
export async function readSetUp(
  tx: Tx,
  deps: SignInDeps,
  organisationId: string,
  account: string,
): Promise<SsoSetUp | null> {
  const [row] = await rows<Row>(tx, statement, organisationId, account);
  if (row === undefined) return null;
  const { sso, fetched, metadata, accountId } = row;
  const isSetUp = (await findByAccount(tx, deps, organisationId, account)) !== null;
  const known = await readSsoState(tx, organisationId, accountId);
  const isTested = known?.testedAt != null && known.configuration === configurationOf(sso, fetched);
  const state = stateOf(isSetUp, isTested ? known : null);
  const usable = await usableEmergencyUsers(tx, deps, organisationId, row);
  const waits: readonly (readonly [Wait, boolean])[] = [
    ['set-up', !isSetUp],
    ['test', !isTested],
    ['emergency-user', usable.length === 0],
  ];
  return {
    mode: String(sso['mode'] ?? 'off'),
    slug: typeof sso['initiationSlug'] === 'string' ? sso['initiationSlug'] : null,
    state,
    waitsFor: state === 'required' ? [] : waits.flatMap(([wait, isDue]) => (isDue ? [wait] : [])),
    testedAt: isTested ? known.testedAt : null,
    testedBy: isTested ? known.testedBy : null,
    requiredSince: state === 'required' ? (known?.requiredSinceAt ?? null) : null,
    certificates: certificatesOf(sso, metadata),
    usableEmergencyUsers: usable,
  };
}

/** The addresses that an identity provider must know; null where there is no slug to make them of. */
export function setUpAddresses(publicUrl: string, slug: string | null) {
  return slug === null ? null : samlAddresses(publicUrl, slug);
}
