import { rows, type Tx } from '../../database/transaction.ts';

/** How many seats an account has in use, and its limit; or the pool of the organisation, of which every account takes. */
export interface MeasuredSeats {
  /** Id of the account; of the organisation, for the pool. */
  readonly id: string;
  /** Name of the account; the main account's, for the pool. */
  readonly account: string;
  readonly pool: boolean;
  /** Warnings are about it: always for a limit; for the pool where some account has no limit of its own. */
  readonly watched: boolean;
  readonly used: number;
  /** null: no limit of its own. */
  readonly size: number | null;
}

const statement = `
  WITH held AS (
    SELECT s.account_id, count(DISTINCT s.user_id) AS used FROM seat s
    WHERE s.organisation_id = $1::uuid AND s.released_at IS NULL
    GROUP BY s.account_id
  ), measured AS (
    SELECT a.id, a.name, a.main, coalesce(h.used, 0) AS used,
      CASE WHEN jsonb_typeof(e.value -> 'limit') = 'number' THEN (e.value ->> 'limit')::int END AS size
    FROM account a
    LEFT JOIN held h ON h.account_id = a.id
    LEFT JOIN effective_setting e ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = 'Seats'
    WHERE a.organisation_id = $1::uuid
  )
  SELECT id, name AS account, false AS pool, true AS watched, used, size FROM measured
    WHERE $2::uuid[] IS NULL OR id = ANY($2::uuid[])
  UNION ALL
  SELECT o.id, (SELECT name FROM measured WHERE main), true, EXISTS (SELECT FROM measured WHERE size IS NULL),
    (SELECT coalesce(sum(used), 0) FROM measured)::int, o.purchased_seats
    FROM organisation o WHERE o.id = $1::uuid`;

/** Seats in use of these accounts (null: of all), and of the pool. One statement. */
export function readMeasuredSeats(
  tx: Tx,
  organisationId: string,
  accountIds: readonly string[] | null,
): Promise<MeasuredSeats[]> {
  return rows<MeasuredSeats>(tx, statement, organisationId, accountIds);
}
