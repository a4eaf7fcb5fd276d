import { uuidv7 } from 'uuidv7';
import type { Database } from '../../../api/database/database.ts';
import { deleteRows, insertRows, rows, type Tx, updateRows } from '../../../api/database/transaction.ts';
import { kindModules } from '../../../api/kinds/generated/registry.ts';
import type { IdentifiedChange, KindModule, WriteContext } from '../../../api/kinds/kind.ts';
import { platformDefaults } from '../../../api/organisations/defaults.ts';
import { foundOrganisation } from '../../../api/organisations/found.ts';
import type { Change } from '../../../controller/reconcile/change.ts';
import { canonicalValues } from '../../../controller/reconcile/values.ts';
import { nameKey } from '../../../schemas/contract/address.ts';
import type { JsonObject } from '../../../schemas/contract/json.ts';
import { predefinedRoles } from '../../../schemas/predefined-roles.ts';
import type { Kind } from '../../../schemas/semantics.ts';
import { changeOf, type Draft } from './change.ts';

export const now = new Date('2026-11-24T12:00:00.000Z');

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

/** An organisation whose resources are written through the kinds alone, as `commit` does it around them. */
export class State {
  readonly organisationId = uuidv7();
  readonly #ids = new Map<string, string>();
  readonly #renames = new Map<string, string>();

  static async make(database: Database, name = `acme-${uuidv7().slice(-8)}`): Promise<State> {
    const state = new State(name);
    const ids = { organisationId: state.organisationId, accountId: uuidv7(), userId: uuidv7() };
    await database.write((tx) =>
      foundOrganisation(tx, {
        ...ids,
        name,
        seats: 10,
        admin: 'root',
        email: 'root@acme.example',
        at: '2026-01-01T00:00:00.000Z',
        defaults: platformDefaults(),
        newId: uuidv7,
      }),
    );
    state.#put('Account', null, name, ids.accountId);
    state.#put('User', name, 'root', ids.userId);
    const roles = await database.snapshot((tx) => state.select<{ id: string; name: string }>(tx, 'role'));
    for (const role of roles) state.#put('Role', null, role.name, role.id);
    if (roles.length !== predefinedRoles.length) throw new Error('predefined roles are missing');
    return state;
  }

  readonly main: string;

  private constructor(main: string) {
    this.main = main;
  }

  #key(kind: string, account: string | null, name: string | null): string {
    return [kind, account ?? '', nameKey(name ?? '')].join('\n');
  }

  #put(kind: string, account: string | null, name: string | null, id: string): void {
    this.#ids.set(this.#key(kind, account, name), id);
  }

  idOf(kind: string, account: string | null, name: string | null): string {
    const id = this.#ids.get(this.#key(kind, account, name)) ?? this.#ids.get(this.#key(kind, null, name));
    if (id === undefined) throw new Error(`${kind} ${account} ${name} is not there`);
    return id;
  }

  context(origin: WriteContext['origin']): WriteContext {
    return {
      organisationId: this.organisationId,
      now,
      newId: uuidv7,
      origin,
      accountId: (name) => this.idOf('Account', null, name),
      resourceId: (kind, account, name) => this.idOf(kind, account, name),
      currentName: (kind, account, name) => this.#renames.get(this.#key(kind, account, name)) ?? name,
    };
  }

  /** The organisation's rows of a table, where all of these columns have these values. */
  select<T = Record<string, unknown>>(
    tx: Tx,
    table: string,
    where: Readonly<Record<string, string | boolean>> = {},
  ): Promise<T[]> {
    const conditions = Object.keys(where).map((column, index) => ` AND ${column}::text = $${index + 2}`);
    const values = Object.values(where).map(String);
    const sql = `SELECT * FROM ${table} WHERE organisation_id = $1::uuid${conditions.join('')}`;
    return rows<T>(tx, sql, this.organisationId, ...values);
  }

  /** Writes changes of one kind, with their resource rows. */
  async apply(
    tx: Tx,
    kind: string,
    drafts: readonly Draft[],
    origin: WriteContext['origin'] = 'manifest',
  ): Promise<void> {
    const changes = drafts.map((draft) => this.#identified(changeOf(kind, draft)));
    const removed = changes.filter(({ change }) => change.after === null);
    const written = changes.filter(({ change }) => change.after !== null);
    if (removed.length > 0) {
      await moduleOf(kind).remove?.(tx, this.context(origin), removed);
      const key = { organisation_id: 'uuid', id: 'uuid' };
      const keys = removed.map(({ id }) => ({ organisation_id: this.organisationId, id }));
      await deleteRows(tx, 'resource', key, keys);
    }
    await this.#writeResources(tx, written);
    if (written.length > 0) await moduleOf(kind).write(tx, this.context(origin), written);
  }

  #identified(change: Change): IdentifiedChange {
    const created = change.action === 'create';
    const former = change.previousName ?? change.name;
    const id = created ? uuidv7() : this.idOf(change.kind, change.account, former);
    this.#put(change.kind, change.account, change.name, id);
    if (change.previousName !== undefined) {
      this.#renames.set(this.#key(change.kind, change.account, change.previousName), change.name ?? '');
    }
    return { id, change: { ...change, id: created ? null : id } };
  }

  async #writeResources(tx: Tx, written: readonly IdentifiedChange[]): Promise<void> {
    const row = ({ id, change }: IdentifiedChange) => {
      const account = change.account === null ? null : this.idOf('Account', null, change.account);
      return {
        organisation_id: this.organisationId,
        id,
        kind: change.kind,
        scope_id: account ?? this.organisationId,
        account_id: account,
        name: change.name ?? '',
        name_key: nameKey(change.name ?? ''),
        version: 1,
        predefined: false,
        metadata: {},
        created_at: now.toISOString(),
        updated_at: now.toISOString(),
      };
    };
    const created = written.filter(({ change }) => change.action === 'create').map(row);
    await insertRows(tx, 'resource', resourceColumns, created);
    const moved = written.filter(({ change }) => change.action === 'move').map(row);
    const { organisation_id, id, name, name_key } = resourceColumns;
    await updateRows(
      tx,
      'resource',
      { organisation_id, id, name, name_key },
      ['organisation_id', 'id'],
      moved,
    );
  }

  /** Own values as the kind reads them, canonical. */
  async read(
    tx: Tx,
    kind: string,
    account: string | null,
    name: string | null,
  ): Promise<JsonObject | undefined> {
    const id = this.idOf(kind, account, name);
    const values = (await moduleOf(kind).read(tx, this.organisationId, [id])).get(id);
    return values && canonicalValues(kind as Kind, values);
  }
}

export function moduleOf(kind: string): KindModule {
  const module = kindModules.get(kind);
  if (!module) throw new Error(`no module for ${kind}`);
  return module;
}

/** The same transaction, counting its statements. */
export function counted(tx: Tx): { tx: Tx; statements: () => number } {
  let count = 0;
  const counting: Tx = {
    query: (sql, params) => {
      count += 1;
      return tx.query(sql, params);
    },
  };
  return { tx: counting, statements: () => count };
}
