import { recordEntries } from '../audit/record.ts';
import { noteThresholds } from '../commit/note-thresholds.ts';
import { rows, type Tx } from '../database/transaction.ts';
import type { Deps } from '../request/context.ts';
import { systemContext } from '../request/system-context.ts';
import { seatEntry } from './seat-entry.ts';

/** Somebody whose seat a rule takes back. */
interface DueSeat {
  readonly userId: string;
  readonly username: string;
  readonly accountId: string;
  readonly account: string;
  /** The rule: inactive for so long. */
  readonly days: number;
}

/**
 * A seat that was assigned while its user was away counts from then: an assignment lifts a release, and must last. The rows are locked, so that
 * an assignment at the same time is either seen or waits; what is locked already is left to the next run.
 */
const due = `
  SELECT s.user_id AS "userId", u.username, a.id AS "accountId", a.name AS account, (e.value ->> 'releaseAfterInactiveDays')::int AS days
  FROM seat s
  JOIN app_user u ON u.organisation_id = s.organisation_id AND u.id = s.user_id
  JOIN account a ON a.organisation_id = s.organisation_id AND a.id = s.account_id
  JOIN effective_setting e ON e.organisation_id = s.organisation_id AND e.account_id = s.account_id AND e.kind = 'Seats'
  LEFT JOIN user_activity t ON t.organisation_id = s.organisation_id AND t.user_id = s.user_id
  CROSS JOIN LATERAL (SELECT CASE WHEN jsonb_typeof(e.value -> 'releaseAfterInactiveDays') = 'number'
    THEN $2::timestamptz - make_interval(hours => 24 * (e.value ->> 'releaseAfterInactiveDays')::int) END AS limit_at) AS rule
  WHERE s.organisation_id = $1::uuid AND ($3::uuid IS NULL OR s.user_id > $3::uuid)
    AND greatest(u.created_at, t.activated_at, t.last_sign_in_at, s.assigned_at) <= rule.limit_at
    AND NOT EXISTS (SELECT FROM seat newer WHERE newer.organisation_id = s.organisation_id AND newer.user_id = s.user_id
      AND newer.assigned_at > rule.limit_at)
    AND s.released_at IS NULL
  ORDER BY s.user_id LIMIT $4::int FOR UPDATE OF s SKIP LOCKED`;

/** All seats of these users that the rule has reached: of two runs at the same time one finds them not released yet. */
const release = `
  UPDATE seat s SET released_at = $3::timestamptz
  FROM jsonb_to_recordset($2::jsonb) AS due("userId" uuid, days int)
  WHERE s.organisation_id = $1::uuid AND s.user_id = due."userId" AND s.released_at IS NULL
    AND s.assigned_at <= $3::timestamptz - make_interval(hours => 24 * due.days)
  RETURNING s.user_id AS "userId"`;

/** Returns whose seats this run has released. */
async function markReleased(
  tx: Tx,
  organisationId: string,
  seats: readonly DueSeat[],
  at: string,
): Promise<ReadonlySet<string>> {
  const due = seats.map(({ userId, days }) => ({ userId, days }));
  const released = await rows<{ userId: string }>(tx, release, organisationId, JSON.stringify(due), at);
  return new Set(released.map(({ userId }) => userId));
}

/** A seat of several origins is one seat. */
function oncePerUser(found: readonly DueSeat[]): readonly DueSeat[] {
  return [...new Map(found.map((seat) => [seat.userId, seat])).values()];
}

/**
 * Takes seats back from users who have been inactive for as long as their account's `releaseAfterInactiveDays` says: one batch, in the order of
 * user ids. The declared holders stay as they are; the seat is not in use until somebody assigns it.
 *
 * @returns the last user looked at, null where nobody comes after; and how many seats were released
 */
export async function releaseSeats(
  tx: Tx,
  deps: Pick<Deps, 'now' | 'newId'>,
  { organisationId, organisation }: { readonly organisationId: string; readonly organisation: string },
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<{ last: string | null; changed: number }> {
  const at = deps.now().toISOString();
  const found = await rows<DueSeat>(tx, due, organisationId, at, after, limit);
  const last = found.length < limit ? null : (found.at(-1)?.userId ?? null);
  const seats = oncePerUser(found);
  if (seats.length === 0) return { last, changed: 0 };
  const marked = await markReleased(tx, organisationId, seats, at);
  const released = seats.filter(({ userId }) => marked.has(userId));
  const entries = released.map((seat) =>
    seatEntry('Release', seat, { by: 'rule', reason: `inactive for ${seat.days} days` }),
  );
  await recordEntries(tx, deps, systemContext(organisationId, organisation), entries);
  const accounts = [...new Set(released.map(({ accountId }) => accountId))];
  if (accounts.length > 0) await noteThresholds(tx, deps, organisationId, accounts);
  return { last, changed: released.length };
}
