import type { ActualResource } from '../../controller/reconcile/resource.ts';
import { type Kind, kindInfo } from '../../schemas/semantics.ts';
import { readResources } from '../commit/read-resources.ts';
import { rows, type Tx } from '../database/transaction.ts';

/** Which resources to read: of these kinds, in these accounts (null: everywhere), owned by this set (null: by any or none). */
export interface ResourceSelection {
  readonly kinds: readonly Kind[];
  readonly accounts: readonly string[] | null;
  /** With `accounts`: also what belongs to the organisation and is in force in every account, such as roles. */
  readonly withShared: boolean;
  readonly set: string | null;
  /** Also what the platform made and nobody can declare. */
  readonly predefined: boolean;
}

/** Where a page ended: the key of the unique index, so that any page is found at once. */
export interface ResourcePosition {
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
}

/** A resource, with what no set and no person gave it: who keeps it instead. */
export interface ListedResource extends ActualResource {
  readonly position: ResourcePosition;
  /** `sso` or `scim`: kept by the identity provider. */
  readonly origin: string | null;
}

interface Found {
  readonly id: string;
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
  readonly origin: string | null;
}

const columns = `r.id, r.kind, r.scope_id AS scope, r.name_key AS key,
  (SELECT u.origin FROM app_user u WHERE u.organisation_id = r.organisation_id AND u.id = r.id AND u.origin IN ('sso', 'scim')) AS origin`;

const inSet = `($2::text IS NULL OR EXISTS (
  SELECT FROM ownership o WHERE o.organisation_id = r.organisation_id AND o.resource_id = r.id AND o.set_name = $2))`;

const declarable = '($7::bool OR NOT r.predefined)';

const afterPosition = '($3::text IS NULL OR (r.kind, r.scope_id, r.name_key) > ($3, $4::uuid, $5))';

const everywhere = `
  SELECT ${columns} FROM resource r
  WHERE r.organisation_id = $1::uuid AND r.kind = ANY($8::text[]) AND ${inSet} AND ${declarable} AND ${afterPosition}
  ORDER BY r.kind, r.scope_id, r.name_key LIMIT $6::int`;

/** One short range of the index for each kind and account, so that a small account is read without the others. */
const inScopes = `
  SELECT r.id, r.kind, r.scope, r.key, r.origin
  FROM jsonb_to_recordset($8::jsonb) AS wanted(kind text, account text, name text)
  LEFT JOIN account a ON a.organisation_id = $1::uuid AND a.name = wanted.account
  CROSS JOIN LATERAL (
    SELECT ${columns} FROM resource r
    WHERE r.organisation_id = $1::uuid AND r.kind = wanted.kind
      AND r.scope_id = CASE WHEN wanted.account IS NULL THEN $1::uuid ELSE a.id END
      AND (wanted.name IS NULL OR r.name_key = wanted.name) AND ${inSet} AND ${declarable} AND ${afterPosition}
    ORDER BY r.name_key LIMIT $6::int
  ) AS r
  ORDER BY r.kind, r.scope, r.key LIMIT $6::int`;

/** A range to look at: a kind in an account, or (account null) of the organisation, perhaps only by one name. */
interface Wanted {
  readonly kind: Kind;
  readonly account: string | null;
  readonly name: string | null;
}

/** Where the resources of a kind stand that concern an account: in it; or, for the account itself, under its name. */
function wantedOf(kind: Kind, accounts: readonly string[], withShared: boolean): readonly Wanted[] {
  const { scope, provides } = kindInfo(kind);
  if (provides === 'accounts') return accounts.map((name) => ({ kind, account: null, name }));
  const within = scope === 'organisation' ? [] : accounts.map((account) => ({ kind, account, name: null }));
  const shared = withShared && scope === 'accountOrOrganisation' ? [{ kind, account: null, name: null }] : [];
  return [...within, ...shared];
}

function findPage(
  tx: Tx,
  organisationId: string,
  { kinds, accounts, withShared, set, predefined }: ResourceSelection,
  { after, limit }: { after: ResourcePosition | null; limit: number },
): Promise<Found[]> {
  const common = [
    organisationId,
    set,
    after?.kind ?? null,
    after?.scope ?? null,
    after?.key ?? null,
    limit,
    predefined,
  ] as const;
  if (accounts === null) return rows<Found>(tx, everywhere, ...common, kinds);
  const wanted = kinds.flatMap((kind) => wantedOf(kind, accounts, withShared));
  return rows<Found>(tx, inScopes, ...common, JSON.stringify(wanted));
}

/**
 * One page of resources with their own values, by kind, account and name. A fixed number of statements for each kind on
 * the page.
 */
export async function readResourcePage(
  tx: Tx,
  organisationId: string,
  selection: ResourceSelection,
  page: { readonly after: ResourcePosition | null; readonly limit: number },
): Promise<readonly ListedResource[]> {
  const found = await findPage(tx, organisationId, selection, page);
  const resources = await readResources(tx, organisationId, { ids: found.map(({ id }) => id) });
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  return found.flatMap(({ id, origin, ...position }) => {
    const resource = byId.get(id);
    return resource === undefined ? [] : [{ ...resource, origin, position }];
  });
}
