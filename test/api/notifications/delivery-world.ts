import type { Database } from '../../../api/database/database.ts';
import { insertRows, rows } from '../../../api/database/transaction.ts';
import type { DeliveryDeps } from '../../../api/notifications/outbox/courier.ts';
import { type OutboxType, outboxColumns, outboxRow } from '../../../api/notifications/outbox/row.ts';
import type { Deps } from '../../../api/request/context.ts';
import { testKeyring } from '../../support/keyring.ts';

/** What delivering needs, with a clock that the test sets and no chance. */
export interface TestDelivery extends DeliveryDeps {
  readonly clock: { time: Date };
}

export function testDelivery(deps: Deps): TestDelivery {
  const clock = { time: deps.now() };
  return {
    ...deps,
    clock,
    now: () => clock.time,
    keyring: testKeyring(),
    publicUrl: 'https://bylaw.example',
    jitter: () => 1,
  };
}

/** A row of the outbox as tests look at it. */
export interface OutboxState {
  readonly id: string;
  readonly attempts: number;
  readonly delivered_at: string | null;
  readonly failed_at: string | null;
  readonly due_at: string | null;
  readonly claimed_until_at: string | null;
  readonly last_error: string | null;
  readonly payload: Record<string, unknown>;
}

export function outboxStates(database: Database): Promise<OutboxState[]> {
  return database.snapshot((tx) => rows<OutboxState>(tx, 'SELECT * FROM outbox ORDER BY id'));
}

/** Puts messages into the outbox. */
export async function enqueue(
  deps: Deps,
  organisationId: string,
  type: OutboxType,
  payloads: readonly object[],
): Promise<void> {
  const made = payloads.map((payload) => outboxRow(deps, organisationId, type, payload));
  await deps.database.write((tx) => insertRows(tx, 'outbox', outboxColumns, made));
}
