import { rows, type Tx } from '../database/transaction.ts';
import { noConversationsRole, noSignIn } from './inactive.ts';
import { seatedUsers } from './seated.ts';

/** The figures of seats; each opens the list behind it, and they add up. */
export interface SeatOverview {
  /** Of the organisation; null for who sees only some accounts. */
  readonly purchased: number | null;
  /** The limit of the one account that is looked at; null: none, or several accounts. */
  readonly limit: number | null;
  readonly assigned: number;
  /** How many can still be assigned. */
  readonly remaining: number;
  /** How many are assigned beyond what is purchased, or beyond the limit. */
  readonly over: number;
  /** `users` = `noSignIn` + `noConversationsRole` - `both`. */
  readonly inactive: {
    readonly users: number;
    readonly noSignIn: number;
    readonly noConversationsRole: number;
    readonly both: number;
  };
  /** How many accounts these figures are about. */
  readonly accounts: number;
  /** Limits of these accounts, added up. More than is purchased: they cannot all be used. */
  readonly limits: { readonly sum: number; readonly exceedPurchased: boolean };
}

interface Figures {
  readonly purchased: number;
  readonly assigned: number;
  readonly all: number;
  readonly noSignIn: number;
  readonly noRole: number;
  readonly both: number;
  readonly accounts: number;
  readonly limits: readonly (number | null)[];
}

const statement = `
  WITH place AS (
    SELECT a.id, CASE WHEN jsonb_typeof(e.value -> 'limit') = 'number' THEN (e.value ->> 'limit')::int END AS seat_limit
    FROM account a
    LEFT JOIN effective_setting e ON e.organisation_id = a.organisation_id AND e.account_id = a.id AND e.kind = 'Seats'
    WHERE a.organisation_id = $1::uuid AND ($2::text[] IS NULL OR a.name = ANY($2::text[]))
  ), holder AS (
    SELECT u.account_id IN (SELECT id FROM place) AS here, ${noSignIn('$3::timestamptz')} AS away, ${noConversationsRole} AS useless
    FROM app_user u
    LEFT JOIN user_activity t ON t.organisation_id = u.organisation_id AND t.user_id = u.id
    WHERE u.organisation_id = $1::uuid AND u.id IN (${seatedUsers})
  )
  SELECT o.purchased_seats AS purchased, h.*,
    (SELECT count(*) FROM place) AS accounts, ARRAY(SELECT seat_limit FROM place) AS limits
  FROM organisation o CROSS JOIN (
    SELECT count(*) AS all, count(*) FILTER (WHERE here) AS assigned, count(*) FILTER (WHERE here AND away) AS "noSignIn",
      count(*) FILTER (WHERE here AND useless) AS "noRole", count(*) FILTER (WHERE here AND away AND useless) AS both
    FROM holder
  ) AS h
  WHERE o.id = $1::uuid`;

function overviewOf(figures: Figures, whole: boolean): SeatOverview {
  const { purchased, assigned, all, noSignIn: away, noRole, both, accounts, limits } = figures;
  const limit = !whole && limits.length === 1 ? (limits[0] ?? null) : null;
  const inPool = purchased - all;
  const free = limit === null ? inPool : Math.min(limit - assigned, inPool);
  const sum = limits.reduce<number>((total, each) => total + (each ?? 0), 0);
  return {
    purchased: whole ? purchased : null,
    limit,
    assigned,
    remaining: Math.max(free, 0),
    over: Math.max(limit === null ? (whole ? -inPool : 0) : assigned - limit, 0),
    inactive: { users: away + noRole - both, noSignIn: away, noConversationsRole: noRole, both },
    accounts,
    limits: { sum, exceedPurchased: sum > purchased },
  };
}

/**
 * Seats of the organisation, or of some of its accounts. One statement.
 *
 * @param accounts names of those that are looked at; null: all
 */
export async function readSeatOverview(
  tx: Tx,
  organisationId: string,
  accounts: readonly string[] | null,
  now: Date,
): Promise<SeatOverview> {
  const [figures] = await rows<Figures>(tx, statement, organisationId, accounts, now.toISOString());
  if (figures === undefined) throw new Error(`there is no organisation ${organisationId}`);
  return overviewOf(figures, accounts === null);
}
