import { rows, type Tx } from '../database/transaction.ts';
import { reachesThreshold } from '../kinds/people/seat-usage.ts';
import { containing } from './like.ts';
import { seatedUsers } from './seated.ts';

/** Seats of one account. */
export interface AccountSeats {
  readonly account: string;
  readonly displayName: string | null;
  readonly assigned: number;
  /** null: none; the account may assign up to what is purchased. */
  readonly limit: number | null;
  /** In percent of the limit, or else of what is purchased, to one decimal; null where that is nothing. */
  readonly usage: number | null;
  /** The warning threshold is reached. */
  readonly warning: boolean;
  readonly overLimit: boolean;
}

export interface AccountsFilter {
  /** Names; null: all. */
  readonly accounts: readonly string[] | null;
  /** Part of the name. */
  readonly q?: string;
  readonly limit?: 'set' | 'none';
  /** Those that use so many percent or more. */
  readonly usageFrom?: number;
}

interface Row {
  readonly account: string;
  readonly displayName: string | null;
  readonly assigned: number;
  readonly limit: number | null;
  readonly size: number;
}

const statement = `
  WITH held AS (
    SELECT u.account_id, count(*) AS assigned FROM app_user u
    WHERE u.organisation_id = $1::uuid AND u.id IN (${seatedUsers}) GROUP BY u.account_id
  ), listed AS (
    SELECT a.name AS account, a.display_name AS "displayName", coalesce(h.assigned, 0) AS assigned, l.seat_limit AS "limit",
      coalesce(l.seat_limit, o.purchased_seats) AS size
    FROM account a
    JOIN organisation o ON o.id = a.organisation_id
    LEFT JOIN held h ON h.account_id = a.id
    LEFT JOIN effective_setting e ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = 'Seats'
    CROSS JOIN LATERAL (SELECT CASE WHEN jsonb_typeof(e.value -> 'limit') = 'number' THEN (e.value ->> 'limit')::int END AS seat_limit) AS l
    WHERE a.organisation_id = $1::uuid AND ($2::text[] IS NULL OR a.name = ANY($2::text[]))
  )
  SELECT * FROM listed
  WHERE ($3::text IS NULL OR account ILIKE $3 OR "displayName" ILIKE $3)
    AND ($4::text IS NULL OR ("limit" IS NOT NULL) = ($4 = 'set'))
    AND ($5::int IS NULL OR assigned * 100 >= $5::int * size)
    AND ($6::text IS NULL OR account COLLATE "C" > $6)
  ORDER BY account COLLATE "C" LIMIT $7::int`;

function seatsOf({ size, ...row }: Row): AccountSeats {
  const { assigned, limit } = row;
  return {
    ...row,
    usage: size === 0 ? null : Math.round((assigned * 1000) / size) / 10,
    warning: reachesThreshold({ used: assigned, size }),
    overLimit: limit !== null && assigned > limit,
  };
}

/** One page of accounts by name, with their seats. One statement. */
export async function readAccountSeats(
  tx: Tx,
  organisationId: string,
  { accounts, q, limit: limited, usageFrom }: AccountsFilter,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly AccountSeats[]> {
  const found = await rows<Row>(
    tx,
    statement,
    organisationId,
    accounts,
    q === undefined ? null : containing(q),
    limited ?? null,
    usageFrom ?? null,
    after,
    limit,
  );
  return found.map(seatsOf);
}
