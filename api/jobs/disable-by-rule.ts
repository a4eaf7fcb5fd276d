import { lockOrganisation } from '../commit/carry-out.ts';
import type { Tx } from '../database/transaction.ts';
import { isLastManager } from '../sign-in/last-manager.ts';
import { lockDue, lockDueManagers, type SuspensionRule } from './due-people.ts';
import { type Batch, batchSize, inBatches } from './in-batches.ts';
import type { JobDeps, Place, Summary } from './job.ts';
import { type Due, type SuspensionReason, suspend } from './suspend.ts';

async function spared(
  tx: Tx,
  { organisationId }: Place,
  now: Date,
  found: readonly Due[],
): Promise<Due | undefined> {
  for (const manager of found)
    if (!(await isLastManager(tx, organisationId, manager.userId, now))) return manager;
  return undefined;
}

/**
 * One Account Manager, under the organisation's lock: no apply and no other replica takes another one away at the same time. Who is the last
 * who can sign in is spared.
 */
async function suspendManager(
  tx: Tx,
  deps: JobDeps,
  place: Place,
  rule: SuspensionRule,
  reason: SuspensionReason,
): Promise<Batch> {
  const now = deps.now();
  await lockOrganisation(tx, place.organisationId);
  const found = await lockDueManagers(tx, rule, [place.organisationId, now.toISOString()]);
  const next = await spared(tx, place, now, found);
  if (next === undefined) return { last: null, changed: 0 };
  return { last: next.userId, changed: await suspend(tx, deps, place, [next], reason) };
}

async function suspendBatch(
  tx: Tx,
  deps: JobDeps,
  place: Place,
  rule: SuspensionRule,
  { after, reason }: { readonly after: string | null; readonly reason: SuspensionReason },
): Promise<Batch> {
  const due = await lockDue(tx, rule, [place.organisationId, deps.now().toISOString()], after);
  const changed = await suspend(tx, deps, place, due, reason);
  return { last: due.length < batchSize ? null : (due.at(-1)?.userId ?? null), changed };
}

/**
 * Disables everybody whom a rule hits: people in batches, Account Managers one by one, the longest concerned first, so that of several the one
 * who was there last is left in charge.
 */
export async function disableByRule(
  deps: JobDeps,
  place: Place,
  rule: SuspensionRule,
  reason: SuspensionReason,
): Promise<Summary> {
  const people = await inBatches(deps, (tx, after) => suspendBatch(tx, deps, place, rule, { after, reason }));
  const managers = await inBatches(deps, (tx) => suspendManager(tx, deps, place, rule, reason));
  return { disabled: people + managers };
}
