import type { Kind } from '../../schemas/semantics.ts';
import { kindInfo } from '../../schemas/semantics.ts';
import { recordEntries } from '../audit/record.ts';
import { execute, type Tx } from '../database/transaction.ts';
import type { IdentifiedChange } from '../kinds/kind.ts';
import type { Deps, RequestContext } from '../request/context.ts';
import type { AuditFrame } from './audit-entries.ts';
import { auditEntries } from './audit-entries.ts';
import { endAccess } from './end-access.ts';
import { materialise } from './materialise.ts';
import { noteThresholds } from './note-thresholds.ts';
import { writeOwnership } from './ownership.ts';
import type { Prepared } from './prepare.ts';
import { verifyWritten } from './read-back.ts';
import { reviewSso } from './review-sso.ts';
import { identify, writeChanges } from './write.ts';

/** For whom the changes are carried out: a set's plan, or a person's hand. */
export interface CarryOut extends AuditFrame {
  readonly set: string | null;
}

/**
 * Takes the organisation's lock: changes of one organisation happen one after the other, on every replica. It is the first
 * statement of a transaction, so that what is read afterwards is what is there after the wait. Readers and sign-ins do
 * not wait for it (`NO KEY`: rows that refer to the organisation can still be inserted).
 */
export async function lockOrganisation(tx: Tx, organisationId: string): Promise<void> {
  // Not through `rows`: a locking clause is not allowed inside its WITH.
  await execute(tx, 'SELECT 1 FROM organisation WHERE id = $1::uuid FOR NO KEY UPDATE', organisationId);
}

/** The id that an account has now or has just been given. */
function accountIds(
  prepared: Prepared,
  identified: readonly IdentifiedChange[],
): (name: string) => string | undefined {
  const made = new Map(
    identified
      .filter(({ change }) => change.account === null)
      .map(({ id, change }) => [change.name ?? '', id]),
  );
  return (name) => prepared.directory.idOf(name) ?? made.get(name);
}

/** Whether the plan makes or renames the account. */
function madeOrRenamed({ changes }: Prepared): (name: string) => boolean {
  const names = new Set(
    changes
      .filter(
        ({ kind, action }) =>
          kindInfo(kind as Kind).provides === 'accounts' && (action === 'create' || action === 'move'),
      )
      .map(({ name }) => name),
  );
  return (name) => names.has(name);
}

/** A warning threshold of seats that the plan crosses is told at once, not by the next run of the job. */
async function noteCrossings(
  tx: Tx,
  deps: Deps,
  organisationId: string,
  { impact, directory }: Prepared,
): Promise<void> {
  const crossed = impact.filter(({ code }) => code === 'threshold-crossed').map(({ account }) => account);
  const ids = [...new Set(crossed)].map((name) => directory.idOf(name)).filter((id) => id !== undefined);
  if (ids.length > 0) await noteThresholds(tx, deps, organisationId, ids);
}

/**
 * Carries a prepared plan out, inside the transaction that prepared it: writes exactly its changes, reads them back,
 * and tells the audit log. Any fault rolls all of it back.
 */
export async function carryOut(
  tx: Tx,
  deps: Deps,
  context: RequestContext,
  prepared: Prepared,
  frame: CarryOut,
): Promise<readonly IdentifiedChange[]> {
  const { organisationId } = context;
  const identified = identify(deps, prepared);
  await writeChanges(tx, deps, context, prepared, identified, frame.set === null ? 'manual' : 'manifest');
  if (frame.set !== null && frame.planId !== null) {
    const at = deps.now().toISOString();
    await writeOwnership(
      tx,
      { organisationId, set: frame.set, planId: frame.planId, at },
      prepared,
      identified,
    );
  }
  if (prepared.settings) {
    const ids = accountIds(prepared, identified);
    await materialise(tx, organisationId, prepared.settings, ids, madeOrRenamed(prepared));
    const { settings, worlds } = prepared;
    if (worlds) await reviewSso(tx, deps, context, { settings, world: worlds.after }, ids);
  }
  await endAccess(tx, organisationId, prepared);
  await noteCrossings(tx, deps, organisationId, prepared);
  await verifyWritten(tx, organisationId, identified);
  await recordEntries(tx, deps, context, auditEntries(prepared.changes, frame));
  return identified;
}
