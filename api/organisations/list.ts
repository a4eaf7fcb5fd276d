import { rows, type Tx } from '../database/transaction.ts';
import { Refusal } from '../request/refusal.ts';

/** An organisation as the vendor sees it: what was sold, and how much of it is used. */
export interface OrganisationRow {
  readonly name: string;
  readonly purchasedSeats: number;
  readonly assignedSeats: number;
  readonly accounts: number;
  readonly createdAt: string;
}

/** A seat of several origins is one seat; one that a rule took back is none. */
const select = `
  SELECT o.name, o.purchased_seats AS "purchasedSeats", o.created_at AS "createdAt",
    (SELECT count(DISTINCT s.user_id)::int FROM seat s
      WHERE s.organisation_id = o.id AND s.released_at IS NULL) AS "assignedSeats",
    (SELECT count(*)::int FROM account a WHERE a.organisation_id = o.id) AS accounts
  FROM organisation o`;

/** @throws Refusal 404 */
export async function readOrganisation(tx: Tx, name: string): Promise<OrganisationRow> {
  const [organisation] = await rows<OrganisationRow>(tx, `${select} WHERE o.name = $1`, name);
  if (organisation !== undefined) return organisation;
  throw new Refusal(404, 'organisation/unknown', `There is no organisation called ${name}.`);
}

/**
 * Organisations in the order of their names.
 *
 * @param after name that the page before ends with
 */
export function readOrganisations(tx: Tx, after: string | null, limit: number): Promise<OrganisationRow[]> {
  return rows<OrganisationRow>(
    tx,
    `${select} WHERE o.name > $1 ORDER BY o.name LIMIT $2::int`,
    after ?? '',
    limit,
  );
}
