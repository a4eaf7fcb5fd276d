import { rows, type Tx } from '../../database/transaction.ts';
import type { WebhookPlace } from './secret-store.ts';
import { messageId } from './webhook-courier.ts';

/** A message to a webhook, and how its delivery went so far. */
interface WebhookDelivery {
  /** As its receiver sees it (`webhook-id`). */
  readonly id: string;
  readonly event: string;
  readonly status: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  /** Times in ISO 8601, UTC. */
  readonly createdAt: string;
  /** Of the next attempt; null where there will be none. */
  readonly nextAttemptAt: string | null;
  readonly deliveredAt: string | null;
  /** When it was given up. */
  readonly failedAt: string | null;
  readonly lastError: string | null;
}

type Row = Omit<WebhookDelivery, 'status'>;

function statusOf({ deliveredAt, failedAt }: Row): WebhookDelivery['status'] {
  if (deliveredAt !== null) return 'delivered';
  return failedAt === null ? 'waiting' : 'failed';
}

/** A delivery and the outbox's id of it, by which the following page is found. */
export interface DeliveryRow {
  readonly outboxId: string;
  readonly delivery: WebhookDelivery;
}

/** The messages of a webhook, newest first: as long as the outbox keeps them. */
export async function readDeliveries(
  tx: Tx,
  { organisationId, accountId, webhook }: WebhookPlace,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly DeliveryRow[]> {
  const found = await rows<Row>(
    tx,
    `SELECT id, payload->'body'->>'type' AS event, attempts, created_at AS "createdAt",
       CASE WHEN delivered_at IS NULL AND failed_at IS NULL THEN coalesce(due_at, created_at) END AS "nextAttemptAt",
       delivered_at AS "deliveredAt", failed_at AS "failedAt", last_error AS "lastError"
     FROM outbox
     WHERE organisation_id = $1::uuid AND type = 'webhook' AND payload->>'accountId' = $2 AND payload->>'webhook' = $3
       AND ($4::uuid IS NULL OR id < $4::uuid)
     ORDER BY id DESC LIMIT $5::int`,
    organisationId,
    accountId,
    webhook,
    after,
    limit,
  );
  return found.map((row) => ({
    outboxId: row.id,
    delivery: { ...row, id: messageId(row.id), status: statusOf(row) },
  }));
}
