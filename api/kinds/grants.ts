import { nameKey } from '../../schemas/contract/address.ts';
import type { Columns, Tx } from '../database/transaction.ts';
import { execute, insertRows } from '../database/transaction.ts';
import type { IdentifiedChange, WriteContext } from './kind.ts';
import { namesIn } from './own-values.ts';

/**
 * A table of grants: who (or what) has it, what is granted, and the origin. Declarations and hands own the rows of origin
 * `manifest` and `manual`; those of sso, scim and template are never touched here.
 */
export interface GrantTable {
  readonly table: string;
  /** The column of the resource whose field lists the grants. */
  readonly owner: string;
  /** The column of what the field's names stand for; a `uuid` where they name resources, else the name itself. */
  readonly target: string;
  readonly targetType: 'uuid' | 'text';
  /** The kind that the names stand for; absent: plain words. */
  readonly kind?: string;
  /** Further columns of an inserted row. */
  readonly more?: { readonly columns: Columns; row(context: WriteContext): object };
}

/** One owner's list before and after, and the names in it that the set declares. */
export interface GrantChange {
  readonly ownerId: string;
  /** The account in which names are looked up. */
  readonly account: string | null;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly declared: readonly string[];
}

/** The grants that a field of each change lists. */
export function grantChanges(changes: readonly IdentifiedChange[], field: string): readonly GrantChange[] {
  return changes.map(({ id, change }) => ({
    ownerId: id,
    account: change.account,
    before: namesIn(change.before, field),
    after: namesIn(change.after, field),
    declared: namesIn(change.lastApplied, field),
  }));
}

interface Grant {
  readonly ownerId: string;
  readonly account: string | null;
  readonly name: string;
}

/** What `to` has and `from` has not, names compared folded. */
function beyond(change: GrantChange, from: readonly string[], to: readonly string[]): Grant[] {
  const known = new Set(from.map(nameKey));
  return to
    .filter((name) => !known.has(nameKey(name)))
    .map((name) => ({ ownerId: change.ownerId, account: change.account, name }));
}

/**
 * Makes the grants of every owner what its list says: three statements at most, whose work grows with what differs.
 * A grant by hand that is now declared becomes one of the manifest; there is never a row for each.
 */
export async function writeGrants(
  tx: Tx,
  context: WriteContext,
  table: GrantTable,
  changes: readonly GrantChange[],
): Promise<void> {
  const renamed = changes.map((change) => underCurrentNames(context, table, change));
  await removeGrants(
    tx,
    context,
    table,
    renamed.flatMap((change) => beyond(change, change.after, change.before)),
  );
  await addGrants(
    tx,
    context,
    table,
    renamed.flatMap((change) => beyond(change, change.before, change.after)),
  );
  if (context.origin === 'manifest') await promoteGrants(tx, context, table, renamed);
}

/** Both lists in the names of after the plan: a grant goes along with what is renamed, and who takes the old name has no part in it. */
function underCurrentNames(context: WriteContext, { kind }: GrantTable, change: GrantChange): GrantChange {
  if (kind === undefined) return change;
  return { ...change, before: change.before.map((name) => currentName(context, kind, change.account, name)) };
}

/** What the account does not rename may be the organisation's, which may rename it; one name never stands in both. */
function currentName(context: WriteContext, kind: string, account: string | null, name: string): string {
  const current = context.currentName(kind, account, name);
  return current === name ? context.currentName(kind, null, name) : current;
}

/** What was removed by name may be gone already, and has then taken its grants along. */
async function removeGrants(
  tx: Tx,
  context: WriteContext,
  table: GrantTable,
  removed: readonly Grant[],
): Promise<void> {
  if (removed.length === 0) return;
  const { organisationId } = context;
  const ofOwner = `g.organisation_id = $1::uuid AND g.${table.owner} = x.owner AND g.origin IN ('manual', 'manifest')`;
  if (table.kind === undefined) {
    const statement = `DELETE FROM ${table.table} g USING jsonb_to_recordset($2::jsonb) AS x(owner uuid, name text)
      WHERE ${ofOwner} AND g.${table.target} = x.name`;
    const keys = removed.map(({ ownerId, name }) => ({ owner: ownerId, name }));
    await execute(tx, statement, organisationId, JSON.stringify(keys));
    return;
  }
  const statement = `DELETE FROM ${table.table} g USING jsonb_to_recordset($2::jsonb) AS x(owner uuid, scope uuid, name text)
    JOIN resource r ON r.organisation_id = $1::uuid AND r.kind = $3 AND r.scope_id = x.scope AND r.name_key = x.name
    WHERE ${ofOwner} AND g.${table.target} = r.id`;
  const keys = removed.flatMap((grant) => removedKeys(context, grant));
  await execute(tx, statement, organisationId, JSON.stringify(keys), table.kind);
}

/** A name is one of the account's or one of the organisation's: looked for in both. */
function removedKeys(context: WriteContext, { ownerId, account, name }: Grant): object[] {
  const scopes = account === null ? [] : [context.accountId(account)];
  return [...scopes, context.organisationId].map((scope) => ({ owner: ownerId, scope, name: nameKey(name) }));
}

async function addGrants(
  tx: Tx,
  context: WriteContext,
  table: GrantTable,
  added: readonly Grant[],
): Promise<void> {
  const columns = {
    organisation_id: 'uuid',
    [table.owner]: 'uuid',
    [table.target]: table.targetType,
    origin: 'text',
    ...table.more?.columns,
  };
  const granted = added.map((grant) => ({
    organisation_id: context.organisationId,
    [table.owner]: grant.ownerId,
    [table.target]: targetOf(context, table, grant),
    origin: context.origin,
    ...table.more?.row(context),
  }));
  await insertRows(tx, table.table, columns, granted, 'DO NOTHING');
}

function targetOf(context: WriteContext, { kind }: GrantTable, { account, name }: Grant): string {
  return kind === undefined ? name : context.resourceId(kind, account, name);
}

/** Grants by hand among what is declared. Where all of a list is declared its owner alone says which. */
async function promoteGrants(
  tx: Tx,
  context: WriteContext,
  table: GrantTable,
  changes: readonly GrantChange[],
): Promise<void> {
  const declaring = changes.filter(({ before, declared }) => before.length > 0 && declared.length > 0);
  const whole = declaring.filter(({ declared, after }) => declared.length === after.length);
  const partly = declaring.filter(({ declared, after }) => declared.length !== after.length);
  const set = `UPDATE ${table.table} g SET origin = 'manifest'`;
  if (whole.length > 0) {
    const where = `WHERE g.organisation_id = $1::uuid AND g.${table.owner} = ANY($2::uuid[]) AND g.origin = 'manual'`;
    await execute(
      tx,
      `${set} ${where}`,
      context.organisationId,
      whole.map(({ ownerId }) => ownerId),
    );
  }
  const named = partly.flatMap((change) => beyond(change, [], change.declared));
  if (named.length === 0) return;
  const statement = `${set} FROM jsonb_to_recordset($2::jsonb) AS x(owner uuid, target ${table.targetType})
    WHERE g.organisation_id = $1::uuid AND g.${table.owner} = x.owner AND g.${table.target} = x.target AND g.origin = 'manual'`;
  const pairs = named.map((grant) => ({ owner: grant.ownerId, target: targetOf(context, table, grant) }));
  await execute(tx, statement, context.organisationId, JSON.stringify(pairs));
}
