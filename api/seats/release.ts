import { isSeatDue, seatReleaseSpan } from '../../schemas/access/seat-release.ts';
import type { JsonObject } from '../../schemas/contract/json.ts';
import { recordEntries } from '../audit/record.ts';
import { noteThresholds } from '../commit/note-thresholds.ts';
import { rows, type Tx } from '../database/transaction.ts';
import type { Deps } from '../request/context.ts';
import { systemContext } from '../request/system-context.ts';
import { seatEntry } from './seat-entry.ts';

/** A seat that is in use, in an account with a rule. Times as ISO strings. */
interface HeldSeat {
  readonly userId: string;
  readonly username: string;
  readonly accountId: string;
  readonly account: string;
  /** Effective. */
  readonly settings: JsonObject;
  readonly createdAt: string;
  readonly activatedAt: string | null;
  readonly lastSignInAt: string | null;
  readonly assignedAt: string;
}

/** In the order of users; of several origins the last assignment counts. Nothing is locked: most people are not away. */
const held = `
  SELECT s.user_id AS "userId", u.username, a.id AS "accountId", a.name AS account, e.value AS settings,
    u.created_at AS "createdAt", t.activated_at AS "activatedAt", t.last_sign_in_at AS "lastSignInAt",
    (SELECT max(g.assigned_at) FROM seat g WHERE g.organisation_id = s.organisation_id AND g.user_id = s.user_id) AS "assignedAt"
  FROM seat s
  JOIN app_user u ON u.organisation_id = s.organisation_id AND u.id = s.user_id
  JOIN account a ON a.organisation_id = s.organisation_id AND a.id = s.account_id
  JOIN effective_setting e ON e.organisation_id = s.organisation_id AND e.account_id = s.account_id AND e.kind = 'Seats'
  LEFT JOIN user_activity t ON t.organisation_id = s.organisation_id AND t.user_id = s.user_id
  WHERE s.organisation_id = $1::uuid AND s.released_at IS NULL AND ($2::uuid IS NULL OR s.user_id > $2::uuid)
    AND jsonb_typeof(e.value -> 'releaseAfterInactiveDays') = 'number'
  ORDER BY s.user_id LIMIT $3::int`;

/**
 * All seats of these users. One that was assigned since it was looked at stays, also where that is being done at this moment; what is locked is
 * left to the next run. Of two runs at the same time one finds them released already.
 */
const release = `
  UPDATE seat SET released_at = $3::timestamptz FROM (
    SELECT s.user_id, s.origin FROM seat s
    JOIN jsonb_to_recordset($2::jsonb) AS due("userId" uuid, "assignedAt" timestamptz) ON due."userId" = s.user_id
    WHERE s.organisation_id = $1::uuid AND s.released_at IS NULL AND s.assigned_at <= due."assignedAt"
    ORDER BY s.user_id, s.origin FOR UPDATE OF s SKIP LOCKED
  ) AS found
  WHERE seat.organisation_id = $1::uuid AND seat.user_id = found.user_id AND seat.origin = found.origin
  RETURNING seat.user_id AS "userId"`;

const moment = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/** Whether the rule of the account takes the seat back now. */
function isDue({ settings, ...seat }: HeldSeat, now: Date): boolean {
  const facts = {
    createdAt: moment(seat.createdAt),
    activatedAt: moment(seat.activatedAt),
    lastSignInAt: moment(seat.lastSignInAt),
    assignedAt: moment(seat.assignedAt),
  };
  return isSeatDue(facts, seatReleaseSpan(settings), now.getTime());
}

/** Returns whose seats this run has released. */
async function markReleased(
  tx: Tx,
  organisationId: string,
  seats: readonly HeldSeat[],
  at: string,
): Promise<ReadonlySet<string>> {
  const due = seats.map(({ userId, assignedAt }) => ({ userId, assignedAt }));
  const released = await rows<{ userId: string }>(tx, release, organisationId, JSON.stringify(due), at);
  return new Set(released.map(({ userId }) => userId));
}

/** A seat of several origins is one seat. */
function oncePerUser(found: readonly HeldSeat[]): readonly HeldSeat[] {
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
  const now = deps.now();
  const found = await rows<HeldSeat>(tx, held, organisationId, after, limit);
  const last = found.length < limit ? null : (found.at(-1)?.userId ?? null);
  const seats = oncePerUser(found.filter((seat) => isDue(seat, now)));
  if (seats.length === 0) return { last, changed: 0 };
  const marked = await markReleased(tx, organisationId, seats, now.toISOString());
  const released = seats.filter(({ userId }) => marked.has(userId));
  const entries = released.map((seat) =>
    seatEntry('Release', seat, {
      by: 'rule',
      reason: `inactive for ${seat.settings['releaseAfterInactiveDays']} days`,
    }),
  );
  await recordEntries(tx, deps, systemContext(organisationId, organisation), entries);
  const accounts = [...new Set(released.map(({ accountId }) => accountId))];
  if (accounts.length > 0) await noteThresholds(tx, deps, organisationId, accounts);
  return { last, changed: released.length };
}
