import { readIdpFacts } from '../../../schemas/access/idp-metadata.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { recordEntries } from '../../audit/record.ts';
import { execute, rows, type Tx } from '../../database/transaction.ts';
import type { FetchText } from '../../identity/guarded-fetch.ts';
import { readIdpMetadata } from '../../identity/saml/read-idp-metadata.ts';
import { readSsoState } from '../../identity/sso/sso-state.ts';
import type { Deps } from '../../request/context.ts';
import { systemContext } from '../../request/system-context.ts';
import { reviewRequirement } from './review-requirement.ts';

/** An account whose settings name an address of metadata, and what was read there last. */
export interface MetadataPlace {
  readonly organisationId: string;
  readonly organisation: string;
  readonly accountId: string;
  readonly account: string;
  readonly url: string;
  readonly known: string | null;
  /** Effective settings. */
  readonly sso: JsonObject;
}

const select = `
  SELECT o.id AS "organisationId", o.name AS organisation, a.id AS "accountId", a.name AS account,
    e.value #>> '{identityProvider,metadataUrl}' AS url,
    CASE WHEN k.metadata_url = e.value #>> '{identityProvider,metadataUrl}' THEN k.metadata END AS known, e.value AS sso
  FROM effective_setting e
  JOIN organisation o ON o.id = e.organisation_id
  JOIN account a ON a.organisation_id = e.organisation_id AND a.id = e.account_id
  LEFT JOIN saml_connection k ON k.organisation_id = a.organisation_id AND k.account_id = a.id
  WHERE e.kind = 'SingleSignOn' AND e.value #>> '{identityProvider,metadataUrl}' IS NOT NULL`;

/** The accounts of an organisation whose metadata is to be read from an address. */
export function metadataPlaces(tx: Tx, organisationId: string): Promise<MetadataPlace[]> {
  return rows<MetadataPlace>(
    tx,
    `${select} AND e.organisation_id = $1::uuid ORDER BY a.name`,
    organisationId,
  );
}

/** The account of a slug, where its metadata has not been read yet. */
export async function unreadPlace(tx: Tx, slug: string): Promise<MetadataPlace | undefined> {
  const [place] = await rows<MetadataPlace>(
    tx,
    `${select} AND e.value ->> 'initiationSlug' = $1 AND (k.metadata IS NULL OR k.metadata_url <> e.value #>> '{identityProvider,metadataUrl}')`,
    slug,
  );
  return place;
}

const store = `
  INSERT INTO saml_connection (organisation_id, account_id, configuration, metadata, metadata_url, metadata_at, metadata_provider)
  VALUES ($1::uuid, $2::uuid, '', $3, $4, $5::timestamptz, $6)
  ON CONFLICT (organisation_id, account_id) DO UPDATE SET metadata = excluded.metadata, metadata_url = excluded.metadata_url,
    metadata_at = excluded.metadata_at, metadata_provider = excluded.metadata_provider`;

/** Another identity provider than the one that somebody has signed in with: `required` lets go of people until somebody has. */
async function reviewProvider(tx: Tx, deps: Deps, place: MetadataPlace): Promise<void> {
  const { organisationId, organisation, accountId, account } = place;
  const before = await readSsoState(tx, organisationId, accountId);
  await reviewRequirement(tx, deps, place);
  const after = await readSsoState(tx, organisationId, accountId);
  if (before?.requiredSinceAt == null || after?.requiredSinceAt != null) return;
  await recordEntries(tx, deps, systemContext(organisationId, organisation), [
    {
      item: 'SSO',
      action: 'Disable',
      status: 'success',
      description:
        'Single sign-on is no longer required: the metadata names another identity provider, which nobody has signed in with',
      account,
      address: `SingleSignOn/${account}`,
      detail: { requiredSince: before.requiredSinceAt },
    },
  ]);
}

/**
 * Reads the identity provider's metadata from its address and keeps it: new certificates are taken over, which the audit log tells. What
 * cannot be read, or is no metadata, leaves what is there.
 *
 * @returns `changed`, `unchanged`, or why it could not be read
 */
export async function refreshMetadata(
  deps: Deps & { readonly fetchText: FetchText; readonly allowLoopback: boolean },
  place: MetadataPlace,
): Promise<'changed' | 'unchanged' | { readonly failed: string }> {
  const { now, allowLoopback } = deps;
  const { organisationId, organisation, accountId, account, url, known } = place;
  if (!URL.canParse(url)) return { failed: 'it is no address' };
  const read = await deps.fetchText(new URL(url)).catch((error: unknown) => ({ error }));
  if (typeof read !== 'string')
    return { failed: read.error instanceof Error ? read.error.message : 'it is not reached' };
  const verdict = readIdpMetadata(read, now(), { allowLoopback });
  if ('refused' in verdict) return { failed: verdict.refused.detail };
  if (read === known) return 'unchanged';
  const { entityId, certificates } = verdict.metadata;
  await deps.database.write(async (tx) => {
    const { provider } = readIdpFacts(read);
    await execute(tx, store, organisationId, accountId, read, url, now().toISOString(), provider);
    await recordEntries(tx, deps, systemContext(organisationId, organisation), [
      {
        item: 'SSO',
        action: 'Update',
        status: 'success',
        description: 'Metadata of the identity provider read',
        account,
        address: `SingleSignOn/${account}`,
        detail: { url, entityId, certificates: certificates.map(({ fingerprint }) => fingerprint) },
      },
    ]);
    await reviewProvider(tx, deps, place);
  });
  return 'changed';
}
