import type { JsonObject } from '../../../schemas/contract/json.ts';
import { execute, rows, type Tx } from '../../database/transaction.ts';

/** A line of a person's list. */
export interface OwnNotification {
  readonly id: string;
  readonly event: string;
  readonly text: string;
  readonly detail: JsonObject;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly readAt: string | null;
}

/** A person, who sees and changes nothing but his own. */
export interface Person {
  readonly organisationId: string;
  readonly userId: string;
}

export interface ListRequest {
  readonly unread: boolean;
  /** Id of the last one of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

const columns = 'id, event, text, detail, created_at AS "createdAt", read_at AS "readAt"';

/** A person's notifications, newest first. */
export function readOwnNotifications(
  tx: Tx,
  { organisationId, userId }: Person,
  { unread, after, limit }: ListRequest,
): Promise<OwnNotification[]> {
  return rows<OwnNotification>(
    tx,
    `SELECT ${columns} FROM notification
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND ($3::uuid IS NULL OR id < $3::uuid)
       ${unread ? 'AND read_at IS NULL' : ''}
     ORDER BY id DESC LIMIT $4::int`,
    organisationId,
    userId,
    after,
    limit,
  );
}

/** Marks one as read or unread; read again keeps its first time. undefined: he has no such notification. */
export async function markNotification(
  tx: Tx,
  { organisationId, userId }: Person,
  { id, readAt }: { readonly id: string; readonly readAt: Date | null },
): Promise<OwnNotification | undefined> {
  const [marked] = await rows<OwnNotification>(
    tx,
    `UPDATE notification SET read_at = CASE WHEN $4::timestamptz IS NULL THEN NULL ELSE coalesce(read_at, $4::timestamptz) END
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND id = $3::uuid RETURNING ${columns}`,
    organisationId,
    userId,
    id,
    readAt?.toISOString() ?? null,
  );
  return marked;
}

/** Marks all of a person's notifications as read. */
export async function markAllRead(tx: Tx, { organisationId, userId }: Person, now: Date): Promise<void> {
  await execute(
    tx,
    `UPDATE notification SET read_at = $3::timestamptz
     WHERE organisation_id = $1::uuid AND user_id = $2::uuid AND read_at IS NULL`,
    organisationId,
    userId,
    now.toISOString(),
  );
}
