import { redactText } from '../../../schemas/contract/secret-form.ts';
import type { NewEntry } from '../../audit/entry.ts';
import { recordEntries } from '../../audit/record.ts';
import type { Tx } from '../../database/transaction.ts';
import type { RequestContext } from '../../request/context.ts';
import { mostAttempts, retryDelay } from './back-off.ts';
import { type Claimed, claimDue } from './claim.ts';
import { type Courier, type DeliveryDeps, Obsolete, type Parcel, Undeliverable } from './courier.ts';
import type { OutboxType } from './row.ts';
import { markDelivered, markFailed, postpone } from './settle.ts';

/** Longer than any attempt takes; what a dead worker had is due again after it. */
const claimMs = 60_000;
const longestError = 500;

/** The platform itself, in the audit log. */
function systemContext(organisationId: string): RequestContext {
  const actor = {
    type: 'system',
    id: null,
    name: 'outbox',
    account: null,
    main: true,
    permissions: new Set<string>(),
  } as const;
  return { organisationId, organisation: '', actor, ip: null, requestId: null };
}

function textOf(error: unknown): string {
  return redactText(error instanceof Error ? error.message : String(error)).slice(0, longestError);
}

async function audit(
  tx: Tx,
  deps: DeliveryDeps,
  { organisationId, id }: Claimed,
  entry: NewEntry | undefined,
  error?: string,
): Promise<void> {
  if (entry === undefined) return;
  const detail = { ...entry.detail, message: id, ...(error === undefined ? {} : { reason: error }) };
  await recordEntries(tx, deps, systemContext(organisationId), [{ ...entry, detail }]);
}

async function noteDelivered(deps: DeliveryDeps, message: Claimed, { delivered }: Parcel): Promise<void> {
  await deps.database.write(async (tx) => {
    if (await markDelivered(tx, message, deps.now())) await audit(tx, deps, message, delivered);
  });
}

async function noteFailed(
  deps: DeliveryDeps,
  message: Claimed,
  parcel: Parcel | undefined,
  error: unknown,
): Promise<void> {
  const now = deps.now();
  const told = textOf(error);
  await deps.database.write(async (tx) => {
    if (error instanceof Obsolete) {
      await markFailed(tx, message, now, told);
    } else if (error instanceof Undeliverable || message.attempt >= mostAttempts) {
      if (await markFailed(tx, message, now, told)) await audit(tx, deps, message, parcel?.failed, told);
    } else {
      await postpone(tx, message, new Date(now.getTime() + retryDelay(message.attempt, deps.jitter)), told);
    }
  });
}

/** Outside of any transaction, so that nobody waits for a slow receiver. */
async function attempt(deps: DeliveryDeps, courier: Courier, message: Claimed): Promise<void> {
  let parcel: Parcel | undefined;
  try {
    parcel = await courier(deps, message);
    await parcel.send();
  } catch (error) {
    return noteFailed(deps, message, parcel, error);
  }
  return noteDelivered(deps, message, parcel);
}

/**
 * Delivers what is due, at most `limit` messages, all at the same time. Each is tried at least once and then, after growing pauses, up to
 * `mostAttempts` times, with the same id. A worker that dies between sending and noting it sends again: the receiver tells by the id.
 *
 * @returns how many messages were claimed
 */
export async function deliverDue(
  deps: DeliveryDeps,
  courier: Courier,
  type: OutboxType,
  limit: number,
): Promise<number> {
  const now = deps.now();
  const until = new Date(now.getTime() + claimMs);
  const claimed = await deps.database.write((tx) => claimDue(tx, { type, now, until, limit }));
  const attempts = await Promise.allSettled(claimed.map((message) => attempt(deps, courier, message)));
  const lost = attempts.find((outcome) => outcome.status === 'rejected');
  if (lost !== undefined) throw lost.reason;
  return claimed.length;
}
