import type { FetchedMetadata } from '../../../schemas/access/sso-configuration.ts';
import type { Json, JsonObject } from '../../../schemas/contract/json.ts';
import { isObject } from '../../../schemas/contract/json.ts';
import { preparedMark, rows, type Tx } from '../../database/transaction.ts';
import type { SamlConnection } from '../../identity/saml/connection.ts';
import { readIdpMetadata } from '../../identity/saml/read-idp-metadata.ts';
import { secretContext } from '../../identity/secrets/keyring.ts';
import { fetchedMetadata } from '../../kinds/reading/fetched-metadata.ts';
import type { SignInDeps } from '../sign-in-deps.ts';

/** An account's single sign-on: what is agreed with its identity provider, and what the account wants of it. */
export interface AccountSso {
  readonly organisationId: string;
  readonly organisation: string;
  readonly accountId: string;
  readonly account: string;
  readonly accountEnabled: boolean;
  readonly slug: string;
  /** Effective settings. */
  readonly sso: JsonObject;
  /** Metadata that was read from its address. */
  readonly fetched: FetchedMetadata | null;
  readonly connection: SamlConnection;
  readonly loginUrl: string;
  readonly logoutUrl: string | null;
  /** Of the key that we decrypt and sign with; null: it was not made yet. */
  readonly spCertificate: string | null;
}

/** The addresses of an account's service provider, made from its slug. */
export function samlAddresses(publicUrl: string, slug: string) {
  const base = `${publicUrl}/login/saml/${slug}`;
  return { initiation: `${base}/`, acs: `${base}/acs`, metadata: `${base}/metadata`, logout: `${base}/slo` };
}

function textIn(values: JsonObject, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' ? value : null;
}

function listIn(values: JsonObject, name: string): readonly Json[] {
  const value = values[name];
  return Array.isArray(value) ? value : [];
}

function certificatesIn(provider: JsonObject): readonly string[] {
  return listIn(provider, 'certificates').flatMap((item) => {
    const pem = isObject(item) ? item['pem'] : undefined;
    return typeof pem === 'string' ? [pem] : [];
  });
}

/** The row behind it. Our private key is sealed. */
interface Row {
  readonly spKey: string | null;
  readonly spCertificate: string | null;
  readonly metadata: string | null;
  readonly fetched: FetchedMetadata | null;
  readonly organisationId: string;
  readonly organisation: string;
  readonly accountId: string;
  readonly account: string;
  readonly accountEnabled: boolean;
  readonly sso: JsonObject;
}

/** What the metadata says, where it is given as text, or was read from its address; fields that are set beside it win one by one. */
function completed(provider: JsonObject, fetched: string | null, { now, publicUrl }: SignInDeps): JsonObject {
  const text = provider['metadata'] ?? (provider['metadataUrl'] === undefined ? null : fetched);
  if (typeof text !== 'string') return provider;
  const read = readIdpMetadata(text, now(), { allowLoopback: publicUrl.startsWith('http:') });
  if ('refused' in read) return provider;
  const { entityId, loginUrl, logoutUrl, certificates } = read.metadata;
  const said = { entityId, loginUrl, certificates: certificates.map(({ pem }) => ({ pem })) };
  return { ...said, ...(logoutUrl === undefined ? {} : { logoutUrl }), ...provider };
}

/** Where our own key pair of a connection is sealed to. */
export function spKeyContext(organisationId: string, accountId: string): string {
  return secretContext(organisationId, 'saml_connection', accountId);
}

/** null: too little is set for anybody to sign in by it, or it is switched off. */
function accountSso({ spKey, spCertificate, metadata, ...row }: Row, deps: SignInDeps): AccountSso | null {
  const { sso } = row;
  const { publicUrl, keyring } = deps;
  const declared = isObject(sso['identityProvider']) ? sso['identityProvider'] : {};
  const provider = completed(declared, metadata, deps);
  const [slug, entityId, loginUrl] = [
    textIn(sso, 'initiationSlug'),
    textIn(provider, 'entityId'),
    textIn(provider, 'loginUrl'),
  ];
  const certificates = certificatesIn(provider);
  const mode = sso['mode'];
  if (slug === null || entityId === null || loginUrl === null || certificates.length === 0) return null;
  if (mode !== 'optional' && mode !== 'required') return null;
  const addresses = samlAddresses(publicUrl, slug);
  const signed = listIn(provider, 'requireSigned').filter(
    (part) => part === 'assertion' || part === 'response',
  );
  return {
    ...row,
    slug,
    loginUrl,
    logoutUrl: textIn(provider, 'logoutUrl'),
    spCertificate,
    connection: {
      idpEntityId: entityId,
      certificates,
      requireSigned: signed as ('assertion' | 'response')[],
      requireEncryption: provider['requireEncryption'] === true,
      allowSha1: provider['allowSha1'] === true,
      spEntityId: textIn(sso, 'spEntityId') ?? addresses.metadata,
      acsUrl: addresses.acs,
      decryptionKeys:
        spKey === null ? [] : [keyring.open(spKey, spKeyContext(row.organisationId, row.accountId))],
    },
  };
}

const select = `${preparedMark}
  SELECT o.id AS "organisationId", o.name AS organisation, a.id AS "accountId", a.name AS account,
    coalesce(a.enabled, true) AS "accountEnabled", e.value AS sso, c.sp_key AS "spKey", c.sp_certificate AS "spCertificate",
    CASE WHEN c.metadata_url = e.value #>> '{identityProvider,metadataUrl}' THEN c.metadata END AS metadata,
    ${fetchedMetadata} AS fetched
  FROM account a
  JOIN organisation o ON o.id = a.organisation_id
  JOIN effective_setting e ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = 'SingleSignOn'
  LEFT JOIN saml_connection c ON c.organisation_id = a.organisation_id AND c.account_id = a.id`;

/** The single sign-on that a slug leads to. A slug is unique on the server and held by one account. */
export async function findBySlug(tx: Tx, deps: SignInDeps, slug: string): Promise<AccountSso | null> {
  const [row] = await rows<Row>(
    tx,
    `${select}
     JOIN claim held ON held.type = 'saml-slug' AND held.value = $1 AND held.organisation_id = a.organisation_id
     JOIN setting s ON s.organisation_id = held.organisation_id AND s.id = held.resource_id AND s.account_id = a.id`,
    slug,
  );
  return row === undefined ? null : accountSso(row, deps);
}

/** The single sign-on of an account. */
export async function findByAccount(
  tx: Tx,
  deps: SignInDeps,
  organisationId: string,
  account: string,
): Promise<AccountSso | null> {
  const [row] = await rows<Row>(
    tx,
    `${select} WHERE a.organisation_id = $1::uuid AND a.name = $2`,
    organisationId,
    account,
  );
  return row === undefined ? null : accountSso(row, deps);
}
