import type { Tx } from '../../database/transaction.ts';
import { execute, insertRows, updateRows } from '../../database/transaction.ts';
import type { IdentifiedChange, WriteContext } from '../kind.ts';
import { nameOf, switchIn, textIn, writesSpec } from '../own-values.ts';

const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  name: 'text',
  display_name: 'text',
  enabled: 'boolean',
};

/** Writes accounts, new ones as sub-accounts: a main account is made with its organisation. */
export async function writeAccounts(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const written = changes.filter(writesSpec);
  const created = written.filter(({ change }) => change.action === 'create');
  const updated = written.filter(({ change }) => change.action !== 'create');
  const row = (item: IdentifiedChange) => accountRow(context.organisationId, item);
  await insertRows(tx, 'account', columns, created.map(row));
  await updateRows(tx, 'account', columns, ['organisation_id', 'id'], updated.map(row));
  await renameInScopes(tx, context, updated);
}

/** The list is a set: a name that was there already stands in it once. */
const scopes = `
  UPDATE service_account s SET scope = jsonb_set(s.scope, '{accounts}', (
    SELECT jsonb_agg(DISTINCT COALESCE(x.name, e.value))
    FROM jsonb_array_elements_text(s.scope->'accounts') AS e(value)
    LEFT JOIN jsonb_to_recordset($2::jsonb) AS x(former text, name text) ON x.former = e.value
  ))
  WHERE s.organisation_id = $1::uuid AND EXISTS (
    SELECT 1 FROM jsonb_array_elements_text(s.scope->'accounts') AS e(value)
    JOIN jsonb_to_recordset($2::jsonb) AS x(former text, name text) ON x.former = e.value
  )`;

/** Scopes of service accounts name accounts: a new account of a former name must not come into one. */
async function renameInScopes(
  tx: Tx,
  { organisationId }: WriteContext,
  updated: readonly IdentifiedChange[],
): Promise<void> {
  const renames = updated.flatMap(({ change }) =>
    change.previousName === undefined ? [] : [{ former: change.previousName, name: nameOf(change) }],
  );
  if (renames.length > 0) await execute(tx, scopes, organisationId, JSON.stringify(renames));
}

function accountRow(organisationId: string, { id, change }: IdentifiedChange): object {
  return {
    organisation_id: organisationId,
    id,
    name: nameOf(change),
    display_name: textIn(change.after, 'displayName'),
    enabled: switchIn(change.after, 'enabled'),
  };
}

/** What has no meaning without its account goes with it: one settings document of each kind. Users, teams, roles and service accounts must be gone. */
const leftovers = [
  `DELETE FROM claim c USING resource r WHERE c.organisation_id = $1::uuid AND r.organisation_id = $1::uuid
     AND r.id = c.resource_id AND r.account_id = ANY($2::uuid[])`,
  'DELETE FROM setting WHERE organisation_id = $1::uuid AND account_id = ANY($2::uuid[])',
  'DELETE FROM effective_setting WHERE organisation_id = $1::uuid AND account_id = ANY($2::uuid[])',
  `DELETE FROM resource WHERE organisation_id = $1::uuid AND account_id = ANY($2::uuid[]) AND id <> ALL($2::uuid[])`,
  'DELETE FROM account WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
];

export async function removeAccounts(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  const ids = changes.map(({ id }) => id);
  for (const statement of leftovers) await execute(tx, statement, context.organisationId, ids);
}
