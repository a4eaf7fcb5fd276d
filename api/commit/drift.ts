import { diffValues } from '../../controller/reconcile/diff.ts';
import { mergeValues } from '../../controller/reconcile/merge.ts';
import type { ActualResource, Owner } from '../../controller/reconcile/resource.ts';
import { formatAddress } from '../../schemas/contract/address.ts';
import type { Json } from '../../schemas/contract/json.ts';
import type { FieldChange, SourcePosition } from '../../schemas/contract/plan.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { rows, type Tx } from '../database/transaction.ts';
import { readResources } from './read-resources.ts';

/** How a field came to differ: by hand, by hand against the mark of its manifest, by another plan, or by a rule of the platform. */
type DriftCause = 'by-hand' | 'break-glass' | 'plan' | 'rule';

/** Who made a field differ, as the audit log knows it. */
interface DriftOrigin {
  readonly entry: string;
  readonly at: string;
  readonly by: string;
  readonly ip: string | null;
  readonly how: DriftCause;
  /** Of a break glass. */
  readonly reason: string | null;
  readonly plan: string | null;
}

/** A managed field that is not as its set last applied it. */
export interface DriftedField {
  readonly address: string;
  readonly kind: string;
  readonly account: string | null;
  readonly name: string | null;
  readonly set: string;
  readonly source: SourcePosition;
  /** `before`: what the set applied last; `after`: what is there now. */
  readonly field: FieldChange;
  /** null: the log does not tell. */
  readonly origin: DriftOrigin | null;
}

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly actorType: string;
  readonly ip: string | null;
  readonly address: string;
  readonly plan: string | null;
  readonly reason: string | null;
  readonly paths: readonly string[];
}

/** How far back a resource's own entries are looked through. */
const entriesLookedAt = 50;

/** The newest changes of each address, newest first. */
const changesOf = `
  SELECT e.id, e.at, e.actor AS by, e.actor_type AS "actorType", e.ip, e.address, e.plan_id AS plan,
    e.detail ->> 'reason' AS reason,
    ARRAY(SELECT f ->> 'path' FROM jsonb_array_elements(e.detail -> 'fields') AS f) AS paths
  FROM unnest($2::text[]) AS wanted (address)
  CROSS JOIN LATERAL (
    SELECT * FROM audit_entry x
    WHERE x.organisation_id = $1::uuid AND x.address = wanted.address AND x.status = 'success'
      AND jsonb_typeof(x.detail -> 'fields') = 'array'
    ORDER BY x.at DESC, x.id DESC LIMIT ${entriesLookedAt}
  ) AS e
  ORDER BY e.at DESC, e.id DESC`;

/** Fields of one set's that differ from what it applied last: the merge says what it would put back. */
function fieldsOf(resource: ActualResource, { lastApplied }: Owner): readonly FieldChange[] {
  const kind = resource.kind as Kind;
  const wanted = mergeValues(kind, lastApplied, lastApplied, resource.values);
  return diffValues(kind, wanted, resource.values);
}

function drifted(resource: ActualResource, set: string | null): readonly Omit<DriftedField, 'origin'>[] {
  const { kind, account, name } = resource;
  return resource.owners
    .filter((owner) => set === null || owner.set === set)
    .flatMap((owner) =>
      fieldsOf(resource, owner).map((field) => ({
        address: formatAddress(resource),
        kind,
        account,
        name,
        set: owner.set,
        source: { file: owner.source.file, line: owner.source.line },
        field: field.sensitive ? { path: field.path, sensitive: true as const } : field,
      })),
    );
}

/** Reasons that changes carry of themselves; any other is somebody's own, of a break glass. */
const ordinary = new Set<Json>(['declared', 'exists-already', 'renamed', 'no-longer-declared', 'by-hand']);

function causeOf({ actorType, plan, reason }: Entry): DriftCause {
  if (actorType === 'system') return 'rule';
  if (reason !== null && !ordinary.has(reason)) return 'break-glass';
  return plan === null ? 'by-hand' : 'plan';
}

/** The newest change of the field, or of what it is a part of. */
function originOf(entries: readonly Entry[], path: string): DriftOrigin | null {
  const touches = (changed: string): boolean =>
    changed === path || path.startsWith(`${changed}/`) || changed.startsWith(`${path}/`);
  const entry = entries.find(({ paths }) => paths.some(touches));
  if (entry === undefined) return null;
  const { id, at, by, ip, plan, reason } = entry;
  const how = causeOf(entry);
  return { entry: id, at, by, ip, how, reason: how === 'break-glass' ? reason : null, plan };
}

function byAddress(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.address);
    if (group === undefined) groups.set(entry.address, [entry]);
    else group.push(entry);
  }
  return groups;
}

/** Names of the sets of an organisation. */
async function setNames(tx: Tx, organisationId: string): Promise<readonly string[]> {
  const found = await rows<{ name: string }>(
    tx,
    'SELECT name FROM manifest_set WHERE organisation_id = $1::uuid ORDER BY name COLLATE "C"',
    organisationId,
  );
  return found.map(({ name }) => name);
}

/**
 * Every managed field that is not as its set last applied it, with who made it so. Reads what sets own: a fixed number of statements a set.
 *
 * @param set of this set only; null: of all
 * @param sees whether the reader reaches a resource
 * @param most fields that are returned; what differs is found by address, in order
 */
export async function readDrift(
  tx: Tx,
  organisationId: string,
  {
    set,
    sees,
    most,
  }: {
    readonly set: string | null;
    readonly sees: (resource: ActualResource) => boolean;
    readonly most: number;
  },
): Promise<{ readonly items: readonly DriftedField[]; readonly total: number }> {
  const sets = set === null ? await setNames(tx, organisationId) : [set];
  const found: Omit<DriftedField, 'origin'>[] = [];
  for (const name of sets) {
    const owned = await readResources(tx, organisationId, { set: name });
    found.push(...owned.filter(sees).flatMap((resource) => drifted(resource, name)));
  }
  found.sort((a, b) =>
    a.address < b.address ? -1 : a.address > b.address ? 1 : a.field.path < b.field.path ? -1 : 1,
  );
  const shown = found.slice(0, most);
  const addresses = [...new Set(shown.map(({ address }) => address))];
  const entries = byAddress(await rows<Entry>(tx, changesOf, organisationId, addresses));
  const items = shown.map((one) => ({
    ...one,
    origin: originOf(entries.get(one.address) ?? [], one.field.path),
  }));
  return { items, total: found.length };
}
