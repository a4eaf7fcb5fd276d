import type { Change } from '../../controller/reconcile/change.ts';
import { kindOrder } from '../../controller/reconcile/order.ts';
import { nameKey } from '../../schemas/contract/address.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo, providerOf } from '../../schemas/semantics.ts';
import type { Tx } from '../database/transaction.ts';
import { execute, insertRows, updateRows } from '../database/transaction.ts';
import { kindModules } from '../kinds/generated/registry.ts';
import type { IdentifiedChange, WriteContext } from '../kinds/kind.ts';
import { writeClaims } from './claims.ts';
import type { Deps, RequestContext } from './context.ts';
import type { Prepared } from './prepare.ts';
import { referenceScopes } from './read-actual.ts';

const resourceColumns = {
  organisation_id: 'uuid',
  id: 'uuid',
  kind: 'text',
  scope_id: 'uuid',
  account_id: 'uuid',
  name: 'text',
  name_key: 'text',
  version: 'int',
  predefined: 'boolean',
  metadata: 'jsonb',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
};

const changedColumns = {
  organisation_id: 'uuid',
  id: 'uuid',
  name: 'text',
  name_key: 'text',
  metadata: 'jsonb',
  updated_at: 'timestamptz',
};

/** What stands in `resource.metadata`: the part of the values that a manifest says in its metadata. */
function metadataOf(change: Change): JsonObject {
  const entries = Object.entries(change.after ?? {}).filter(([key]) => key.startsWith('metadata.'));
  return Object.fromEntries(entries.map(([key, value]) => [key.slice('metadata.'.length), value]));
}

function nameColumns(change: Change): { name: string; name_key: string } {
  const name = change.name ?? '';
  return { name, name_key: nameKey(name) };
}

async function insertResources(
  tx: Tx,
  context: WriteContext,
  created: readonly IdentifiedChange[],
): Promise<void> {
  const at = context.now.toISOString();
  const rows = created.map(({ id, change }) => {
    const account = change.account === null ? null : context.accountId(change.account);
    return {
      organisation_id: context.organisationId,
      id,
      kind: change.kind,
      scope_id: account ?? context.organisationId,
      account_id: account,
      ...nameColumns(change),
      version: 1,
      predefined: false,
      metadata: metadataOf(change),
      created_at: at,
      updated_at: at,
    };
  });
  await insertRows(tx, 'resource', resourceColumns, rows);
}

async function updateResources(
  tx: Tx,
  context: WriteContext,
  changed: readonly IdentifiedChange[],
): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ id, change }) => ({
    organisation_id: context.organisationId,
    id,
    ...nameColumns(change),
    metadata: metadataOf(change),
    updated_at: context.now.toISOString(),
  }));
  await updateRows(tx, 'resource', changedColumns, ['organisation_id', 'id'], rows);
  await execute(
    tx,
    'UPDATE resource SET version = version + 1 WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
    context.organisationId,
    changed.map(({ id }) => id),
  );
}

async function deleteResources(
  tx: Tx,
  context: WriteContext,
  removed: readonly IdentifiedChange[],
): Promise<void> {
  // What refers to others goes before what it refers to.
  for (const kind of [...kindOrder()].reverse()) {
    const own = removed.filter(({ change }) => change.kind === kind);
    if (own.length > 0) await kindModules.get(kind)?.remove?.(tx, context, own);
  }
  if (removed.length === 0) return;
  await execute(
    tx,
    'DELETE FROM resource WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
    context.organisationId,
    removed.map(({ id }) => id),
  );
}

/** Ids of everything that the changes may refer to, by folded kind, account and name. */
class Ids {
  readonly #ids = new Map<string, string>();

  constructor(prepared: Prepared, identified: readonly IdentifiedChange[]) {
    for (const { kind, account, name, id } of prepared.actual.values()) this.#add(kind, account, name, id);
    for (const { id, change } of identified) this.#add(change.kind, change.account, change.name, id);
  }

  #add(kind: string, account: string | null, name: string | null, id: string): void {
    this.#ids.set(Ids.#key(kind, account, name), id);
  }

  static #key(kind: string, account: string | null, name: string | null): string {
    return [kind, nameKey(account ?? ''), nameKey(name ?? '')].join('\n');
  }

  find(kind: string, scopes: readonly (string | null)[], name: string): string {
    for (const account of scopes) {
      const id = this.#ids.get(Ids.#key(kind, account, name));
      if (id !== undefined) return id;
    }
    throw new Error(`${kind} ${name} was checked and is not there`);
  }
}

/** The new name of what the plan renames, by kind, account and old name. */
function renames({
  changes,
}: Prepared): (kind: string, account: string | null, name: string) => string | undefined {
  const key = (...parts: (string | null)[]) => parts.map((part) => nameKey(part ?? '')).join('\n');
  const names = new Map(
    changes
      .filter(({ action }) => action === 'move')
      .map((change) => [key(change.kind, change.account, change.previousName ?? ''), change.name ?? '']),
  );
  return (kind, account, name) => names.get(key(kind, account, name));
}

function writeContext(
  deps: Deps,
  context: RequestContext,
  prepared: Prepared,
  identified: readonly IdentifiedChange[],
  origin: WriteContext['origin'],
): WriteContext {
  const ids = new Ids(prepared, identified);
  const { directory } = prepared;
  const renamed = renames(prepared);
  return {
    organisationId: context.organisationId,
    now: deps.now(),
    newId: deps.newId,
    origin,
    accountId: (name) => directory.idOf(name) ?? ids.find(providerOf('accounts'), [null], name),
    currentName: (kind, account, name) => renamed(kind, account, name) ?? name,
    resourceId: (kind, account, name) =>
      ids.find(kind, referenceScopes(kind as Kind, account, directory), name),
  };
}

/** Every change with the id of its resource; what is created gets one now. */
export function identify(deps: Deps, prepared: Prepared): readonly IdentifiedChange[] {
  return prepared.changes.map((change) => ({ id: change.id ?? deps.newId(), change }));
}

/** Whether the values of the resource change; taking over and releasing alone touch only ownership. */
function writesValues({ change }: IdentifiedChange): boolean {
  return (
    change.action === 'create' ||
    change.action === 'move' ||
    (change.after !== null && change.fields.length > 0)
  );
}

/**
 * Writes exactly the planned changes: removals first (names become free), then resources and, kind by kind in dependency
 * order, their state. A fixed number of statements per kind.
 */
export async function writeChanges(
  tx: Tx,
  deps: Deps,
  context: RequestContext,
  prepared: Prepared,
  identified: readonly IdentifiedChange[],
  origin: WriteContext['origin'],
): Promise<void> {
  const write = writeContext(deps, context, prepared, identified, origin);
  await deleteResources(
    tx,
    write,
    identified.filter(({ change }) => change.after === null),
  );
  const written = identified.filter(writesValues);
  const accountsFirst = (created: readonly IdentifiedChange[]) =>
    [...created].sort((a, b) => Number(isAccount(b)) - Number(isAccount(a)));
  await insertResources(tx, write, accountsFirst(written.filter(({ change }) => change.action === 'create')));
  await updateResources(
    tx,
    write,
    written.filter(({ change }) => change.action !== 'create'),
  );
  for (const kind of kindOrder()) {
    const own = written.filter(({ change }) => change.kind === kind);
    if (own.length > 0) await kindModules.get(kind)?.write(tx, write, own);
  }
  await writeClaims(tx, context.organisationId, identified);
}

function isAccount({ change }: IdentifiedChange): boolean {
  return kindInfo(change.kind as Kind).provides === 'accounts';
}
