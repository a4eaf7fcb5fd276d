import type { ActualResource, Owner } from '../../controller/reconcile/resource.ts';
import { canonicalValues } from '../../controller/reconcile/values.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Kind } from '../../schemas/semantics.ts';
import type { Tx } from '../database/transaction.ts';
import { rows } from '../database/transaction.ts';
import { kindModules } from '../kinds/generated/registry.ts';

/** A resource to look up: its kind, the account's id (or the organisation's), and its folded name ('' for one per account). */
export interface ResourceKey {
  readonly kind: string;
  readonly scope: string;
  readonly key: string;
}

/** What to read: named resources, what a set owns, resources by id, or all of some kinds. */
export interface Selection {
  readonly keys?: readonly ResourceKey[];
  readonly set?: string;
  readonly ids?: readonly string[];
  readonly kinds?: readonly string[];
}

interface Row {
  readonly id: string;
  readonly kind: string;
  readonly account: string | null;
  readonly name: string;
  readonly version: number;
  readonly predefined: boolean;
  readonly metadata: { labels?: JsonObject; annotations?: JsonObject; onRemoval?: string };
  readonly owners: Owner[];
}

const selectRows = `
  SELECT r.id, r.kind, a.name AS account, r.name, r.version, r.predefined, r.metadata,
    coalesce((
      SELECT json_agg(json_build_object('set', o.set_name, 'lastApplied', o.last_applied, 'source', o.source, 'adopted', o.adopted) ORDER BY o.set_name)
      FROM ownership o WHERE o.organisation_id = r.organisation_id AND o.resource_id = r.id
    ), '[]'::json) AS owners
  FROM resource r
  LEFT JOIN account a ON a.organisation_id = r.organisation_id AND a.id = r.account_id
  WHERE r.organisation_id = $1::uuid AND r.id IN (
    SELECT named.id FROM resource named
      JOIN jsonb_to_recordset($2::jsonb) AS wanted(kind text, scope uuid, key text)
        ON named.kind = wanted.kind AND named.scope_id = wanted.scope AND named.name_key = wanted.key
      WHERE named.organisation_id = $1::uuid
    UNION SELECT o.resource_id FROM ownership o WHERE o.organisation_id = $1::uuid AND o.set_name = $3
    UNION SELECT unnest($4::uuid[])
    UNION SELECT whole.id FROM resource whole WHERE whole.organisation_id = $1::uuid AND whole.kind = ANY($5::text[])
  )`;

function metadataValues({ labels, annotations, onRemoval }: Row['metadata']): JsonObject {
  return {
    ...(labels ? { 'metadata.labels': labels } : {}),
    ...(annotations ? { 'metadata.annotations': annotations } : {}),
    ...(onRemoval ? { 'metadata.onRemoval': onRemoval } : {}),
  };
}

function toResource(row: Row, spec: JsonObject): ActualResource {
  const { metadata, name, ...rest } = row;
  const values = canonicalValues(row.kind as Kind, { ...spec, ...metadataValues(metadata) });
  return { ...rest, name: name === '' ? null : name, values };
}

function byKind(found: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of found) {
    const group = groups.get(row.kind);
    if (group) group.push(row);
    else groups.set(row.kind, [row]);
  }
  return groups;
}

/**
 * Resources as they are, with their own values and their owners: one statement for all, and a fixed number per kind,
 * however many there are.
 */
export async function readResources(
  tx: Tx,
  organisationId: string,
  { keys = [], set = '', ids = [], kinds = [] }: Selection,
): Promise<readonly ActualResource[]> {
  const found = await rows<Row>(tx, selectRows, organisationId, JSON.stringify(keys), set, ids, kinds);
  const resources: ActualResource[] = [];
  for (const [kind, group] of byKind(found)) {
    const module = kindModules.get(kind);
    if (!module) throw new Error(`no module for the kind ${kind}`);
    const specs = await module.read(
      tx,
      organisationId,
      group.map(({ id }) => id),
    );
    for (const row of group) resources.push(toResource(row, specs.get(row.id) ?? {}));
  }
  return resources;
}
