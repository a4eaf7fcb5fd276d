import type { JsonObject } from '../../schemas/contract/json.ts';
import type { Tx } from '../database/transaction.ts';
import { execute, insertRows, rows } from '../database/transaction.ts';
import type { IdentifiedChange, KindModule, WriteContext } from './kind.ts';
import { specOf, writesSpec } from './own-values.ts';

const columns = {
  organisation_id: 'uuid',
  id: 'uuid',
  account_id: 'uuid',
  kind: 'text',
  spec: 'jsonb',
};

/** Own values of settings kinds: the JSON is the state. */
async function readSettings(
  tx: Tx,
  organisationId: string,
  ids: readonly string[],
): Promise<Map<string, JsonObject>> {
  const found = await rows<{ id: string; spec: JsonObject }>(
    tx,
    'SELECT id, spec FROM setting WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
    organisationId,
    ids,
  );
  return new Map(found.map(({ id, spec }) => [id, spec]));
}

/** Writes the whole spec of each change, new or not; `keep` leaves out what stands elsewhere. */
export async function writeSettings(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
  keep: (spec: JsonObject) => JsonObject = (spec) => spec,
): Promise<void> {
  const written = changes.filter(writesSpec).map(({ id, change }) => ({
    organisation_id: context.organisationId,
    id,
    account_id: change.account === null ? null : context.accountId(change.account),
    kind: change.kind,
    spec: keep(specOf(change.after ?? {})),
  }));
  const replace = '(organisation_id, id) DO UPDATE SET spec = excluded.spec';
  await insertRows(tx, 'setting', columns, written, replace);
}

export async function removeSettings(
  tx: Tx,
  context: WriteContext,
  changes: readonly IdentifiedChange[],
): Promise<void> {
  await execute(
    tx,
    'DELETE FROM setting WHERE organisation_id = $1::uuid AND id = ANY($2::uuid[])',
    context.organisationId,
    changes.map(({ id }) => id),
  );
}

/** Reading and writing of a kind whose state is one JSON document. */
export const settingsState: Pick<KindModule, 'read' | 'write' | 'remove'> = {
  read: readSettings,
  write: (tx, context, changes) => writeSettings(tx, context, changes),
  remove: removeSettings,
};
