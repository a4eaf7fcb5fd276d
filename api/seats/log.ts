import type { AuditEntry } from '../audit/entry.ts';
import { type AuditRequest, auditFilter } from '../audit/filter.ts';
import { type AuditPosition, readAuditPage } from '../audit/query.ts';
import type { Tx } from '../database/transaction.ts';

/** One line of the seat log. */
export interface SeatMovement {
  readonly id: string;
  readonly at: string;
  readonly doneBy: string;
  /** `Seat assigned to user`, `Seat taken from user`, `Seat limit changed` ... */
  readonly event: string;
  /** Who got or lost the seat; null where the event is about the account. */
  readonly user: string | null;
  readonly account: string | null;
  readonly reason: string | null;
  /** The plan that did it. */
  readonly plan: string | null;
}

/** What of the log is asked for. */
export interface SeatLogRequest
  extends Pick<AuditRequest, 'range' | 'from' | 'to' | 'timeZone' | 'account' | 'q' | 'user'> {
  /** Only seats assigned, only seats taken, or only settings. */
  readonly event?: 'assign' | 'release' | 'settings';
}

const actions = { assign: 'Assign', release: 'Release', settings: 'Update' } as const;

/** Seats that moved are told one by one, with the user's name at the end. */
const moved = /^(?<event>[^(]+) \((?<user>.+)\)$/;

function movementOf({ id, at, actor, action, description, account, detail, plan }: AuditEntry): SeatMovement {
  const isMovement = action === actions.assign || action === actions.release;
  const groups = isMovement ? moved.exec(description)?.groups : undefined;
  const reason = detail['reason'];
  return {
    id,
    at,
    doneBy: actor.name,
    event: groups?.['event'] ?? description,
    user: groups?.['user'] ?? null,
    account,
    reason: typeof reason === 'string' ? reason : null,
    plan,
  };
}

/**
 * One page of the seat log, newest first: what the audit log says of seats, as whoever may read seats may see it.
 *
 * @param accounts those that he reaches; null: all
 * @throws Refusal 400 for times that are none, 404 for an account out of reach
 */
export async function readSeatLog(
  tx: Tx,
  organisationId: string,
  { event, ...asked }: SeatLogRequest,
  page: {
    readonly accounts: readonly string[] | null;
    readonly now: Date;
    readonly after: AuditPosition | null;
    readonly limit: number;
  },
): Promise<readonly SeatMovement[]> {
  const { accounts, now, after, limit } = page;
  const request: AuditRequest = {
    ...asked,
    item: 'Seat',
    status: 'success',
    ...(event === undefined ? {} : { action: actions[event] }),
  };
  const entries = await readAuditPage(tx, organisationId, auditFilter(request, accounts, now), {
    after,
    limit,
  });
  return entries.map(movementOf);
}
